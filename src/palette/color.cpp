#include "palette/color.hpp"

#include <cmath>
#include <numbers>

namespace photolibrary::palette {

namespace {

/// Below this chroma a hue is only rounding noise: a grey.
constexpr double grey_chroma = 1e-6;

}  // namespace

double to_linear(std::uint8_t channel) noexcept {
    const double encoded = channel / 255.0;
    return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

Oklab to_oklab(Rgb color) noexcept {
    const double red = to_linear(color.red);
    const double green = to_linear(color.green);
    const double blue = to_linear(color.blue);
    const double l = std::cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const double m = std::cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const double s = std::cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Oklch to_oklch(Rgb color) noexcept {
    const Oklab lab = to_oklab(color);
    const double chroma = std::hypot(lab.a, lab.b);
    const double angle = chroma < grey_chroma ? 0.0 : std::atan2(lab.b, lab.a) * 180 / std::numbers::pi;
    return {lab.lightness, chroma, angle < 0 ? angle + 360 : angle};
}

double delta_e(Rgb one, Rgb other) noexcept {
    const Oklab p = to_oklab(one);
    const Oklab q = to_oklab(other);
    return std::hypot(p.lightness - q.lightness, p.a - q.a, p.b - q.b);
}

}  // namespace photolibrary::palette
