#include "palette/contrast.hpp"

#include <algorithm>

namespace photolibrary::palette {

double relative_luminance(Rgb color) noexcept {
    return 0.2126 * to_linear(color.red) + 0.7152 * to_linear(color.green) + 0.0722 * to_linear(color.blue);
}

double contrast_ratio(Rgb one, Rgb other) noexcept {
    const auto [darker, lighter] = std::minmax({relative_luminance(one), relative_luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

Rgb text_color(Rgb background) noexcept {
    constexpr Rgb black{0, 0, 0};
    constexpr Rgb white{255, 255, 255};
    return contrast_ratio(background, black) >= contrast_ratio(background, white) ? black : white;
}

}  // namespace photolibrary::palette
