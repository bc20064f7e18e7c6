#include "palette/separation.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "palette/clustering.hpp"

namespace photolibrary::palette {

namespace {

using Pair = std::pair<std::size_t, std::size_t>;

/// The two centers whose 8-bit colours are nearest to each other, if those are not apart.
std::optional<Pair> closest_pair(const Centers& centers, Separation separation) {
    std::vector<Rgb> colors;
    for (const Center& center : centers)
        colors.push_back(to_rgb(center.position));
    std::optional<Pair> closest;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 0; i < colors.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const std::int64_t distance = precise_squared_distance(colors[i], colors[j]);
            if (distance >= least || separation.holds(colors[i], colors[j])) continue;
            least = distance;
            closest = {j, i};
        }
    }
    return closest;
}

/// Where a cluster is, and how far it spreads.
struct Extent {
    FixedOklab mean;
    std::int64_t weight = 0;
    std::int32_t radius = 0;  // root of the mean squared distance to the center, in units
};

std::vector<Extent> extents_of(const Points& points, const Centers& centers, const Partition& partition) {
    std::vector<std::uint64_t> errors(centers.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        errors[partition.owner[i]] +=
            std::uint64_t{points.weight(i)} * static_cast<std::uint32_t>(partition.distance[i]);
    std::vector<Extent> extents;
    for (std::size_t k = 0; k < centers.size(); ++k) {
        const WeightedSum& sum = partition.sums[k];
        if (sum.weight == 0) {
            extents.push_back({centers[k].position, 1, 0});
            continue;
        }
        const auto variance = static_cast<std::uint32_t>(errors[k] / static_cast<std::uint64_t>(sum.weight));
        extents.push_back({sum.mean(), sum.weight, static_cast<std::int32_t>(square_root(variance))});
    }
    return extents;
}

/// Moves point away from other by length, which is small.
FixedOklab moved_away(FixedOklab point, FixedOklab other, std::int64_t length, std::int64_t distance) noexcept {
    const auto moved = [&](std::int16_t from, std::int16_t origin, int least, int greatest) {
        const std::int64_t to = from + (from - origin) * length / distance;
        return static_cast<std::int16_t>(std::clamp<std::int64_t>(to, least, greatest));
    };
    return {moved(point.lightness, other.lightness, 0, 1 << fixed_oklab_bits),
            moved(point.a, other.a, least_coordinate, greatest_coordinate),
            moved(point.b, other.b, least_coordinate, greatest_coordinate)};
}

/// One sweep over all pairs: those nearer than distance move to it, the lighter cluster more. Returns whether any did.
bool push_apart(Centers& centers, const std::vector<Extent>& extents, std::int32_t distance) {
    bool pushed = false;
    for (std::size_t i = 0; i < centers.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const FixedOklab one = centers[i].position;
            const FixedOklab other = centers[j].position;
            const std::int32_t squared = squared_distance(one, other);
            if (squared >= distance * distance || squared == 0) continue;
            const auto now = static_cast<std::int64_t>(square_root(static_cast<std::uint32_t>(squared)));
            const std::int64_t missing = distance - now + 1;
            const std::int64_t share = missing * extents[j].weight / (extents[i].weight + extents[j].weight);
            centers[i].position = moved_away(one, other, share, now);
            centers[j].position = moved_away(other, one, missing - share, now);
            pushed = true;
        }
    }
    return pushed;
}

/// Lets k-means pull the centers together and pushes them apart in turns. A center stays within its cluster: no farther
/// from the mean than the cluster spreads, so that no swatch is invented.
void spread_out(const Points& points, Centers& centers, std::int32_t distance, const core::StopToken& stop) {
    constexpr int rounds = 6;
    constexpr int sweeps = 8;
    Partition partition;
    for (int round = 0; round < rounds && !stop.stop_requested(); ++round) {
        assign(points, centers, partition);
        refine(points, centers, partition, 1, stop);
        const std::vector<Extent> extents = extents_of(points, centers, partition);
        bool pushed = true;
        for (int sweep = 0; sweep < sweeps && pushed; ++sweep)
            pushed = push_apart(centers, extents, distance);
        for (std::size_t k = 0; k < centers.size(); ++k)
            centers[k].position = within_reach(extents[k].mean, centers[k].position, extents[k].radius);
    }
}

}  // namespace

void keep_apart(const Points& points, Centers& centers, Separation separation, const core::StopToken& stop) {
    constexpr std::int32_t rounding = fixed_length(0.003);  // of two colours to 8 bits
    Partition partition;
    while (closest_pair(centers, separation) && !stop.stop_requested()) {
        spread_out(points, centers, separation.units() + rounding, stop);
        const std::optional<Pair> pair = closest_pair(centers, separation);
        if (!pair) return;
        const std::vector<std::uint64_t> costs = removal_costs(points, centers);
        const std::size_t cheaper = costs[pair->first] < costs[pair->second] ? pair->first : pair->second;
        centers.erase(centers.begin() + static_cast<std::ptrdiff_t>(cheaper));
        assign(points, centers, partition);
        refine(points, centers, partition, 4, stop);
    }
}

}  // namespace photolibrary::palette
