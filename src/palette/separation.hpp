#pragma once

#include <cstdint>

#include "core/stop_token.hpp"
#include "palette/color.hpp"
#include "palette/fixed_oklab.hpp"
#include "palette/partition.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

/// How far apart two swatches must be.
class Separation {
  public:
    /// Different 8-bit colours.
    static constexpr Separation distinct() { return Separation(0); }

    /// deltaEOK of at least distance, guaranteed in exact arithmetic.
    static constexpr Separation delta_e(double distance) { return Separation(distance); }

    bool holds(Rgb one, Rgb other) const noexcept { return precise_squared_distance(one, other) >= precise_; }

    /// In fixed-point units; nearer than this it never holds.
    std::int32_t units() const noexcept { return units_; }

  private:
    // The error of either kind of coordinates is added on the safe side.
    explicit constexpr Separation(double distance)
        : precise_(distance > 0 ? static_cast<std::int64_t>((distance + 0.00002) * (distance + 0.00002) * 0x1p40) : 1),
          units_(distance > 0 ? fixed_length(distance) - 3 : 1) {}

    std::int64_t precise_;
    std::int32_t units_;
};

/// Moves centers apart whose 8-bit colours would be too near each other, and gives up those for which there is no
/// room, the cheapest first.
void keep_apart(const Points& points, Centers& centers, Separation separation, const core::StopToken& stop);

}  // namespace photolibrary::palette
