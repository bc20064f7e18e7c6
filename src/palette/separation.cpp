#include "palette/separation.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

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

std::vector<std::int64_t> cluster_weights(const Points& points, const Partition& partition, std::size_t clusters) {
    std::vector<std::int64_t> weights(clusters, 1);
    for (std::size_t i = 0; i < points.size(); ++i)
        weights[partition.owner[i]] += points.weight(i);
    return weights;
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
bool push_apart(Centers& centers, const std::vector<std::int64_t>& weights, std::int32_t distance) {
    bool pushed = false;
    for (std::size_t i = 0; i < centers.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const FixedOklab one = centers[i].position;
            const FixedOklab other = centers[j].position;
            const std::int32_t squared = squared_distance(one, other);
            if (squared >= distance * distance || squared == 0) continue;
            const auto now = static_cast<std::int64_t>(square_root(static_cast<std::uint32_t>(squared)));
            const std::int64_t missing = distance - now + 1;
            const std::int64_t share = missing * weights[j] / (weights[i] + weights[j]);
            centers[i].position = moved_away(one, other, share, now);
            centers[j].position = moved_away(other, one, missing - share, now);
            pushed = true;
        }
    }
    return pushed;
}

}  // namespace

void keep_apart(const Points& points, Centers& centers, Separation separation, const core::StopToken& stop) {
    constexpr int rounds = 8;
    constexpr int sweeps = 8;
    constexpr std::int32_t rounding = fixed_length(0.003);  // of two colours to 8 bits
    if (!closest_pair(centers, separation)) return;
    Partition partition;
    for (int round = 0; round < rounds && !stop.stop_requested(); ++round) {
        refine(points, centers, partition, 1, stop);
        const std::vector<std::int64_t> weights = cluster_weights(points, partition, centers.size());
        for (int sweep = 0; sweep < sweeps; ++sweep)
            if (!push_apart(centers, weights, separation.units() + rounding)) break;
    }
    for (auto pair = closest_pair(centers, separation); pair; pair = closest_pair(centers, separation)) {
        assign(points, centers, partition);
        const std::vector<std::uint64_t> costs = removal_costs(points, centers, partition);
        const std::size_t cheaper = costs[pair->first] < costs[pair->second] ? pair->first : pair->second;
        centers.erase(centers.begin() + static_cast<std::ptrdiff_t>(cheaper));
    }
}

}  // namespace photolibrary::palette
