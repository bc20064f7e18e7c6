#pragma once

#include <cstdint>

#include "core/blob.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// Bytes that libvips and the library below it need at their peak to decode an image row by row, the file's own bytes
/// apart. An upper estimate from figures measured with libvips 8.14 on pictures of 6 and 24 megapixels; a format that
/// is decoded as a whole needs so many bytes a pixel, one that is decoded in rows next to nothing.
///
/// header must be complete; pixel_bytes is the size of a pixel as libvips delivers it.
std::uint64_t vips_footprint(const core::Blob& blob, const Header& header, std::uint64_t pixel_bytes);

}  // namespace photolibrary::image
