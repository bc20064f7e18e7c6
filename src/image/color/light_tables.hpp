#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "image/color/color_matrix.hpp"

namespace photolibrary::image {

// What transforms are made of: integers and tables, so that pixels come out the same on every build.

/// Light: 0 to 2^24, for none to all that a channel of sRGB shows.
constexpr int light_bits = 24;
constexpr std::int32_t full_light = 1 << light_bits;

/// value × 2^bits, rounded to the nearest.
inline std::int32_t fixed(double value, int bits) noexcept {
    const double scaled = value * static_cast<double>(std::int64_t{1} << bits);
    return static_cast<std::int32_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

inline LinearRgb linear_rgb(const std::array<std::int32_t, 3>& light) noexcept {
    constexpr float part = 1.0F / full_light;
    return {static_cast<float>(light[0]) * part, static_cast<float>(light[1]) * part,
            static_cast<float>(light[2]) * part};
}

/// Where samples of 16 bits have black (0) and white (1).
class SampleRange {
  public:
    explicit SampleRange(bool narrow = false) noexcept : narrow_(narrow) {}

    double operator()(double sample) const noexcept {
        return narrow_ ? (sample - 16 * 256) / ((235 - 16) * 256) : sample / 65535;
    }

    /// From 8 to 16 bits.
    std::uint16_t widened(unsigned sample) const noexcept {
        return static_cast<std::uint16_t>(sample * (narrow_ ? 256U : 257U));
    }

  private:
    bool narrow_;  ///< 16 to 235 of 255, as in video
};

/// A function of 0 to 2^16 by 1024 straight lines.
class LineTable {
  public:
    /// values(x) for x from 0 to 1, times 2^bits; together they must fit into 31 bits.
    template <class Function>
    LineTable(const Function& values, int bits) : values_(cells + 2) {
        for (std::size_t i = 0; i <= cells; ++i)
            values_[i] = fixed(values(static_cast<double>(i) / cells), bits);
        values_[cells + 1] = values_[cells];
    }

    std::int32_t at(std::uint32_t place) const noexcept {
        const std::size_t cell = place >> cell_bits;
        const auto share = static_cast<std::int64_t>(place & ((1U << cell_bits) - 1));
        const std::int64_t step = std::int64_t{values_[cell + 1]} - values_[cell];
        return values_[cell] + static_cast<std::int32_t>((step * share) >> cell_bits);
    }

    /// Of a sample of 16 bits: 65535 is the end.
    std::int32_t at_sample(std::uint16_t sample) const noexcept { return at(sample + (sample >> 15U)); }

    /// Of light, which must not exceed full_light.
    std::int32_t at_light(std::int32_t light) const noexcept {
        return at(static_cast<std::uint32_t>(light) >> (light_bits - 16));
    }

  private:
    static constexpr std::size_t cells = 1024;
    static constexpr unsigned cell_bits = 6;

    std::vector<std::int32_t> values_;
};

/// From light to the 8 bits of sRGB, rounded to the nearest; what is beyond an end counts as the end.
class SrgbEncoder {
  public:
    SrgbEncoder() noexcept;

    std::uint8_t operator()(std::int32_t light) const noexcept {
        const std::int32_t clipped = std::clamp(light, 0, full_light);
        return levels_[static_cast<std::size_t>((clipped + (1 << (shift - 1))) >> shift)];
    }

    static const SrgbEncoder& instance() noexcept;

  private:
    static constexpr int bits = 14;  // a step is a fifth of a level where the curve is steepest
    static constexpr int shift = light_bits - bits;

    std::array<std::uint8_t, (1U << bits) + 1> levels_;
};

}  // namespace photolibrary::image
