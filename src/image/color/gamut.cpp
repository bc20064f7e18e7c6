#include "image/color/gamut.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include "image/color/color_matrix.hpp"

namespace photolibrary::image {
namespace {

using Matrix = std::array<std::array<float, 3>, 3>;

constexpr float just_seen = 0.02F;  // deltaEOK; CSS Color 4, 13.2, takes the same for its gamut mapping

constexpr std::uint32_t most_at_a_step = 1U << 12;

Matrix to_float(const ColorMatrix& matrix) noexcept {
    Matrix out{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column)
            out[row][column] = static_cast<float>(matrix[row][column]);
    }
    return out;
}

LinearRgb product(const Matrix& matrix, const LinearRgb& light) noexcept {
    LinearRgb out{};
    for (std::size_t row = 0; row < 3; ++row)
        out[row] = matrix[row][0] * light[0] + matrix[row][1] * light[1] + matrix[row][2] * light[2];
    return out;
}

/// Between linear light of sRGB and of Display P3.
struct P3 {
    Matrix from_srgb{};
    Matrix to_srgb{};

    static const P3& instance() noexcept {
        static const P3 p3 = [] {
            const ColorMatrix to_srgb =
                image::product(srgb_from_xyz_d50(), to_xyz_d50(display_p3_primaries).value_or(ColorMatrix{}));
            return P3{to_float(inverse(to_srgb).value_or(ColorMatrix{})), to_float(to_srgb)};
        }();
        return p3;
    }
};

/// Within a part in 100000, and the same with every C library.
float cube_root(float value) noexcept {
    const float size = std::abs(value);
    // A third of the exponent and a line for the rest is within 4 %; each of Newton's steps squares that.
    auto root = std::bit_cast<float>(std::bit_cast<std::uint32_t>(size) / 3 + 709'921'077U);
    for (int step = 0; step < 2; ++step)
        root = (2 * root + size / (root * root)) / 3;
    return std::copysign(root, value);
}

/// OKLab (Ottosson, 2020). Colours that no eye can see have negative responses.
LinearRgb oklab(const LinearRgb& light) noexcept {
    constexpr Matrix to_cones = {{{0.4122214708F, 0.5363325363F, 0.0514459929F},
                                  {0.2119034982F, 0.6806995451F, 0.1073969566F},
                                  {0.0883024619F, 0.2817188376F, 0.6299787005F}}};
    constexpr Matrix to_lab = {{{0.2104542553F, 0.7936177850F, -0.0040720468F},
                                {1.9779984951F, -2.4285922050F, 0.4505937099F},
                                {0.0259040371F, 0.7827717662F, -0.8086757660F}}};
    LinearRgb cones = product(to_cones, light);
    for (float& response : cones)
        response = cube_root(response);
    return product(to_lab, cones);
}

LinearRgb clipped(LinearRgb light) noexcept {
    for (float& channel : light)
        channel = std::clamp(channel, 0.0F, 1.0F);
    return light;
}

bool is_within(const LinearRgb& light) noexcept {
    constexpr float least = -0.0005F, most = 1.02F;
    return std::all_of(light.begin(), light.end(), [](float channel) { return channel >= least && channel <= most; });
}

/// Both in linear light of sRGB. Not so for what is no number.
bool differ(const LinearRgb& one, const LinearRgb& other) noexcept {
    const LinearRgb a = oklab(one), b = oklab(other);
    float square = 0;
    for (std::size_t i = 0; i < 3; ++i)
        square += (a[i] - b[i]) * (a[i] - b[i]);
    return square > just_seen * just_seen;
}

/// Whether any pixel can be beyond sRGB. Those of full and no light in each channel are the farthest there are.
bool may_exceed_srgb(const ColorTransform& transform, std::size_t channels) {
    std::array<std::uint16_t, std::size_t{16} * 4> corners{};
    std::array<LinearRgb, 16> light{};
    const std::size_t count = std::size_t{1} << channels;
    for (std::size_t i = 0; i < count * channels; ++i)
        corners[i] = (i / channels >> (i % channels) & 1U) != 0 ? 65535 : 0;
    transform.unclipped(corners.data(), light.data(), count);
    return !std::all_of(light.begin(), light.end(), is_within);
}

/// Whether any of 24 bytes is 0 or 255.
bool touches_border(const std::uint8_t* bytes) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < 24; i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes + i, sizeof word);
        found |= ((word - ones) & ~word) | ((~word - ones) & word);
    }
    return (found & high) != 0;
}

