#pragma once

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/limits.hpp"
#include "image/decode_report.hpp"
#include "image/decode_request.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// Decodes CMYK JPEG, GIF, HEIC, AVIF, TIFF or JPEG XL by libvips, in the calling thread. header is completed with what
/// libvips knows. See decode().
core::Outcome<DecodeReport> decode_by_vips(const DecodeRequest& request);

/// Completes header with what libvips reads of the image before its first pixel.
core::Outcome<Header> read_header_by_vips(const core::Blob& blob, Header header, const core::Limits& limits);

}  // namespace photolibrary::image
