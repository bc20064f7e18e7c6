#include "palette/swatches.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

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
    std::vector<std::uint64_t> weights;
    Partition partition;
};

WeighedColors weigh(const ImageColors& image, std::vector<Rgb> colors) {
    std::sort(colors.begin(), colors.end());  // ties go to the center that stands first
    WeighedColors weighed{std::move(colors), {}, {}};
    assign(image.points, centers_at(weighed.colors), weighed.partition);
    weighed.weights.resize(weighed.colors.size());
    for (std::size_t i = 0; i < image.entries.size(); ++i)
        weighed.weights[weighed.partition.owner[i]] += image.entries[i].weight();
    return weighed;
}

/// The colour of the image that removes most error as a new swatch, of those that are apart from all.
std::optional<Rgb> best_addition(const ImageColors& image, const WeighedColors& weighed, Separation separation) {
    std::optional<Rgb> best;
    std::uint64_t most = 0;
    for (std::size_t i = 0; i < image.entries.size(); ++i) {
        const std::int32_t distance = weighed.partition.distance[i];
        if (distance < separation.units() * separation.units()) continue;
        const std::uint64_t error = std::uint64_t{image.points.weight(i)} * static_cast<std::uint32_t>(distance);
        const Rgb color = image.entries[i].color();
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
    const Axis axis = principal_axis(image.points);
    std::vector<std::pair<std::int32_t, Rgb>> keyed;
    keyed.reserve(image.entries.size());
    for (std::size_t i = 0; i < image.entries.size(); ++i)
        keyed.emplace_back(axis.project(image.points[i]), image.entries[i].color());
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
        if (const Rgb color = to_rgb(center.position); is_apart(color, colors, separation)) colors.push_back(color);
    WeighedColors weighed = completed(image, std::move(colors), wanted, separation, stop);
    if (weighed.colors.size() < wanted) {
        // Means may stand in the way of more swatches than the image's own colours do.
        std::vector<Rgb> packed = sweep(sorted_along_axis(image), wanted, separation);
        if (packed.size() > weighed.colors.size())
            weighed = completed(image, std::move(packed), wanted, separation, stop);
    }

    const std::uint64_t total = std::accumulate(weighed.weights.begin(), weighed.weights.end(), std::uint64_t{0});
    std::vector<Swatch> swatches;
    for (std::size_t k = 0; k < weighed.colors.size(); ++k)
        swatches.push_back({weighed.colors[k], static_cast<double>(weighed.weights[k]) / static_cast<double>(total)});
    std::stable_sort(swatches.begin(), swatches.end(),
                     [](const Swatch& one, const Swatch& other) { return one.share > other.share; });
    return swatches;
}

}  // namespace photolibrary::palette
