#include "image/row_converter.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace photolibrary::image {
namespace {

/// Rounds to the nearest.
std::uint8_t narrowed(std::uint16_t sample) noexcept {
    return static_cast<std::uint8_t>((sample * 255U + 32895U) >> 16U);
}

/// What is no number counts as 0.
std::uint16_t rounded(float sample) noexcept {
    if (!(sample > 0)) return 0;
    return static_cast<std::uint16_t>(std::lround(std::min(sample, 1.0F) * 65535.0F));
}

/// From a range that has room beside black and white, as in video.
template <class T>
T widened_range(T sample) noexcept {
    constexpr std::uint32_t full = std::numeric_limits<T>::max(), unit = (full + 1) / 256;
    constexpr std::uint32_t black = 16 * unit, white = 235 * unit;
    const std::uint32_t level = std::clamp<std::uint32_t>(sample, black, white) - black;
    return static_cast<T>((level * full + (white - black) / 2) / (white - black));
}

template <class T>
T divided(T color, T alpha) noexcept {
    constexpr std::uint32_t full = std::numeric_limits<T>::max();
    return alpha == 0 ? color : static_cast<T>(std::min(full, (color * full + alpha / 2U) / alpha));
}

/// The first channels of each pixel, without alpha and further bands.
template <class T>
std::span<const T> colors_of(std::span<const T> row, std::size_t bands, std::size_t channels, std::vector<T>& out) {
    if (bands == channels) return row;
    const std::size_t count = row.size() / bands;
    out.resize(count * channels);
    for (std::size_t i = 0; i < count; ++i)
        std::copy_n(row.data() + i * bands, channels, out.data() + i * channels);
    return out;
}

void join(std::span<const std::uint8_t> rgb, std::vector<std::uint8_t>& rgba, const auto& alpha_of) {
    const std::size_t count = rgb.size() / 3;
    rgba.resize(count * 4);
    for (std::size_t i = 0; i < count; ++i) {
        std::copy_n(rgb.data() + i * 3, 3, rgba.data() + i * 4);
        rgba[i * 4 + 3] = alpha_of(i);
    }
}

}  // namespace

RowConverter::RowConverter(ColorModel model, std::size_t bands, Sample sample,
                           std::shared_ptr<const ColorTransform> transform, Storage storage)
    : channels_(model == ColorModel::Grey   ? 1
                : model == ColorModel::Cmyk ? 4
                                            : 3),
      bands_(bands),
      sample_(sample),
      storage_(storage),
      transform_(std::move(transform)),
      meter_(transform_, channels_) {}

void RowConverter::deliver(std::span<const std::uint8_t> row, PixelSink& sink) {
    if (sample_ == Sample::Bits8) return deliver8(restored(row, restored_), sink);
    const auto wide = restored(widened(row), wide_restored_);
    return transform_ ? deliver16(wide, sink) : deliver8(to_8_bits(wide), sink);
}

void RowConverter::deliver8(std::span<const std::uint8_t> row, PixelSink& sink) {
    const bool plain = channels_ == 3 && !transform_;
    if (plain && bands_ == 3) return sink.rgb(row);
    if (plain && bands_ == 4) return sink.rgba(row);
    const std::span<const std::uint8_t> colors = colors_of(row, bands_, channels_, colors_);
    const std::span<const std::uint8_t> rgb = to_srgb(colors);
    if (bands_ != channels_ + 1) {
        meter_.add(colors, rgb, false);
        return sink.rgb(rgb);
    }
    join(rgb, rgba_, [&](std::size_t i) { return row[i * bands_ + channels_]; });
    meter_.add(colors, rgba_, true);
    sink.rgba(rgba_);
}

void RowConverter::deliver16(std::span<const std::uint16_t> row, PixelSink& sink) {
    const std::span<const std::uint16_t> colors = colors_of(row, bands_, channels_, wide_colors_);
    const std::size_t count = colors.size() / channels_;
    rgb_.resize(count * 3);
    transform_->convert16(colors.data(), rgb_.data(), count);
    if (bands_ != channels_ + 1) {
        meter_.add(colors, rgb_, false);
        return sink.rgb(rgb_);
    }
    join(rgb_, rgba_, [&](std::size_t i) { return narrowed(row[i * bands_ + channels_]); });
    meter_.add(colors, rgba_, true);
    sink.rgba(rgba_);
}

template <class T>
std::span<const T> RowConverter::restored(std::span<const T> row, std::vector<T>& out) const {
    const bool premultiplied = storage_.premultiplied && bands_ == channels_ + 1;
    if (!storage_.narrow_range && !premultiplied) return row;
    out.assign(row.begin(), row.end());
    for (std::size_t pixel = 0; pixel < out.size(); pixel += bands_) {
        for (T& color : std::span(out).subspan(pixel, channels_)) {
            if (storage_.narrow_range) color = widened_range(color);
            if (premultiplied) color = divided(color, out[pixel + channels_]);
        }
    }
    return out;
}

std::span<const std::uint16_t> RowConverter::widened(std::span<const std::uint8_t> row) {
    switch (sample_) {
        case Sample::Float:
            return from_floats(row);
        case Sample::Bits32:
            return from_words(row);
        case Sample::Bits8:
        case Sample::Bits16:
            break;
    }
    return from_bytes(row);
}

std::span<const std::uint16_t> RowConverter::from_floats(std::span<const std::uint8_t> row) {
    wide_.resize(row.size() / sizeof(float));
    for (std::size_t i = 0; i < wide_.size(); ++i) {
        float sample = 0;
        std::memcpy(&sample, row.data() + i * sizeof sample, sizeof sample);
        if (storage_.opaque != 1 && i % bands_ == channels_) sample /= storage_.opaque;
        wide_[i] = rounded(sample);
    }
    return wide_;
}

/// The upper halves.
std::span<const std::uint16_t> RowConverter::from_words(std::span<const std::uint8_t> row) {
    wide_.resize(row.size() / sizeof(std::uint32_t));
    for (std::size_t i = 0; i < wide_.size(); ++i) {
        std::uint32_t sample = 0;
        std::memcpy(&sample, row.data() + i * sizeof sample, sizeof sample);
        wide_[i] = static_cast<std::uint16_t>(sample >> 16U);
    }
    return wide_;
}

std::span<const std::uint16_t> RowConverter::from_bytes(std::span<const std::uint8_t> row) {
    wide_.resize(row.size() / 2);
    if (!wide_.empty()) std::memcpy(wide_.data(), row.data(), wide_.size() * 2);
    return wide_;
}

std::span<const std::uint8_t> RowConverter::to_8_bits(std::span<const std::uint16_t> row) {
    narrow_.resize(row.size());
    std::transform(row.begin(), row.end(), narrow_.begin(), narrowed);
    return narrow_;
}

std::span<const std::uint8_t> RowConverter::to_srgb(std::span<const std::uint8_t> colors) {
    if (!transform_ && channels_ == 3) return colors;
    const std::size_t count = colors.size() / channels_;
    rgb_.resize(count * 3);
    if (transform_) {
        transform_->convert(colors.data(), rgb_.data(), count);
    } else {
        for (std::size_t i = 0; i < count; ++i)
            std::fill_n(rgb_.data() + i * 3, 3, colors[i]);
    }
    return rgb_;
}

}  // namespace photolibrary::image
