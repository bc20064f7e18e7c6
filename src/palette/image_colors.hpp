#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "palette/color_counts.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

/// The colours of one image as the quantiser sees them. Where there are many, those of a cube of 4 x 4 x 4 colours
/// become one grain, which spares the conversion of each to OKLab; only among the darkest, where OKLab is steep, every
/// colour is a grain of its own.
class ImageColors {
  public:
    enum class Entries : std::uint8_t { Colors, Groups };

    /// entries: as from ColorCounts::packed_entries() or (Groups) group_colors(), at least one. A group is one grain.
    explicit ImageColors(std::vector<ColorCounts::Packed> entries, Entries kind = Entries::Colors);

    std::span<const ColorCounts::Packed> entries() const noexcept { return entries_; }
    std::uint64_t total_weight() const noexcept { return total_weight_; }

    /// Each at the mean of its colours, rounded to 8 bits, and with their weight as points have it.
    const Points& grains() const noexcept { return grains_; }

    std::span<const ColorCounts::Packed> colors_of(std::size_t grain) const noexcept {
        if (ends_.empty()) return entries().subspan(grain, 1);
        const std::uint32_t begin = grain == 0 ? 0 : ends_[grain - 1];
        return entries().subspan(begin, ends_[grain] - begin);
    }

    /// The exact weight of a grain's colours.
    std::uint64_t weight_of(std::size_t grain) const noexcept {
        return weights_.empty() ? entries_[grain].weight() : weights_[grain];
    }

    /// A weight as points have it: the weights of large images give up their lowest bits, but no colour.
    std::uint32_t point_weight(std::uint64_t weight) const noexcept;

    /// No colour of the grain is farther from its point than this, in units.
    std::int32_t reach_of(std::size_t grain) const noexcept { return reaches_.empty() ? 0 : reaches_[grain]; }

    /// The same for a grain at a colour, which point is in OKLab.
    static std::int32_t reach(Rgb color, FixedOklab point) noexcept;

    /// The 8-bit colour nearest to a point; of an image of greys alone, the nearest grey.
    Rgb color_at(FixedOklab point) const noexcept { return is_grey_ ? to_grey(point) : to_rgb(point); }

  private:
    void add_each();
    void add_grains();

    /// The grain of entries begin to end; returns its color.
    Rgb add_grain(std::size_t begin, std::size_t end);

    std::vector<ColorCounts::Packed> entries_;
    std::uint64_t total_weight_ = 0;
    int weight_shift_ = 0;
    bool is_grey_ = false;
    Points grains_;
    // These three are empty if each entry is a grain.
    std::vector<std::uint32_t> ends_;  // of each grain's entries
    std::vector<std::uint64_t> weights_;
    std::vector<std::int16_t> reaches_;
};

}  // namespace photolibrary::palette
