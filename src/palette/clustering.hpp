#pragma once

#include "core/stop_token.hpp"
#include "palette/partition.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

/// k-means (Lloyd): moves centers to the means of their clusters and assigns the points anew, until that gains almost
/// nothing or max_steps are done. partition is assigned to the centers before and after.
void refine(const Points& points, Centers& centers, Partition& partition, int max_steps, const core::StopToken& stop);

/// Leaves local optima: as long as the error falls, one cluster is split and another one dissolved, the most promising
/// pairs first, each judged after a few steps of k-means. Anchored centers are not touched. partition is assigned to
/// the centers before and after.
void improve_by_swaps(const Points& points, Centers& centers, Partition& partition, const core::StopToken& stop);

}  // namespace photolibrary::palette
