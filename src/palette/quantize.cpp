#include "palette/quantize.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "palette/accents.hpp"
#include "palette/cells.hpp"
#include "palette/clustering.hpp"
#include "palette/color_groups.hpp"
#include "palette/division.hpp"
#include "palette/image_colors.hpp"
#include "palette/separation.hpp"
#include "palette/swatches.hpp"

namespace photolibrary::palette {

namespace {

/// Deviation of a grey pixel's channels that JPEG's rounding and chroma noise explain; a sepia tone differs by more.
constexpr int grey_spread = 12;
constexpr std::uint64_t colored_permille = 5;  // of the weight, at most, in a monochrome image

bool is_grey(Rgb color) noexcept {
    const auto [least, greatest] = std::minmax({color.red, color.green, color.blue});
    return greatest - least <= grey_spread;
}

bool is_monochrome(const ImageColors& image) {
    const std::uint64_t limit = image.total_weight() / 1000 * colored_permille;
    std::uint64_t colored = 0;
    for (const ColorCounts::Packed& entry : image.entries())
        if (!is_grey(entry.color()) && (colored += entry.weight()) > limit) return false;
    return true;
}

Rgb average_of(const ImageColors& image) {
    const Points& points = image.grains();
    WeightedSum sum;
    for (std::size_t i = 0; i < points.size(); ++i)
        sum.add(points[i], points.weight(i));
    return image.color_at(sum.mean());
}

constexpr Separation separation_of(Style style) {
    return style == Style::Accent ? Separation::delta_e(0.04) : Separation::distinct();
}

Centers find_centers(const ImageColors& image, int colors, Style style, const core::StopToken& stop) {
    constexpr int search_steps = 30;
    constexpr int polish_steps = 8;
    const Histogram histogram = make_histogram(image);
    Division division(histogram.coarse);
    Centers centers = division.centers(static_cast<std::size_t>(colors));
    Partition partition;
    assign(histogram.coarse, centers, partition);
    refine(histogram.coarse, centers, partition, search_steps, stop);
    improve_by_swaps(histogram.coarse, centers, partition, stop);
    if (style == Style::Accent) catch_accents(histogram.coarse, division, centers, partition, stop);
    assign(histogram.fine, centers, partition);
    refine(histogram.fine, centers, partition, polish_steps, stop);
    if (style == Style::Accent) keep_apart(histogram.coarse, centers, separation_of(style), stop);
    return centers;
}

Palette quantize(const ImageColors& image, bool has_transparency, int colors, Style style,
                 const core::StopToken& stop) {
    const Centers centers = find_centers(image, colors, style, stop);
    return {make_swatches(image, centers, colors, separation_of(style), stop), average_of(image), is_monochrome(image),
            has_transparency};
}

}  // namespace

Palette quantize(const ColorCounts& counts, int colors, Style style, const core::StopToken& stop) {
    return quantize(ImageColors(counts.packed_entries()), counts.has_transparency(), colors, style, stop);
}

Palette quantize_lossy(std::span<const std::uint8_t> pixels, int colors, Style style, const core::StopToken& stop) {
    constexpr std::size_t least_groups = 1024;  // fewer hide what tells the clusters of such an image apart
    std::vector<ColorCounts::Packed> groups = group_colors(pixels);
    if (groups.size() >= least_groups)
        return quantize(ImageColors(std::move(groups), ImageColors::Entries::Groups), false, colors, style, stop);
    ColorCounts counts(pixels.size() / 3);
    counts.add_rgb(pixels);
    return quantize(counts, colors, style, stop);
}

}  // namespace photolibrary::palette
