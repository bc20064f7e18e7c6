#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/stop_token.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

inline constexpr int max_centers = 32;

/// The center of a cluster. An anchored one keeps within anchor_reach of its anchor.
struct Center {
    FixedOklab position;
    std::optional<FixedOklab> anchor;
};
using Centers = std::vector<Center>;

/// How far an anchored center may go from its anchor: deltaEOK 0.06.
inline constexpr std::int32_t anchor_reach = fixed_length(0.06);

/// Which center each point is nearest to, and how far it is. Ties go to the center that stands first.
struct Partition {
    std::vector<std::uint8_t> owner;     // padded like the points
    std::vector<std::int32_t> distance;  // squared
    std::uint64_t error = 0;             // weighted sum of the squared distances
};

void assign(const Points& points, const Centers& centers, Partition& partition);

/// The two nearest centers of each point of one block.
struct NearestTwo {
    std::array<std::int32_t, Points::block> owner;     // the nearest; ties go to the center that stands first
    std::array<std::int32_t, Points::block> distance;  // squared
    std::array<std::int32_t, Points::block> second;    // squared; of the second nearest, if there is one
};

/// start: a multiple of Points::block.
void find_nearest_two(const Points& points, std::size_t start, const Centers& centers, NearestTwo& nearest) noexcept;

/// k-means (Lloyd): moves centers to the means of their clusters and assigns the points anew, until that gains almost
/// nothing or max_steps are done. partition is assigned to the centers before and after.
void refine(const Points& points, Centers& centers, Partition& partition, int max_steps, const core::StopToken& stop);

/// Direction in which points are spread most: a vector whose largest component is 2^14 or -2^14. Zero if they coincide.
struct Axis {
    std::int32_t lightness = 0;
    std::int32_t a = 0;
    std::int32_t b = 0;

    /// How far a point lies along the axis, in units if the axis is parallel to one of the coordinates.
    std::int32_t project(FixedOklab point) const noexcept {
        return (point.lightness * lightness >> 14) + (point.a * a >> 14) + (point.b * b >> 14);
    }
};
Axis principal_axis(const Points& points);

/// Splits clusters until there are count of them, or until none can be split: always the cluster that gains most, in
/// two along its principal axis. Starts from one cluster.
Centers divide(const Points& points, int count);

/// Leaves local optima: as long as the error falls, one cluster is split and another one dissolved, the most promising
/// pairs first, each judged after a few steps of k-means. Anchored centers are not touched. partition is assigned to
/// the centers before and after.
void improve_by_swaps(const Points& points, Centers& centers, Partition& partition, const core::StopToken& stop);

/// What the error would rise by without each center, the others staying where they are.
/// Precondition: two centers at least; partition is assigned to them.
std::vector<std::uint64_t> removal_costs(const Points& points, const Centers& centers, const Partition& partition);

}  // namespace photolibrary::palette
