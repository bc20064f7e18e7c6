#include "palette/clustering.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

namespace photolibrary::palette {

namespace {

constexpr std::size_t block = Points::block;

/// Squared distances of one block of points to centers, handed to function(center, i, distance). Plain loops of fixed
/// length on 16-bit differences: compilers turn them into vector code, and the results are the same either way.
template <class Function>
void measure_block(const Points& points, std::size_t start, const Centers& centers, Function function) noexcept {
    const std::int16_t* const lightness = points.lightness() + start;
    const std::int16_t* const a = points.a() + start;
    const std::int16_t* const b = points.b() + start;
    for (std::size_t k = 0; k < centers.size(); ++k) {
        const FixedOklab center = centers[k].position;
        for (std::size_t i = 0; i < block; ++i) {
            const auto d_lightness = static_cast<std::int16_t>(lightness[i] - center.lightness);
            const auto d_a = static_cast<std::int16_t>(a[i] - center.a);
            const auto d_b = static_cast<std::int16_t>(b[i] - center.b);
            function(static_cast<std::int32_t>(k), i, d_lightness * d_lightness + d_a * d_a + d_b * d_b);
        }
    }
}

/// Moves centers to the means of their clusters. Returns whether any moved.
bool move_to_means(const Points& points, const Partition& partition, Centers& centers) {
    std::array<WeightedSum, max_centers> sums{};
    for (std::size_t i = 0; i < points.size(); ++i)
        sums[partition.owner[i]].add(points[i], points.weight(i));
    bool moved = false;
    for (std::size_t k = 0; k < centers.size(); ++k) {
        if (sums[k].weight == 0) continue;
        const FixedOklab mean = sums[k].mean();
        // For a fixed partition, the best place of an anchored center is the projection of its cluster's mean.
        const FixedOklab to = centers[k].anchor ? within_reach(*centers[k].anchor, mean, anchor_reach) : mean;
        moved = moved || to != centers[k].position;
        centers[k].position = to;
    }
    return moved;
}

/// A cluster cut in two.
struct Split {
    std::uint64_t gain = 0;  // what the error falls by; 0: it cannot be split
    FixedOklab first;
    FixedOklab second;
};

using Members = std::span<const std::uint32_t>;  // indices of points

WeightedSum sum_of(const Points& points, Members members) {
    WeightedSum sum;
    for (const std::uint32_t i : members)
        sum.add(points[i], points.weight(i));
    return sum;
}

/// By power iteration on the covariances of the members.
Axis principal_axis(const Points& points, Members members, FixedOklab mean) {
    using Vector = std::array<std::int64_t, 3>;
    std::array<Vector, 3> covariance{};
    for (const std::uint32_t i : members) {
        const FixedOklab point = points[i];
        const Vector d = {point.lightness - mean.lightness, point.a - mean.a, point.b - mean.b};
        for (std::size_t row = 0; row < 3; ++row)
            for (std::size_t column = row; column < 3; ++column)
                covariance[row][column] += d[row] * d[column] * points.weight(i);
    }
    const std::int64_t largest = std::max({covariance[0][0], covariance[1][1], covariance[2][2]});
    if (largest == 0) return {};
    const int surplus = std::max(static_cast<int>(std::bit_width(static_cast<std::uint64_t>(largest))) - 24, 0);
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = row; column < 3; ++column)
            covariance[column][row] = covariance[row][column] >>= surplus;

    std::size_t start = 0;
    for (std::size_t row = 1; row < 3; ++row)
        if (covariance[row][row] > covariance[start][start]) start = row;
    Vector axis = covariance[start];
    const auto normalise = [&axis] {
        const std::int64_t longest =
            std::max({std::abs(axis[0]), std::abs(axis[1]), std::abs(axis[2]), std::int64_t{1}});
        for (std::int64_t& component : axis)
            component = component * (1 << 14) / longest;
    };
    normalise();
    for (int step = 0; step < 10; ++step) {
        const Vector from = axis;
        for (std::size_t row = 0; row < 3; ++row)
            axis[row] = covariance[row][0] * from[0] + covariance[row][1] * from[1] + covariance[row][2] * from[2];
        normalise();
    }
    return {static_cast<std::int32_t>(axis[0]), static_cast<std::int32_t>(axis[1]), static_cast<std::int32_t>(axis[2])};
}

/// What the error falls by when a cluster is replaced by two parts of it.
Split judge_split(const WeightedSum& one, const WeightedSum& other) noexcept {
    if (one.weight == 0 || other.weight == 0) return {};
    const FixedOklab first = one.mean();
    const FixedOklab second = other.mean();
    const auto harmonic = static_cast<std::uint64_t>(one.weight) * static_cast<std::uint64_t>(other.weight) /
                          static_cast<std::uint64_t>(one.weight + other.weight);
    return {harmonic * static_cast<std::uint64_t>(squared_distance(first, second)), first, second};
}

/// The best of some cuts across the principal axis.
Split best_split(const Points& points, Members members) {
    constexpr std::int64_t bins = 32;
    if (members.size() < 2) return {};
    const WeightedSum all = sum_of(points, members);
    const Axis axis = principal_axis(points, members, all.mean());

    std::vector<std::int32_t> projections;
    projections.reserve(members.size());
    for (const std::uint32_t i : members)
        projections.push_back(axis.project(points[i]));
    const auto [least, greatest] = std::minmax_element(projections.begin(), projections.end());
    const std::int64_t start = *least;
    const std::int64_t length = std::int64_t{*greatest} - start + 1;
    std::array<WeightedSum, bins> sums{};
    for (std::size_t i = 0; i < members.size(); ++i)
        sums[static_cast<std::size_t>((projections[i] - start) * bins / length)].add(points[members[i]],
                                                                                     points.weight(members[i]));
    Split best;
    WeightedSum below;
    for (const WeightedSum& bin : sums) {
        below += bin;
        const Split split = judge_split(below, all - below);
        if (split.gain > best.gain) best = split;
    }
    return best;
}

/// The points sorted by owner; those of center k end at ends[k].
struct SortedByOwner {
    std::vector<std::uint32_t> indices;
    std::vector<std::uint32_t> ends;

