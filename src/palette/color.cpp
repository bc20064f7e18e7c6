#include "palette/color.hpp"

#include <cmath>

namespace photolibrary::palette {

namespace {

double linear(std::uint8_t byte) noexcept {
    const double encoded = byte / 255.0;
    return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

}  // namespace

Oklab to_oklab(Rgb color) noexcept {
    const double red = linear(color.red);
    const double green = linear(color.green);
    const double blue = linear(color.blue);
    const double l = std::cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const double m = std::cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const double s = std::cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

double delta_e(Rgb one, Rgb other) noexcept {
    const Oklab p = to_oklab(one);
    const Oklab q = to_oklab(other);
    return std::hypot(p.lightness - q.lightness, p.a - q.a, p.b - q.b);
}

}  // namespace photolibrary::palette
