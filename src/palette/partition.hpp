#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "palette/palette.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

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
    std::vector<std::uint8_t> owner;           // padded like the points
    std::vector<std::int32_t> distance;        // squared
    std::array<WeightedSum, max_colors> sums;  // of the points of each center
    std::uint64_t error = 0;                   // weighted sum of the squared distances
};

void assign(const Points& points, const Centers& centers, Partition& partition);

/// The same, and quicker: only points that change their owner are added up.
/// Precondition: partition is assigned to as many centers, which may lie elsewhere, and of the same points.
void reassign(const Points& points, const Centers& centers, Partition& partition);

/// The two nearest centers of each point of one block.
struct NearestTwo {
    std::array<std::int32_t, Points::block> owner;     // the nearest; ties go to the center that stands first
    std::array<std::int32_t, Points::block> distance;  // squared
    std::array<std::int32_t, Points::block> second;    // squared; of the second nearest, if there is one
};

/// start: a multiple of Points::block.
void find_nearest_two(const Points& points, std::size_t start, const Centers& centers, NearestTwo& nearest) noexcept;

/// What the error would rise by without each center, the others staying where they are.
/// Precondition: two centers at least.
std::vector<std::uint64_t> removal_costs(const Points& points, const Centers& centers);

}  // namespace photolibrary::palette
