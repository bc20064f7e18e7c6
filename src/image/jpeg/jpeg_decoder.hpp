#pragma once

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/helpers.hpp"
#include "core/limits.hpp"
#include "core/stop_token.hpp"
#include "image/decode_report.hpp"
#include "image/header.hpp"
#include "image/pixel_sink.hpp"

namespace photolibrary::image {

/// The size, in eighths of the image a side, that a JPEG is decoded at: the smallest of 1, 2, 4, 8 whose short side
/// keeps at least 128 pixels.
std::uint8_t jpeg_scale_eighths(const Header& header) noexcept;

/// Decodes a grey, RGB or YCbCr JPEG by libjpeg-turbo, reading only the bytes it needs. See decode().
core::Outcome<DecodeReport> decode_jpeg(const core::Blob& blob, const Header& header, const core::Limits& limits,
                                        const core::StopToken& stop, PixelSink& sink,
                                        const core::Helpers* helpers = nullptr);

}  // namespace photolibrary::image
