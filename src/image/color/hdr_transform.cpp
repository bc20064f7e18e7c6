#include "image/color/hdr_transform.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numbers>

#include "image/color/light_tables.hpp"
#include "image/color/tone_curve.hpp"

namespace photolibrary::image {
namespace {

constexpr double display_peak = 1000;  // cd/m²
constexpr double srgb_white = 203;
constexpr int factor_bits = 20;

// SMPTE ST 2084, BT.2100 table 4.
constexpr double pq_peak = 10000;
constexpr double pq_m1 = 2610.0 / 16384, pq_m2 = 2523.0 / 32;
constexpr double pq_c1 = 3424.0 / 4096, pq_c2 = 2413.0 / 128, pq_c3 = 2392.0 / 128;

/// From a PQ sample to cd/m².
double pq_light(double sample) noexcept {
    const double root = power(sample, 1 / pq_m2);
    return pq_peak * power(std::max(root - pq_c1, 0.0) / (pq_c2 - pq_c3 * root), 1 / pq_m1);
}

double pq_sample(double light) noexcept {
    const double root = power(light / pq_peak, pq_m1);
    return power((pq_c1 + pq_c2 * root) / (1 + pq_c3 * root), pq_m2);
}

/// From an HLG sample to light of the scene, 0 to 1 (BT.2100 table 5, the inverse of its OETF).
double hlg_scene_light(double sample) noexcept {
    constexpr double a = 0.17883277, b = 0.28466892, c = 0.55991073;
    if (sample <= 0.5) return sample * sample / 3;
    const double exponent = (sample - c) / a;
    const double grown = power(std::numbers::e, std::max(exponent, -exponent));
    return ((exponent < 0 ? 1 / grown : grown) + b) / 12;
}

/// What the brightest channel is multiplied by, from parts of display_peak to parts of srgb_white (BT.2390-11, 5.4.1).
double tone(double light) noexcept {
    constexpr double to_white = display_peak / srgb_white;
    const double peak = pq_sample(display_peak);
    const double white = pq_sample(srgb_white) / peak;
    const double knee = 1.5 * white - 0.5;
    const double sample = pq_sample(light * display_peak) / peak;
    if (sample < knee) return to_white;
    const double t = (sample - knee) / (1 - knee);
    const double t2 = t * t, t3 = t2 * t;
    const double toned = (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (-2 * t3 + 3 * t2) * white;
    return pq_light(toned * peak) / srgb_white / light;
}

/// A power of light below 1, precise in the dark as well: a table for one octave, and a factor for each octave below
/// it.
class SmallPower {
  public:
    explicit SmallPower(double exponent)
        : octave_([exponent](double place) { return power(std::max(place, 0.5), exponent); }, factor_bits) {
        for (std::size_t i = 0; i < factors_.size(); ++i)
            factors_[i] = fixed(1 / power(static_cast<double>(std::int64_t{1} << i), exponent), factor_bits);
    }

    /// light: 0 to full_light. The result has factor_bits.
    std::int32_t operator()(std::int32_t light) const noexcept {
        if (light <= 0) return 0;
        const int octaves =
            std::max(light_bits - static_cast<int>(std::bit_width(static_cast<std::uint32_t>(light))), 0);
        const std::int64_t value = octave_.at_light(light << octaves);
        return static_cast<std::int32_t>((value * factors_[static_cast<std::size_t>(octaves)]) >> factor_bits);
    }

  private:
    LineTable octave_;
    std::array<std::int64_t, light_bits> factors_{};
};

class HdrTransform final : public ColorTransform {
  public:
    HdrTransform(const RgbEncoding& encoding, const ColorMatrix& to_srgb)
        : is_hlg_(encoding.transfer == Transfer::Hlg),
          range_(encoding.narrow_range),
          light_([&](double place) { return light_of(range_(place * 65535)); }, light_bits),
          scene_to_display_(system_gamma - 1),
          tone_([](double light) { return tone(light); }, factor_bits) {
        const ColorMatrix xyz = to_xyz(encoding.primaries).value_or(ColorMatrix{});
        for (std::size_t i = 0; i < 3; ++i) {
            luminance_[i] = fixed(xyz[1][i], factor_bits);
            for (std::size_t j = 0; j < 3; ++j)
                matrix_[i][j] = fixed(to_srgb[i][j], factor_bits);
        }
    }

    void convert(const std::uint8_t* in, std::uint8_t* out, std::size_t count) const noexcept override {
        for (const std::uint8_t* end = in + count * 3; in != end; in += 3, out += 3) {
            put({range_.widened(in[0]), range_.widened(in[1]), range_.widened(in[2])}, out);
        }
    }

    void convert16(const std::uint16_t* in, std::uint8_t* out, std::size_t count) const noexcept override {
        for (const std::uint16_t* end = in + count * 3; in != end; in += 3, out += 3)
            put({in[0], in[1], in[2]}, out);
    }

    void unclipped(const std::uint16_t* in, LinearRgb* out, std::size_t count) const noexcept override {
        for (std::size_t pixel = 0; pixel < count; ++pixel, in += 3)
            out[pixel] = linear_rgb(shown({in[0], in[1], in[2]}));
    }

    std::uint16_t widened(std::uint8_t sample) const noexcept override { return range_.widened(sample); }

  private:
    using Light = std::array<std::int64_t, 3>;
    static constexpr double system_gamma = 1.2;  // of HLG on a display of 1000 cd/m²

    double light_of(double sample) const noexcept {
        sample = std::clamp(sample, 0.0, 1.0);
        return is_hlg_ ? hlg_scene_light(sample) : std::min(pq_light(sample) / display_peak, 1.0);
    }

    void put(const std::array<std::uint16_t, 3>& sample, std::uint8_t* out) const noexcept {
        const SrgbEncoder& encode = SrgbEncoder::instance();
        const auto light = shown(sample);
        for (std::size_t i = 0; i < 3; ++i)
            out[i] = encode(light[i]);
    }

    /// Light of sRGB, not cut off.
    std::array<std::int32_t, 3> shown(const std::array<std::uint16_t, 3>& sample) const noexcept {
        Light light{};
        for (std::size_t i = 0; i < 3; ++i)
            light[i] = light_.at_sample(sample[i]);
        if (is_hlg_) scale(light, scene_to_display_(clipped(weighted(luminance_, light))));
        scale(light, tone_.at_light(clipped(*std::max_element(light.begin(), light.end()))));
        std::array<std::int32_t, 3> out{};
        for (std::size_t i = 0; i < 3; ++i)
            out[i] = static_cast<std::int32_t>(weighted(matrix_[i], light));
        return out;
    }

    static std::int32_t clipped(std::int64_t light) noexcept {
        return static_cast<std::int32_t>(std::clamp<std::int64_t>(light, 0, full_light));
    }

    static std::int64_t weighted(const Light& weights, const Light& light) noexcept {
        return (weights[0] * light[0] + weights[1] * light[1] + weights[2] * light[2]) >> factor_bits;
    }

    static void scale(Light& light, std::int32_t factor) noexcept {
        for (std::int64_t& channel : light)
            channel = (channel * factor) >> factor_bits;
    }

    bool is_hlg_;
    SampleRange range_;
    LineTable light_;              ///< of a sample: PQ to parts of display_peak, HLG to light of the scene
    SmallPower scene_to_display_;  ///< of the luminance of the scene
    LineTable tone_;               ///< of the brightest channel
    Light luminance_{};
    std::array<Light, 3> matrix_{};
};

}  // namespace

std::shared_ptr<const ColorTransform> make_hdr_transform(const RgbEncoding& encoding, const ColorMatrix& to_srgb) {
    return std::make_shared<HdrTransform>(encoding, to_srgb);
}

}  // namespace photolibrary::image