    Members members(std::size_t k) const {
        const std::uint32_t start = k == 0 ? 0 : ends[k - 1];
        return Members(indices).subspan(start, ends[k] - start);
    }
};

SortedByOwner sort_by_owner(const Points& points, const Partition& partition, std::size_t owners) {
    SortedByOwner sorted{std::vector<std::uint32_t>(points.size()), std::vector<std::uint32_t>(owners)};
    for (std::size_t i = 0; i < points.size(); ++i)
        ++sorted.ends[partition.owner[i]];
    std::uint32_t start = 0;
    for (std::uint32_t& end : sorted.ends)
        start += std::exchange(end, start);
    for (std::size_t i = 0; i < points.size(); ++i)
        sorted.indices[sorted.ends[partition.owner[i]]++] = static_cast<std::uint32_t>(i);
    return sorted;
}

/// One exchange to try: split one cluster, dissolve another.
struct Swap {
    std::int64_t promise = 0;  // gain of the split less cost of the removal
    std::size_t split = 0;
    std::size_t removed = 0;
};

std::vector<Swap> promising_swaps(const std::vector<Split>& splits, const std::vector<std::uint64_t>& costs,
                                  const Centers& centers, std::size_t limit) {
    std::vector<Swap> swaps;
    for (std::size_t split = 0; split < centers.size(); ++split) {
        if (splits[split].gain == 0 || centers[split].anchor) continue;
        for (std::size_t removed = 0; removed < centers.size(); ++removed) {
            if (removed == split || centers[removed].anchor) continue;
            swaps.push_back({static_cast<std::int64_t>(splits[split].gain) - static_cast<std::int64_t>(costs[removed]),
                             split, removed});
        }
    }
    const auto kept = swaps.begin() + static_cast<std::ptrdiff_t>(std::min(limit, swaps.size()));
    std::partial_sort(swaps.begin(), kept, swaps.end(), [](const Swap& one, const Swap& other) {
        if (one.promise != other.promise) return one.promise > other.promise;
        return one.split != other.split ? one.split < other.split : one.removed < other.removed;
    });
    swaps.erase(kept, swaps.end());
    return swaps;
}

std::vector<std::uint32_t> all_indices(const Points& points) {
    std::vector<std::uint32_t> indices(points.size());
    std::iota(indices.begin(), indices.end(), 0U);
    return indices;
}

/// Whether error is less than before by more than the noise of rounding.
bool clearly_below(std::uint64_t error, std::uint64_t before) noexcept {
    return error + (error >> 12) < before;
}

}  // namespace

void assign(const Points& points, const Centers& centers, Partition& partition) {
    partition.owner.resize(points.padded_size());
    partition.distance.resize(points.padded_size());
    partition.error = 0;
    for (std::size_t start = 0; start < points.padded_size(); start += block) {
        std::array<std::int32_t, block> best;
        std::array<std::int32_t, block> owner{};
        best.fill(std::numeric_limits<std::int32_t>::max());
        measure_block(points, start, centers, [&](std::int32_t k, std::size_t i, std::int32_t distance) {
            owner[i] = distance < best[i] ? k : owner[i];
            best[i] = distance < best[i] ? distance : best[i];
        });
        for (std::size_t i = 0; i < block; ++i) {
            partition.owner[start + i] = static_cast<std::uint8_t>(owner[i]);
            partition.distance[start + i] = best[i];
            partition.error += std::uint64_t{points.weights()[start + i]} * static_cast<std::uint32_t>(best[i]);
        }
    }
}

