#include "palette/color_family.hpp"

#include <algorithm>

namespace photolibrary::palette {

namespace {

// All limits were set so that the colours named in CSS fall where the name says: tests/engine/palette_color_test.cpp.

/// Too little chroma to be called a hue. Dark colours show theirs at less chroma than light ones.
bool is_neutral(const Oklch& color) noexcept {
    return color.chroma < std::min(0.1 * color.lightness, 0.04);
}

ColorFamily neutral(double lightness) noexcept {
    if (lightness < 0.25) return ColorFamily::Black;
    return lightness < 0.92 ? ColorFamily::Grey : ColorFamily::White;
}

/// Hue 10 to 38.
ColorFamily of_reds(const Oklch& color) noexcept {
    const bool is_dull = color.chroma < 0.07 && color.lightness < 0.75;
    const bool is_dark = color.hue >= 22 && color.lightness < 0.49 && color.chroma < 0.35 * color.lightness;
    if (is_dull || is_dark) return ColorFamily::Brown;
    return color.lightness < 0.72 ? ColorFamily::Red : ColorFamily::Pink;
}

/// Hue 38 to 75.
ColorFamily of_oranges(const Oklch& color) noexcept {
    const bool is_dull = color.chroma < 0.09 && color.lightness < 0.85;
    const bool is_dark = color.chroma < 0.16 && color.lightness < 0.7;
    return is_dull || is_dark ? ColorFamily::Brown : ColorFamily::Orange;
}

/// Hue 75 to 100.
ColorFamily of_golds(const Oklch& color) noexcept {
    const bool is_dull = color.chroma < 0.08 && color.lightness < 0.85;
    return is_dull || color.lightness < 0.62 ? ColorFamily::Brown : ColorFamily::Gold;
}

/// Hue 118 to 148.
ColorFamily of_greens(const Oklch& color) noexcept {
    return color.lightness >= 0.73 && color.chroma >= 0.17 ? ColorFamily::Lime : ColorFamily::Green;
}

/// Hue 315 to 340.
ColorFamily of_magentas(const Oklch& color) noexcept {
    return color.lightness >= 0.55 && color.chroma >= 0.15 ? ColorFamily::Magenta : ColorFamily::Purple;
}

/// Hue 340 to 370.
ColorFamily of_roses(const Oklch& color) noexcept {
    if (color.lightness >= 0.55) return ColorFamily::Pink;
    return color.lightness >= 0.45 ? ColorFamily::Magenta : ColorFamily::Purple;
}

ColorFamily of_hue(const Oklch& color) noexcept {
    if (color.hue < 10) return of_roses(color);
    if (color.hue < 38) return of_reds(color);
    if (color.hue < 75) return of_oranges(color);
    if (color.hue < 100) return of_golds(color);
    if (color.hue < 118) return color.lightness < 0.7 ? ColorFamily::Green : ColorFamily::Yellow;
    if (color.hue < 148) return of_greens(color);
    if (color.hue < 165) return ColorFamily::Green;
    if (color.hue < 215) return color.lightness < 0.75 ? ColorFamily::Teal : ColorFamily::Cyan;
    if (color.hue < 283) return ColorFamily::Blue;
    if (color.hue < 315) return ColorFamily::Purple;
    return color.hue < 340 ? of_magentas(color) : of_roses(color);
}

}  // namespace

ColorFamily family_of(Rgb color) noexcept {
    const Oklch polar = to_oklch(color);
    if (polar.lightness < 0.15) return ColorFamily::Black;
    return is_neutral(polar) ? neutral(polar.lightness) : of_hue(polar);
}

}  // namespace photolibrary::palette
