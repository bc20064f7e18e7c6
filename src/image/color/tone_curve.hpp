#pragma once

#include <cstdint>
#include <vector>

namespace photolibrary::image {

/// base to the power of exponent, for a base of 0 or more (below counts as 0) and an exponent from 0 to 100.
/// Made of additions, multiplications and square roots only, which IEEE 754 rounds the same way everywhere: std::pow
/// differs from one C library to the next.
double power(double base, double exponent) noexcept;

/// From a sample of an image (0 to 1) to the light it stands for (0 to 1).
class ToneCurve {
  public:
    /// ICC.1:2022 10.18, type 4, of which all others are cases:
    /// light = (a × sample + b)^g + e from sample d on, c × sample + f below.
    struct Parameters {
        double g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0;
    };

    /// g: above 0, 100 at most.
    explicit ToneCurve(const Parameters& parameters) noexcept : parameters_(parameters) {}

    /// Evenly spaced values, 2 or more, 65535 for all light; straight lines between them.
    explicit ToneCurve(std::vector<std::uint16_t> values) noexcept;

    /// Samples outside of 0 to 1 count as the nearer end.
    double operator()(double sample) const noexcept;

    /// The curve of sRGB (IEC 61966-2-1).
    static ToneCurve srgb() noexcept;

  private:
    double interpolate(double sample) const noexcept;

    Parameters parameters_;
    std::vector<std::uint16_t> values_;
};

}  // namespace photolibrary::image