void find_nearest_two(const Points& points, std::size_t start, const Centers& centers, NearestTwo& nearest) noexcept {
    std::array<std::int32_t, block> best;
    std::array<std::int32_t, block> second;
    std::array<std::int32_t, block> owner{};
    best.fill(std::numeric_limits<std::int32_t>::max());
    second.fill(std::numeric_limits<std::int32_t>::max());
    measure_block(points, start, centers, [&](std::int32_t k, std::size_t i, std::int32_t distance) {
        owner[i] = distance < best[i] ? k : owner[i];
        const std::int32_t farther = distance < best[i] ? best[i] : distance;
        second[i] = farther < second[i] ? farther : second[i];
        best[i] = distance < best[i] ? distance : best[i];
    });
    nearest = {owner, best, second};
}

void refine(const Points& points, Centers& centers, Partition& partition, int max_steps, const core::StopToken& stop) {
    for (int step = 0; step < max_steps && !stop.stop_requested(); ++step) {
        if (!move_to_means(points, partition, centers)) return;
        const std::uint64_t before = partition.error;
        assign(points, centers, partition);
        if (partition.error >= before || before - partition.error <= before >> 12) return;
    }
}

Axis principal_axis(const Points& points) {
    const std::vector<std::uint32_t> indices = all_indices(points);
    return principal_axis(points, indices, sum_of(points, indices).mean());
}

Centers divide(const Points& points, int count) {
    struct Cluster {
        std::span<std::uint32_t> members;
        FixedOklab center;
        Split split;
    };
    std::vector<std::uint32_t> indices = all_indices(points);
    std::vector<Cluster> clusters{{indices, sum_of(points, indices).mean(), best_split(points, indices)}};
    while (static_cast<int>(clusters.size()) < count) {
        const auto widest = std::max_element(clusters.begin(), clusters.end(), [](const auto& one, const auto& other) {
            return one.split.gain < other.split.gain;
        });
        if (widest->split.gain == 0) break;
        const Split split = widest->split;
        const auto middle = std::partition(widest->members.begin(), widest->members.end(), [&](std::uint32_t i) {
            return squared_distance(points[i], split.first) <= squared_distance(points[i], split.second);
        });
        const auto first_size = static_cast<std::size_t>(middle - widest->members.begin());
        const std::span<std::uint32_t> first = widest->members.first(first_size);
        const std::span<std::uint32_t> second = widest->members.subspan(first_size);
        *widest = {first, split.first, best_split(points, first)};
        clusters.push_back({second, split.second, best_split(points, second)});
    }
    Centers centers;
    for (const Cluster& cluster : clusters)
        centers.push_back({cluster.center, std::nullopt});
    return centers;
}

std::vector<std::uint64_t> removal_costs(const Points& points, const Centers& centers, const Partition& partition) {
    std::vector<std::uint64_t> costs(centers.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::size_t owner = partition.owner[i];
        std::int32_t second = std::numeric_limits<std::int32_t>::max();
        for (std::size_t k = 0; k < centers.size(); ++k)
            if (k != owner) second = std::min(second, squared_distance(points[i], centers[k].position));
        costs[owner] += std::uint64_t{points.weight(i)} * static_cast<std::uint32_t>(second - partition.distance[i]);
    }
    return costs;
}

void improve_by_swaps(const Points& points, Centers& centers, Partition& partition, const core::StopToken& stop) {
    constexpr int max_rounds = 24;
    constexpr int trial_steps = 3;
    constexpr int refine_steps = 30;
    constexpr std::size_t max_trials = 10;  // in one round
    if (centers.size() < 2) return;
    Partition trial_partition;
    const auto try_swaps = [&] {
        const SortedByOwner sorted = sort_by_owner(points, partition, centers.size());
        std::vector<Split> splits;
        for (std::size_t k = 0; k < centers.size(); ++k)
            splits.push_back(best_split(points, sorted.members(k)));
        const std::vector<std::uint64_t> costs = removal_costs(points, centers, partition);
        for (const Swap& swap : promising_swaps(splits, costs, centers, max_trials)) {
            Centers trial = centers;
            trial[swap.split].position = splits[swap.split].first;
            trial[swap.removed].position = splits[swap.split].second;
            assign(points, trial, trial_partition);
            refine(points, trial, trial_partition, 1, stop);
            if (trial_partition.error > partition.error + partition.error / 16) continue;
            refine(points, trial, trial_partition, trial_steps - 1, stop);
            if (!clearly_below(trial_partition.error, partition.error)) continue;
            refine(points, trial, trial_partition, refine_steps, stop);
            centers = std::move(trial);
            std::swap(partition, trial_partition);
            return true;
        }
        return false;
    };
    for (int round = 0; round < max_rounds && !stop.stop_requested(); ++round)
        if (!try_swaps()) return;
}

}  // namespace photolibrary::palette
