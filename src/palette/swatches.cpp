#include "palette/swatches.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "palette/division.hpp"

namespace photolibrary::palette {

namespace {

bool is_apart(Rgb color, const std::vector<Rgb>& others, Separation separation) {
    return std::all_of(others.begin(), others.end(), [&](Rgb other) { return separation.holds(color, other); });
}

Centers centers_at(const std::vector<Rgb>& colors) {
    Centers centers;
    for (const Rgb color : colors)
        centers.push_back({to_fixed_oklab(color), std::nullopt});
    return centers;
}

/// Colours, ascending, and what each weighs in the image.
struct WeighedColors {
    std::vector<Rgb> colors;
    Centers centers;
    std::vector<std::uint64_t> weights;
};

struct Nearest {
    std::size_t index = 0;
    std::int32_t distance = std::numeric_limits<std::int32_t>::max();  // squared
};

Nearest nearest_to(FixedOklab point, const Centers& centers) {
    Nearest nearest;
    for (std::size_t k = 0; k < centers.size(); ++k) {
        const std::int32_t distance = squared_distance(point, centers[k].position);
        if (distance < nearest.distance) nearest = {k, distance};
    }
    return nearest;
}

/// Whether all within reach of a point have the nearest center that the point has. Distances are squared.
/// sqrt(second) - sqrt(first) > 2 * reach, without the roots.
bool all_share_center(std::int64_t first, std::int64_t second, std::int64_t reach) noexcept {
    const std::int64_t rest = second - first - 4 * reach * reach;
    return rest > 0 && rest * rest > 16 * reach * reach * first;
}

/// Adds the weight of each entry to the color nearest to it.
void add_one_by_one(std::span<const ColorCounts::Packed> entries, WeighedColors& weighed) {
    std::vector<Rgb> colors;
    colors.reserve(entries.size());
    for (const ColorCounts::Packed& entry : entries)
        colors.push_back(entry.color());
    std::vector<FixedOklab> converted(colors.size());
    to_fixed_oklab(colors, converted);
    Points points;
    points.reserve(converted.size());
    for (const FixedOklab point : converted)
        points.add(point, 1);
    Partition partition;
    assign(points, weighed.centers, partition);
    for (std::size_t i = 0; i < entries.size(); ++i)
        weighed.weights[partition.owner[i]] += entries[i].weight();
}

WeighedColors weigh(const ImageColors& image, std::vector<Rgb> colors) {
    std::sort(colors.begin(), colors.end());  // ties go to the center that stands first
    WeighedColors weighed{std::move(colors), {}, {}};
    weighed.centers = centers_at(weighed.colors);
    weighed.weights.resize(weighed.colors.size());
    const Points& grains = image.grains();
    std::vector<ColorCounts::Packed> divided;  // colours of grains on the border of two clusters
    NearestTwo nearest;
    for (std::size_t grain = 0; grain < grains.size(); ++grain) {
        const std::size_t i = grain % Points::block;
        if (i == 0) find_nearest_two(grains, grain, weighed.centers, nearest);
        const auto entries = image.colors_of(grain);
        if (entries.size() == 1 || all_share_center(nearest.distance[i], nearest.second[i], image.reach_of(grain))) {
            weighed.weights[static_cast<std::size_t>(nearest.owner[i])] += image.weight_of(grain);
        } else {
            divided.insert(divided.end(), entries.begin(), entries.end());
        }
    }
    add_one_by_one(divided, weighed);
    return weighed;
}

/// The colour of the image that removes most error as a new swatch, of those that are apart from all.
std::optional<Rgb> best_addition(const ImageColors& image, const WeighedColors& weighed, Separation separation) {
    std::optional<Rgb> best;
    std::uint64_t most = 0;
    for (const ColorCounts::Packed& entry : image.entries()) {
        const Rgb color = entry.color();
        const std::int32_t distance = nearest_to(to_fixed_oklab(color), weighed.centers).distance;
        if (distance < separation.units() * separation.units()) continue;
        const std::uint64_t error =
            std::uint64_t{image.point_weight(entry.weight())} * static_cast<std::uint32_t>(distance);
        if (error < most || (error == most && best && *best < color)) continue;
        if (!is_apart(color, weighed.colors, separation)) continue;
        most = error;
        best = color;
    }
    return best;
}

WeighedColors completed(const ImageColors& image, std::vector<Rgb> colors, std::size_t count, Separation separation,
                        const core::StopToken& stop) {
    WeighedColors weighed = weigh(image, std::move(colors));
    while (!stop.stop_requested()) {
        // Rounding can leave a color without any pixel; such a place is free again.
        std::vector<Rgb> used;
        for (std::size_t k = 0; k < weighed.colors.size(); ++k)
            if (weighed.weights[k] != 0) used.push_back(weighed.colors[k]);
        const bool some_unused = used.size() < weighed.colors.size();
        if (!some_unused) {
            if (used.size() >= count) break;
            const std::optional<Rgb> addition = best_addition(image, weighed, separation);
            if (!addition) break;
            used.push_back(*addition);
        }
        weighed = weigh(image, std::move(used));
    }
    return weighed;
}

/// Colours of the image in one sweep along its principal axis, each apart from those before: at most count.
std::vector<Rgb> sweep(const std::vector<Rgb>& along_axis, std::size_t count, Separation separation) {
    std::vector<Rgb> colors;
    for (const Rgb color : along_axis) {
        if (!is_apart(color, colors, separation)) continue;
        colors.push_back(color);
        if (colors.size() == count) break;
    }
    return colors;
}

std::vector<Rgb> sorted_along_axis(const ImageColors& image) {
    const Axis axis = principal_axis(image.grains());
    std::vector<std::pair<std::int32_t, Rgb>> keyed;
    keyed.reserve(image.entries().size());
    for (const ColorCounts::Packed& entry : image.entries())
        keyed.emplace_back(axis.project(to_fixed_oklab(entry.color())), entry.color());
    std::sort(keyed.begin(), keyed.end());
    std::vector<Rgb> colors;
    colors.reserve(keyed.size());
    for (const auto& [projection, color] : keyed)
        colors.push_back(color);
    return colors;
}

}  // namespace

std::vector<Swatch> make_swatches(const ImageColors& image, const Centers& centers, int count, Separation separation,
                                  const core::StopToken& stop) {
    const auto wanted = static_cast<std::size_t>(count);
    std::vector<Rgb> colors;
    for (const Center& center : centers)
        if (const Rgb color = image.color_at(center.position); is_apart(color, colors, separation))
            colors.push_back(color);
    WeighedColors weighed = completed(image, std::move(colors), wanted, separation, stop);
    if (weighed.colors.size() < wanted) {
        // Means may stand in the way of more swatches than the image's own colours do.
        std::vector<Rgb> packed = sweep(sorted_along_axis(image), wanted, separation);
        if (packed.size() > weighed.colors.size())
            weighed = completed(image, std::move(packed), wanted, separation, stop);
    }

    const auto total = static_cast<double>(image.total_weight());
    std::vector<Swatch> swatches;
    for (std::size_t k = 0; k < weighed.colors.size(); ++k)
        swatches.push_back({weighed.colors[k], static_cast<double>(weighed.weights[k]) / total});
    std::stable_sort(swatches.begin(), swatches.end(),
                     [](const Swatch& one, const Swatch& other) { return one.share > other.share; });
    return swatches;
}

}  // namespace photolibrary::palette
