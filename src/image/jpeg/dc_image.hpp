#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/limits.hpp"
#include "image/color/color_transform.hpp"
#include "image/jpeg/dc_reader.hpp"
#include "image/pixel_sink.hpp"
#include "image/row_converter.hpp"

namespace photolibrary::image {

/// Makes the DC image of a JPEG and hands it on: a pixel for each 8 x 8 pixels of the image, rounded up.
///
/// A sample is the mean of its block, ((term * 2^missing + half of 2^missing) * quantizer + 4) / 8 + 128 within 0 to
/// 255: a pass that left bits out may be off by half of them at most. A component of fewer samples is replicated.
/// Y, Cb and Cr become R, G and B as ITU-T T.871 (JFIF) has it, in 16 bits of fixed point.
class DcImage final : public DcSink {
  public:
    /// transform: of the grey or RGB values to sRGB, if there is one.
    DcImage(const Header& header, std::shared_ptr<const ColorTransform> transform, const core::Limits& limits,
            PixelSink& sink)
        : header_(header), transform_(std::move(transform)), limits_(limits), sink_(sink) {}

    std::optional<core::Failure> begin(const JpegFrame& frame, bool is_rgb, bool in_order) override;
    void row(const DcRow& row) override;
    std::optional<core::Failure> completed(std::uint32_t mcu_rows) override;

    /// What was seen in the rows delivered so far.
    Gamut gamut() { return converter_ ? converter_->gamut() : Gamut::Srgb; }

  private:
    struct Plane {
        std::uint32_t blocks_wide = 0;
        std::uint32_t rows = 0;  ///< that are kept
        std::uint8_t h = 1;
        std::uint8_t v = 1;
        std::vector<std::uint8_t> samples;
        std::vector<std::uint8_t> wide_row;  ///< a row replicated to the width of the image

        std::span<std::uint8_t> row(std::uint32_t y) noexcept {
            return std::span(samples).subspan(std::size_t{y % rows} * blocks_wide, blocks_wide);
        }
    };

    std::span<const std::uint8_t> wide_row(Plane& plane, std::uint32_t y);
    void deliver_row(std::uint32_t y);

    const Header& header_;
    std::shared_ptr<const ColorTransform> transform_;
    const core::Limits& limits_;
    PixelSink& sink_;
    std::optional<RowConverter> converter_;
    std::vector<Plane> planes_;
    std::vector<std::uint8_t> rgb_;
    std::uint32_t width_ = 0;  ///< of the DC image
    std::uint32_t height_ = 0;
    std::uint32_t delivered_ = 0;  ///< rows
    std::uint8_t max_h_ = 1;
    std::uint8_t max_v_ = 1;
    bool is_rgb_ = false;
};

}  // namespace photolibrary::image
