#include "image/row_converter.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace photolibrary::image {

RowConverter::RowConverter(ColorModel model, std::size_t bands, std::size_t sample_bytes,
                           std::shared_ptr<const ColorTransform> transform)
    : channels_(model == ColorModel::Grey   ? 1
                : model == ColorModel::Cmyk ? 4
                                            : 3),
      bands_(bands),
      sample_bytes_(sample_bytes),
      transform_(std::move(transform)) {}

void RowConverter::deliver(std::span<const std::uint8_t> row, PixelSink& sink) {
    if (sample_bytes_ == 2) row = to_8_bits(row);
    const bool plain = channels_ == 3 && !transform_;
    if (plain && bands_ == 3) return sink.rgb(row);
    if (plain && bands_ == 4) return sink.rgba(row);
    const std::span<const std::uint8_t> rgb = to_srgb(colors_of(row));
    if (bands_ != channels_ + 1) return sink.rgb(rgb);
    const std::size_t count = row.size() / bands_;
    rgba_.resize(count * 4);
    for (std::size_t i = 0; i < count; ++i) {
        std::copy_n(rgb.data() + i * 3, 3, rgba_.data() + i * 4);
        rgba_[i * 4 + 3] = row[i * bands_ + channels_];
    }
    sink.rgba(rgba_);
}

/// Rounds to the nearest.
std::span<const std::uint8_t> RowConverter::to_8_bits(std::span<const std::uint8_t> row) {
    narrow_.resize(row.size() / 2);
    for (std::size_t i = 0; i < narrow_.size(); ++i) {
        std::uint16_t value = 0;
        std::memcpy(&value, row.data() + i * 2, 2);
        narrow_[i] = static_cast<std::uint8_t>((value * 255U + 32895U) >> 16);
    }
    return narrow_;
}

/// Leaves alpha and further bands out.
std::span<const std::uint8_t> RowConverter::colors_of(std::span<const std::uint8_t> row) {
    if (bands_ == channels_) return row;
    const std::size_t count = row.size() / bands_;
    colors_.resize(count * channels_);
    for (std::size_t i = 0; i < count; ++i) {
        std::copy_n(row.data() + i * bands_, channels_, colors_.data() + i * channels_);
    }
    return colors_;
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
