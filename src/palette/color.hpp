#pragma once

#include <array>
#include <compare>
#include <cstdint>

namespace photolibrary::palette {

/// sRGB, 8 bits a channel, opaque.
struct Rgb {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    std::uint32_t packed() const noexcept { return std::uint32_t{red} << 16 | std::uint32_t{green} << 8 | blue; }
    static Rgb from_packed(std::uint32_t rgb) noexcept {
        return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
                static_cast<std::uint8_t>(rgb)};
    }
    auto operator<=>(const Rgb&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

/// OKLab in floating point, for people: L 0 to 1, a and b about -0.4 to 0.4. The quantiser has its own fixed-point
/// form.
struct Oklab {
    double lightness = 0;
    double a = 0;
    double b = 0;
};

/// OKLab in polar form.
struct Oklch {
    double lightness = 0;  ///< 0 to 1
    double chroma = 0;     ///< from 0; about 0.32 at most in sRGB
    double hue = 0;        ///< degrees, 0 to below 360; 0 for greys
};

/// One channel without its gamma, 0 to 1.
double to_linear(std::uint8_t channel) noexcept;

/// B. Ottosson, "A perceptual color space for image processing", 2020.
Oklab to_oklab(Rgb color) noexcept;
Oklch to_oklch(Rgb color) noexcept;

/// CSS Color 4 deltaEOK: Euclidean distance in OKLab.
double delta_e(Rgb one, Rgb other) noexcept;

}  // namespace photolibrary::palette
