#include "palette/image_colors.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "palette/fixed_oklab.hpp"

namespace photolibrary::palette {

namespace {

/// As many colours can be handled one by one.
constexpr std::size_t few_colors = 8192;

constexpr int cube_bits = 6;                    // of a colour in its cube of 4 x 4 x 4
constexpr std::uint32_t steep_cubes = 1U << 6;  // the first ones: channels below 16

/// How far any colour of a cube of 4 x 4 x 4 may be from one of them, by the lightness of the latter in sixteenths of
/// its range; the steep cubes left out. Inner colours are those on no face of their cube. Measured on all cubes and
/// rounded up by 2 to 5 units; a test measures again.
using Reaches = std::array<std::int16_t, 17>;
constexpr Reaches outer_reaches = {0, 640, 557, 307, 252, 239, 228, 220, 213, 207, 202, 197, 193, 189, 186, 183, 183};
constexpr Reaches inner_reaches = {0, 485, 346, 201, 170, 161, 154, 148, 143, 139, 136, 133, 130, 128, 125, 123, 123};

bool is_inner(Rgb color) noexcept {
    const auto on_face = [](std::uint8_t byte) { return byte % 4 == 0 || byte % 4 == 3; };
    return !on_face(color.red) && !on_face(color.green) && !on_face(color.blue);
}

bool are_grey(std::span<const ColorCounts::Packed> entries) noexcept {
    return std::all_of(entries.begin(), entries.end(), [](const ColorCounts::Packed& entry) {
        const Rgb color = entry.color();
        return color.red == color.green && color.green == color.blue;
    });
}

}  // namespace

ImageColors::ImageColors(std::vector<ColorCounts::Packed> entries, Entries kind)
    : entries_(std::move(entries)), is_grey_(are_grey(entries_)) {
    for (const ColorCounts::Packed& entry : entries_)
        total_weight_ += entry.weight();
    weight_shift_ = std::max(static_cast<int>(std::bit_width(total_weight_)) - 30, 0);
    const bool each = kind == Entries::Groups || entries_.size() <= few_colors;
    each ? add_each() : add_grains();
}

void ImageColors::add_each() {
    grains_.reserve(entries_.size());
    for (const ColorCounts::Packed& entry : entries_)
        grains_.add(to_fixed_oklab(entry.color()), point_weight(entry.weight()));
}

void ImageColors::add_grains() {
    std::vector<Rgb> colors;
    for (std::size_t begin = 0; begin < entries_.size();) {
        const std::uint32_t cube = entries_[begin].cube_key() >> cube_bits;
        std::size_t end = begin + 1;
        if (cube >= steep_cubes)
            while (end < entries_.size() && entries_[end].cube_key() >> cube_bits == cube)
                ++end;
        colors.push_back(add_grain(begin, end));
        begin = end;
    }
    std::vector<FixedOklab> points(colors.size());
    to_fixed_oklab(colors, points);
    grains_.reserve(colors.size());
    reaches_.reserve(colors.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        grains_.add(points[i], point_weight(weights_[i]));
        reaches_.push_back(static_cast<std::int16_t>(reach(colors[i], points[i])));
    }
}

Rgb ImageColors::add_grain(std::size_t begin, std::size_t end) {
    std::uint64_t weight = 0;
    std::uint64_t red = 0;
    std::uint64_t green = 0;
    std::uint64_t blue = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const std::uint32_t offsets = entries_[i].offsets();
        weight += entries_[i].weight();
        red += entries_[i].weight() * (offsets >> 16);
        green += entries_[i].weight() * (offsets >> 8 & 3);
        blue += entries_[i].weight() * (offsets & 3);
    }
    weights_.push_back(weight);
    ends_.push_back(static_cast<std::uint32_t>(end));
    const Rgb first = entries_[begin].color();
    const auto mean = [weight](std::uint8_t byte, std::uint64_t sum) {  // rounded without a division
        return static_cast<std::uint8_t>((byte & ~3) + (2 * sum > weight) + (2 * sum > 3 * weight) +
                                         (2 * sum > 5 * weight));
    };
    return {mean(first.red, red), mean(first.green, green), mean(first.blue, blue)};
}

std::uint32_t ImageColors::point_weight(std::uint64_t weight) const noexcept {
    return static_cast<std::uint32_t>(std::max(weight >> weight_shift_, std::uint64_t{1}));
}

std::int32_t ImageColors::reach(Rgb color, FixedOklab point) noexcept {
    const auto sixteenth = static_cast<std::size_t>(point.lightness >> (fixed_oklab_bits - 4));
    return (is_inner(color) ? inner_reaches : outer_reaches)[sixteenth];
}

}  // namespace photolibrary::palette
