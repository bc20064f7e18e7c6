#include "palette/quantize.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "palette/accents.hpp"
#include "palette/cells.hpp"
#include "palette/clustering.hpp"
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

/// The colours in OKLab. Weights of all points together must stay below 2^31: those of large images give up their
/// lowest bits, but no colour.
Points to_points(std::span<const ColorCounts::Packed> entries, std::uint64_t total_weight) {
    constexpr std::size_t batch = 256;
    const int surplus = std::max(static_cast<int>(std::bit_width(total_weight)) - 30, 0);
    Points points;
    points.reserve(entries.size());
    std::array<Rgb, batch> colors;
    std::array<FixedOklab, batch> converted;
    while (!entries.empty()) {
        const auto part = entries.first(std::min(entries.size(), batch));
        for (std::size_t i = 0; i < part.size(); ++i)
            colors[i] = part[i].color();
        to_fixed_oklab(std::span(colors).first(part.size()), converted);
        for (std::size_t i = 0; i < part.size(); ++i)
            points.add(converted[i],
                       static_cast<std::uint32_t>(std::max(part[i].weight() >> surplus, std::uint64_t{1})));
        entries = entries.subspan(part.size());
    }
    return points;
}

Rgb average_of(const Points& points) {
    WeightedSum sum;
    for (std::size_t i = 0; i < points.size(); ++i)
        sum.add(points[i], points.weight(i));
    return to_rgb(sum.mean());
}

constexpr Separation separation_of(Style style) {
    return style == Style::Accent ? Separation::delta_e(0.04) : Separation::distinct();
}

Centers find_centers(const ImageColors& image, int colors, Style style, const core::StopToken& stop) {
    constexpr int search_steps = 30;
    constexpr int polish_steps = 8;
    const Histogram histogram = make_histogram(image);
    Centers centers = divide(histogram.coarse, colors);
    Partition partition;
    refine(histogram.coarse, centers, partition, search_steps, stop);
    improve_by_swaps(histogram.coarse, centers, partition, stop);
    if (style == Style::Accent) catch_accents(histogram.coarse, centers, partition, stop);
    refine(histogram.fine, centers, partition, polish_steps, stop);
    if (style == Style::Accent) keep_apart(histogram.coarse, centers, separation_of(style), stop);
    return centers;
}

}  // namespace

Palette quantize(const ColorCounts& counts, int colors, Style style, const core::StopToken& stop) {
    ImageColors image{counts.packed_entries(), {}};
    std::uint64_t total = 0;
    std::uint64_t colored = 0;
    for (const ColorCounts::Packed& entry : image.entries) {
        total += entry.weight();
        if (!is_grey(entry.color())) colored += entry.weight();
    }
    image.points = to_points(image.entries, total);

    const Centers centers = find_centers(image, colors, style, stop);
    return {make_swatches(image, centers, colors, separation_of(style), stop), average_of(image.points),
            colored <= total / 1000 * colored_permille, counts.has_transparency()};
}

}  // namespace photolibrary::palette
