#pragma once

#include <cstdint>
#include <span>

#include "palette/color.hpp"

namespace photolibrary::palette {

/// OKLab in fixed point, 1.0 = 2^14: lightness 0 to 16384, a and b about -5200 to 4600. Made of integers only, so every
/// compiler and CPU agrees on every bit. Within one unit of the real value.
struct FixedOklab {
    std::int16_t lightness = 0;
    std::int16_t a = 0;
    std::int16_t b = 0;

    bool operator==(const FixedOklab&) const = default;
};

inline constexpr int fixed_oklab_bits = 14;

/// Bounds of a and b in the sRGB gamut, with some room.
inline constexpr std::int16_t least_coordinate = -5200;
inline constexpr std::int16_t greatest_coordinate = 4600;

/// A length in OKLab (deltaEOK) in fixed-point units, rounded up.
constexpr std::int32_t fixed_length(double length) {
    const double scaled = length * (1 << fixed_oklab_bits);
    const auto floor = static_cast<std::int32_t>(scaled);
    return floor + (scaled > floor ? 1 : 0);
}

FixedOklab to_fixed_oklab(Rgb color) noexcept;

/// Many at once, which is faster. points: as long as colors.
void to_fixed_oklab(std::span<const Rgb> colors, std::span<FixedOklab> points) noexcept;

/// Squared deltaEOK of two colours with more digits, 1.0 = 2^40. The distance is exact to 0.00002.
std::int64_t precise_squared_distance(Rgb one, Rgb other) noexcept;

/// The 8-bit sRGB colour nearest to a point of OKLab, which may lie outside the gamut: none of the 26 colours one level
/// away is nearer.
Rgb to_rgb(FixedOklab point) noexcept;

/// The 8-bit grey nearest to a point of OKLab.
Rgb to_grey(FixedOklab point) noexcept;

/// Rounded down.
constexpr std::uint32_t square_root(std::uint32_t square) noexcept {
    std::uint32_t root = 0;
    for (std::uint32_t bit = 1U << 15; bit != 0; bit >>= 1) {
        const std::uint32_t trial = root | bit;
        if (trial * trial <= square) root = trial;
    }
    return root;
}

/// Squared distance in squared units: below 2^29 for points of the sRGB gamut.
constexpr std::int32_t squared_distance(FixedOklab one, FixedOklab other) noexcept {
    const std::int32_t lightness = one.lightness - other.lightness;
    const std::int32_t a = one.a - other.a;
    const std::int32_t b = one.b - other.b;
    return lightness * lightness + a * a + b * b;
}

/// The point nearest to `point` of those within reach of center.
constexpr FixedOklab within_reach(FixedOklab center, FixedOklab point, std::int32_t reach) noexcept {
    const std::int32_t squared = squared_distance(center, point);
    if (squared <= reach * reach) return point;
    const auto distance = static_cast<std::int32_t>(square_root(static_cast<std::uint32_t>(squared)));
    const auto shortened = [&](std::int16_t from, std::int16_t to) {
        return static_cast<std::int16_t>(from + (to - from) * reach / distance);
    };
    return {shortened(center.lightness, point.lightness), shortened(center.a, point.a), shortened(center.b, point.b)};
}

}  // namespace photolibrary::palette
