#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/blob.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

class OpenedImage;
struct VipsApi;

/// How libvips reads one of the formats that are left to it.
struct VipsFormat {
    Format format;
    const char* loader;  ///< name of its operation, which a libvips without the format's library does not have

    /// shrink: 1, 2, 4 or 8 of the image's pixels a side become one; all but JPEG ignore it.
    OpenedImage (*open)(const VipsApi& api, std::span<const std::byte> bytes, int shrink);

    /// Bytes that libvips and the library below it need at their peak to decode an image row by row, the file's own
    /// bytes apart. An upper estimate from figures measured with libvips 8.14 on pictures of 6 and 24 megapixels; a
    /// format that is decoded as a whole needs so many bytes a pixel, one that is decoded in rows next to nothing.
    ///
    /// header must be complete; pixel_bytes is the size of a pixel as libvips delivers it.
    std::uint64_t (*footprint)(const core::Blob& blob, const Header& header, std::uint64_t pixel_bytes);
};

/// format: one that formats() leaves to libvips.
const VipsFormat& vips_format(Format format) noexcept;

}  // namespace photolibrary::image
