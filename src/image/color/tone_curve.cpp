#include "image/color/tone_curve.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace photolibrary::image {

double power(double base, double exponent) noexcept {
    constexpr int fraction_bits = 32;
    if (base <= 0) return exponent == 0 ? 1 : 0;
    auto whole = static_cast<unsigned>(exponent);
    double fraction = exponent - whole;
    double result = 1;
    for (double square = base; whole != 0; whole /= 2, square *= square) {
        if (whole % 2 != 0) result *= square;
    }
    double root = base;
    for (int i = 0; i < fraction_bits && fraction != 0; ++i) {
        root = std::sqrt(root);
        fraction *= 2;
        if (fraction < 1) continue;
        result *= root;
        fraction -= 1;
    }
    return result;
}

ToneCurve::ToneCurve(std::vector<std::uint16_t> values) noexcept : values_(std::move(values)) {}

double ToneCurve::operator()(double sample) const noexcept {
    sample = std::clamp(sample, 0.0, 1.0);
    if (!values_.empty()) return interpolate(sample);
    const auto& [g, a, b, c, d, e, f] = parameters_;
    const double light = sample >= d ? power(a * sample + b, g) + e : c * sample + f;
    return std::clamp(light, 0.0, 1.0);
}

double ToneCurve::interpolate(double sample) const noexcept {
    const double place = sample * static_cast<double>(values_.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), values_.size() - 2);
    const double share = place - static_cast<double>(below);
    return (values_[below] * (1 - share) + values_[below + 1] * share) / 65535;
}

ToneCurve ToneCurve::srgb() noexcept {
    return ToneCurve(Parameters{.g = 2.4, .a = 1 / 1.055, .b = 0.055 / 1.055, .c = 1 / 12.92, .d = 0.04045});
}

}  // namespace photolibrary::image
