#include "image/jpeg/dc_image.hpp"

#include <algorithm>

#include "image/failures.hpp"

namespace photolibrary::image {
namespace {

std::uint8_t clamped(std::int64_t value) noexcept {
    return static_cast<std::uint8_t>(std::clamp<std::int64_t>(value, 0, 255));
}

constexpr int fraction_bits = 16;

/// A factor of JFIF's conversion times each chroma value, which is 128 for grey. Rounded where asked.
constexpr std::array<std::int32_t, 256> chroma_table(double factor, bool is_whole) {
    std::array<std::int32_t, 256> table{};
    const auto fixed = static_cast<std::int32_t>(factor * (1 << fraction_bits) + (factor < 0 ? -0.5 : 0.5));
    for (std::int32_t i = 0; i < 256; ++i) {
        const std::int32_t product = fixed * (i - 128);
        table[static_cast<std::size_t>(i)] =
            is_whole ? (product + (1 << (fraction_bits - 1))) >> fraction_bits : product;
    }
    return table;
}

constexpr auto red_of_cr = chroma_table(1.402, true);
constexpr auto blue_of_cb = chroma_table(1.772, true);
constexpr auto green_of_cb = chroma_table(-0.344136286, false);
constexpr auto green_of_cr = chroma_table(-0.714136286, false);

void ycc_to_rgb(const std::uint8_t* y, const std::uint8_t* cb, const std::uint8_t* cr, std::span<std::uint8_t> rgb) {
    for (std::size_t i = 0; i * 3 < rgb.size(); ++i) {
        const std::int32_t luma = y[i];
        const std::int32_t green = green_of_cb[cb[i]] + green_of_cr[cr[i]] + (1 << (fraction_bits - 1));
        rgb[3 * i] = clamped(luma + red_of_cr[cr[i]]);
        rgb[3 * i + 1] = clamped(luma + (green >> fraction_bits));
        rgb[3 * i + 2] = clamped(luma + blue_of_cb[cb[i]]);
    }
}

}  // namespace

std::optional<core::Failure> DcImage::begin(const JpegFrame& frame, bool is_rgb, bool in_order) {
    if (frame.width != header_.width || frame.height != header_.height ||
        frame.components.size() != header_.components) {
        return corrupt("its JPEG header contradicts itself");
    }
    width_ = (frame.width + 7) / 8;
    height_ = (frame.height + 7) / 8;
    max_h_ = frame.max_h;
    max_v_ = frame.max_v;
    is_rgb_ = is_rgb;
    std::uint64_t bytes = 0;
    for (const JpegComponent& component : frame.components) {
        const std::uint32_t rows = in_order ? component.v : component.blocks_high;
        planes_.push_back({.blocks_wide = component.blocks_wide,
                           .rows = rows,
                           .h = component.h,
                           .v = component.v,
                           .samples = {},
                           .wide_row = {}});
        bytes += std::uint64_t{component.blocks_wide} * rows;
    }
    if (auto failure = check_memory(bytes, limits_)) return failure;
    for (Plane& plane : planes_)
        plane.samples.resize(std::size_t{plane.blocks_wide} * plane.rows);
    const bool is_grey = planes_.size() == 1;
    converter_.emplace(is_grey ? ColorModel::Grey : ColorModel::Rgb, planes_.size(), Sample::Bits8, transform_);
    if (!is_grey) rgb_.resize(std::size_t{width_} * 3);
    sink_.begin_reduced(width_, 1);
    return std::nullopt;
}

void DcImage::row(const DcRow& row) {
    const std::span<std::uint8_t> samples = planes_[row.component].row(row.y);
    const std::int64_t quantizer = row.quantizer;
    const std::int64_t weight = std::int64_t{1} << row.missing_bits;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const std::int64_t term = row.terms[i] * weight + weight / 2;
        samples[i] = clamped(((term * quantizer + 4) >> 3) + 128);
    }
}

std::optional<core::Failure> DcImage::completed(std::uint32_t mcu_rows) {
    const std::uint64_t rows = std::min<std::uint64_t>(std::uint64_t{mcu_rows} * max_v_, height_);
    while (delivered_ < rows)
        deliver_row(delivered_++);
    return std::nullopt;
}

/// Row y of the DC image in one component.
std::span<const std::uint8_t> DcImage::wide_row(Plane& plane, std::uint32_t y) {
    const std::span<const std::uint8_t> row = plane.row(y * plane.v / max_v_);
    if (plane.h == max_h_) return row;
    plane.wide_row.resize(width_);
    for (std::uint32_t x = 0; x < width_; ++x)
        plane.wide_row[x] = row[x * plane.h / max_h_];
    return plane.wide_row;
}

void DcImage::deliver_row(std::uint32_t y) {
    std::array<std::span<const std::uint8_t>, 3> rows{};
    for (std::size_t i = 0; i < planes_.size(); ++i)
        rows[i] = wide_row(planes_[i], y);
    if (planes_.size() == 1) return converter_->deliver(rows[0].first(width_), sink_);
    if (is_rgb_) {
        for (std::size_t i = 0; i < rgb_.size(); ++i)
            rgb_[i] = rows[i % 3][i / 3];
    } else {
        ycc_to_rgb(rows[0].data(), rows[1].data(), rows[2].data(), rgb_);
    }
    converter_->deliver(rgb_, sink_);
}

}  // namespace photolibrary::image
