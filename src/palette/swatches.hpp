#pragma once

#include <cstdint>
#include <vector>

#include "core/stop_token.hpp"
#include "palette/clustering.hpp"
#include "palette/image_colors.hpp"
#include "palette/palette.hpp"
#include "palette/points.hpp"

namespace photolibrary::palette {

/// How far apart two swatches must be.
class Separation {
  public:
    static constexpr Separation distinct() { return Separation(0); }
    static consteval Separation delta_e(double distance) { return Separation(distance); }

    bool holds(Rgb one, Rgb other) const noexcept { return precise_squared_distance(one, other) >= precise_; }

    /// Below this squared distance of fixed-point coordinates it never holds.
    std::int32_t never_below() const noexcept { return units_ * units_; }

  private:
    explicit constexpr Separation(double distance)
        // The errors of both kinds of coordinates, added on the safe side.
        : precise_(distance == 0 ? 1 : static_cast<std::int64_t>((distance + 0.00002) * (distance + 0.00002) * 0x1p40)),
          units_(distance == 0 ? 1 : fixed_units(distance) - 3) {}

    static constexpr std::int32_t fixed_units(double distance) {
        return static_cast<std::int32_t>(distance * (1 << fixed_oklab_bits));
    }

    std::int64_t precise_;
    std::int32_t units_;
};

/// Gives up centers whose 8-bit colours are too near each other, the cheapest first, until all are apart; the others
/// adapt.
void keep_apart(const Points& points, Centers& centers, Separation separation, const core::StopToken& stop);

/// Turns centers into swatches: rounds them to 8 bits, adds colours of the image while there are fewer than count and
/// the image has one that is apart from all, and weighs each with the exact share of the colours nearest to it.
/// By falling share; ties go to the smaller 0xRRGGBB everywhere.
std::vector<Swatch> make_swatches(const ImageColors& image, const Centers& centers, int count, Separation separation,
                                  const core::StopToken& stop);

}  // namespace photolibrary::palette