/// Whether a pixel may have been cut off. All colours that come out black or white are too near to them to matter.
bool may_be_cut_off(const std::uint8_t* rgb) noexcept {
    const unsigned red = rgb[0], green = rgb[1], blue = rgb[2], sum = red + green + blue;
    const unsigned border = ((red + 1) | (green + 1) | (blue + 1) | (red - 1) | (green - 1) | (blue - 1)) >> 8U;
    return border != 0 && sum != 0 && sum != 3 * 255;
}

}  // namespace

Gamut gamut_of(const LinearRgb& light) noexcept {
    if (is_within(light) || !differ(light, clipped(light))) return Gamut::Srgb;
    const P3& p3 = P3::instance();
    const LinearRgb in_p3 = product(p3.from_srgb, light);
    if (is_within(in_p3) || !differ(light, product(p3.to_srgb, clipped(in_p3)))) return Gamut::DisplayP3;
    return Gamut::Wider;
}

GamutMeter::GamutMeter(std::shared_ptr<const ColorTransform> transform, std::size_t channels)
    : transform_(std::move(transform)), channels_(channels) {
    if (transform_ && !may_exceed_srgb(*transform_, channels_)) transform_.reset();
}

void GamutMeter::add(std::span<const std::uint8_t> pixels, std::span<const std::uint8_t> shown, bool has_alpha) {
    if (transform_) add_samples(pixels, shown, has_alpha);
}

void GamutMeter::add(std::span<const std::uint16_t> pixels, std::span<const std::uint8_t> shown, bool has_alpha) {
    if (transform_) add_samples(pixels, shown, has_alpha);
}

template <class Sample>
void GamutMeter::add_samples(std::span<const Sample> pixels, std::span<const std::uint8_t> shown, bool has_alpha) {
    if (has_alpha) {
        for (std::size_t i = 0; i < shown.size() / 4; ++i) {
            const std::uint8_t* const rgba = shown.data() + i * 4;
            total_ += rgba[3];
            if (rgba[3] != 0 && may_be_cut_off(rgba)) note(pixels.data() + i * channels_, rgba[3]);
        }
        return;
    }
    constexpr std::size_t together = 8;
    const std::size_t count = shown.size() / 3;
    total_ += std::uint64_t{255} * count;
    for (std::size_t begin = 0; begin < count; begin += together) {
        const std::size_t end = std::min(begin + together, count);
        if (end - begin == together && !touches_border(shown.data() + begin * 3)) continue;
        for (std::size_t i = begin; i < end; ++i)
            if (may_be_cut_off(shown.data() + i * 3)) note(pixels.data() + i * channels_, 255);
    }
}

template <class Sample>
void GamutMeter::note(const Sample* pixel, std::uint8_t alpha) {
    if (++passed_over_ < step_) return;
    passed_over_ = 0;
    for (std::size_t channel = 0; channel < channels_; ++channel) {
        std::uint16_t& sample = pixels_[waiting_ * channels_ + channel];
        if constexpr (sizeof(Sample) == 1)
            sample = transform_->widened(pixel[channel]);
        else
            sample = pixel[channel];
    }
    alphas_[waiting_] = alpha;
    if (++waiting_ == batch) judge();
}

void GamutMeter::judge() {
    std::array<LinearRgb, batch> light{};
    transform_->unclipped(pixels_.data(), light.data(), waiting_);
    for (std::size_t i = 0; i < waiting_; ++i) {
        const Gamut gamut = gamut_of(light[i]);
        const std::uint64_t weight = std::uint64_t{alphas_[i]} * step_;
        if (gamut != Gamut::Srgb) beyond_srgb_ += weight;
        if (gamut == Gamut::Wider) beyond_p3_ += weight;
    }
    judged_ += static_cast<std::uint32_t>(waiting_);
    waiting_ = 0;
    if (judged_ < most_at_a_step) return;
    judged_ = 0;
    step_ *= 2;
}

bool GamutMeter::is_enough(std::uint64_t weight) const noexcept {
    return weight > total_ / 1000;
}

Gamut GamutMeter::seen() {
    if (!transform_) return Gamut::Srgb;
    judge();
    if (is_enough(beyond_p3_)) return Gamut::Wider;
    return is_enough(beyond_srgb_) ? Gamut::DisplayP3 : Gamut::Srgb;
}

}  // namespace photolibrary::image
