#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "palette/partition.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

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

using Members = std::span<const std::uint32_t>;  // indices of points

/// A cluster cut in two.
struct Split {
    std::uint64_t gain = 0;  // what the error falls by; 0: it cannot be split
    FixedOklab first;
    FixedOklab second;
};

/// The best of some cuts across the principal axis.
Split best_split(const Points& points, Members members);

/// One cluster of all points that is split until there are as many as wanted: always the one that gains most, in two
/// along its principal axis. What was split once need not be split again for more clusters, or fewer.
class Division {
  public:
    /// points: must outlive the division.
    explicit Division(const Points& points);

    /// The centers of so many clusters; of fewer if none can be split any more.
    Centers centers(std::size_t count);

  private:
    struct Cluster {
        std::size_t begin = 0;  // of its members, in members_
        std::size_t end = 0;
        Split split;
    };
    struct Step {
        std::size_t cluster = 0;  // which was split; its second part stands behind all others
        FixedOklab first;
        FixedOklab second;
    };

    Cluster cluster(std::size_t begin, std::size_t end) const;
    bool split_widest();

    const Points& points_;
    std::vector<std::uint32_t> members_;
    FixedOklab mean_;
    std::vector<Cluster> clusters_;
    std::vector<Step> steps_;
};

}  // namespace photolibrary::palette
