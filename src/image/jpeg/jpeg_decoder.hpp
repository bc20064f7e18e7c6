#pragma once

#include "core/failure.hpp"
#include "image/decode_report.hpp"
#include "image/decode_request.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// The size, in eighths of the image a side, that a JPEG is decoded at: the smallest of 1, 2, 4, 8 whose short side
/// keeps at least 128 pixels.
std::uint8_t jpeg_scale_eighths(const Header& header) noexcept;

/// Decodes a grey, RGB or YCbCr JPEG by libjpeg-turbo, reading only the bytes it needs. See decode().
core::Outcome<DecodeReport> decode_jpeg(const DecodeRequest& request);

}  // namespace photolibrary::image
