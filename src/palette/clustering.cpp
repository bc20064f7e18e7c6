#include "palette/clustering.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "palette/division.hpp"

namespace photolibrary::palette {

namespace {

/// Moves centers to the means of their clusters. Returns whether any moved.
bool move_to_means(const Partition& partition, Centers& centers) {
    bool moved = false;
    for (std::size_t k = 0; k < centers.size(); ++k) {
        if (partition.sums[k].weight == 0) continue;
        const FixedOklab mean = partition.sums[k].mean();
        // For a fixed partition, the best place of an anchored center is the projection of its cluster's mean.
        const FixedOklab to = centers[k].anchor ? within_reach(*centers[k].anchor, mean, anchor_reach) : mean;
        moved = moved || to != centers[k].position;
        centers[k].position = to;
    }
    return moved;
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

/// Whether error is less than before by more than the noise of rounding.
bool clearly_below(std::uint64_t error, std::uint64_t before) noexcept {
    return error + (error >> 12) < before;
}

}  // namespace

void refine(const Points& points, Centers& centers, Partition& partition, int max_steps, const core::StopToken& stop) {
    for (int step = 0; step < max_steps && !stop.stop_requested(); ++step) {
        if (!move_to_means(partition, centers)) return;
        const std::uint64_t before = partition.error;
        reassign(points, centers, partition);
        if (partition.error >= before || before - partition.error <= before >> 12) return;
    }
}

void improve_by_swaps(const Points& points, Centers& centers, Partition& partition, const core::StopToken& stop) {
    constexpr int max_rounds = 24;
    constexpr int trial_steps = 3;
    constexpr int refine_steps = 30;
    constexpr std::size_t max_trials = 32;  // in one round
    if (centers.size() < 2) return;
    Partition trial_partition;
    const auto try_swaps = [&] {
        const SortedByOwner sorted = sort_by_owner(points, partition, centers.size());
        std::vector<Split> splits;
        for (std::size_t k = 0; k < centers.size(); ++k)
            splits.push_back(best_split(points, sorted.members(k)));
        const std::vector<std::uint64_t> costs = removal_costs(points, centers);
        for (const Swap& swap : promising_swaps(splits, costs, centers, max_trials)) {
            Centers trial = centers;
            trial[swap.split].position = splits[swap.split].first;
            trial[swap.removed].position = splits[swap.split].second;
            trial_partition = partition;
            reassign(points, trial, trial_partition);
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
