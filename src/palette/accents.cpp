#include "palette/accents.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "palette/clustering.hpp"

namespace photolibrary::palette {

namespace {

// What an accent is: one of 20 clusters that is small, vivid, and apart from all main ones.
constexpr std::size_t groups = 20;
constexpr std::uint64_t least_share = 3;  // thousandths of the weight
constexpr std::uint64_t most_share = 55;  // above, it is a main colour
constexpr std::uint64_t main_share = 50;
constexpr std::int32_t least_chroma = fixed_length(0.085);
constexpr std::int32_t apart = fixed_length(0.11);

/// A center this near shows the accent.
constexpr std::int32_t caught_within = fixed_length(0.075);

constexpr bool nearer_than(FixedOklab one, FixedOklab other, std::int32_t distance) noexcept {
    return squared_distance(one, other) < distance * distance;
}

std::vector<FixedOklab> find_accents(const Points& points, Division& division, const core::StopToken& stop) {
    Centers centers = division.centers(groups);
    Partition partition;
    assign(points, centers, partition);
    refine(points, centers, partition, 8, stop);

    std::vector<std::uint64_t> weights;
    for (std::size_t k = 0; k < centers.size(); ++k)
        weights.push_back(static_cast<std::uint64_t>(partition.sums[k].weight));
    const std::uint64_t total = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    const auto is_accent = [&](std::size_t k) {
        const FixedOklab color = centers[k].position;
        if (weights[k] * 1000 < total * least_share || weights[k] * 1000 > total * most_share) return false;
        if (color.a * color.a + color.b * color.b < least_chroma * least_chroma) return false;
        for (std::size_t other = 0; other < centers.size(); ++other)
            if (weights[other] * 1000 > total * main_share && other != k &&
                nearer_than(color, centers[other].position, apart))
                return false;
        return true;
    };
    std::vector<FixedOklab> accents;
    for (std::size_t k = 0; k < centers.size(); ++k)
        if (is_accent(k)) accents.push_back(centers[k].position);
    return accents;
}

Center* nearest_center(Centers& centers, FixedOklab color) {
    return &*std::min_element(centers.begin(), centers.end(), [&](const Center& one, const Center& other) {
        return squared_distance(one.position, color) < squared_distance(other.position, color);
    });
}

bool is_caught(Centers& centers, FixedOklab accent) {
    return nearer_than(nearest_center(centers, accent)->position, accent, caught_within);
}

/// The free centers that might best be given up for accent: the two cheapest, and the nearest.
std::vector<std::size_t> expendable(const Centers& centers, const std::vector<std::uint64_t>& costs,
                                    FixedOklab accent) {
    std::vector<std::size_t> free;
    for (std::size_t k = 0; k < centers.size(); ++k)
        if (!centers[k].anchor) free.push_back(k);
    if (free.size() <= 3) return free;
    std::partial_sort(free.begin(), free.begin() + 2, free.end(), [&](std::size_t one, std::size_t other) {
        return std::pair(costs[one], one) < std::pair(costs[other], other);
    });
    std::iter_swap(
        free.begin() + 2, std::min_element(free.begin() + 2, free.end(), [&](std::size_t one, std::size_t other) {
            return squared_distance(centers[one].position, accent) < squared_distance(centers[other].position, accent);
        }));
    free.resize(3);
    return free;
}

struct Catch {
    Centers centers;
    Partition partition;
};

/// The cheapest way to show one more accent.
std::optional<Catch> cheapest_catch(const Points& points, Centers& centers, const Partition& partition,
                                    const std::vector<FixedOklab>& accents, const core::StopToken& stop) {
    constexpr int trial_steps = 4;
    std::optional<Catch> cheapest;
    const std::vector<std::uint64_t> costs = removal_costs(points, centers);
    for (const FixedOklab accent : accents) {
        if (is_caught(centers, accent)) continue;
        for (const std::size_t given_up : expendable(centers, costs, accent)) {
            Catch trial{centers, partition};
            trial.centers[given_up] = {accent, accent};
            reassign(points, trial.centers, trial.partition);
            refine(points, trial.centers, trial.partition, trial_steps, stop);
            if (!cheapest || trial.partition.error < cheapest->partition.error) cheapest = std::move(trial);
        }
    }
    return cheapest;
}

}  // namespace

void catch_accents(const Points& points, Division& division, Centers& centers, Partition& partition,
                   const core::StopToken& stop) {
    if (centers.size() < 2) return;
    const std::vector<FixedOklab> accents = find_accents(points, division, stop);
    for (const FixedOklab accent : accents)
        if (Center* const center = nearest_center(centers, accent);
            !center->anchor && nearer_than(center->position, accent, caught_within))
            center->anchor = accent;

    const std::uint64_t budget = partition.error + partition.error / 5;
    while (!stop.stop_requested()) {
        std::optional<Catch> next = cheapest_catch(points, centers, partition, accents, stop);
        if (!next) return;
        refine(points, next->centers, next->partition, 11, stop);
        if (next->partition.error > budget) return;
        centers = std::move(next->centers);
        partition = std::move(next->partition);
    }
}

}  // namespace photolibrary::palette
