#pragma once

#include "core/stop_token.hpp"
#include "palette/division.hpp"
#include "palette/partition.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

/// Moves centers to accents: small groups of vivid points far from the main colours, which the smallest error alone
/// would sacrifice. Takes one accent after another, the cheapest first, while the error stays within a fifth above
/// what it was. division: of the points. Centers that stand for an accent come back anchored to it; partition is
/// assigned to the result.
void catch_accents(const Points& points, Division& division, Centers& centers, Partition& partition,
                   const core::StopToken& stop);

}  // namespace photolibrary::palette
