#pragma once

#include "core/failure.hpp"
#include "image/byte_reader.hpp"
#include "image/header.hpp"
#include "image/png/png_rows.hpp"

namespace photolibrary::image {

// One parser a format, for probe(). Each expects data that begin with the format's magic, trusts nothing after it and
// does a bounded amount of work. Limits on pixels are checked by the caller.

/// JPEG (ITU-T T.81): the markers up to the first scan, with EXIF (APP1) and ICC profile (APP2).
core::Outcome<Header> read_jpeg_header(ByteReader& reader);

/// PNG (W3C PNG 3rd edition): the chunks up to the first IDAT, and behind the last one an eXIf.
core::Outcome<Header> read_png_header(ByteReader& reader);

/// The IHDR chunk of a PNG.
core::Outcome<PngLayout> read_png_layout(ByteReader& reader);

/// GIF87a and GIF89a: the logical screen, and the place of the first frame.
core::Outcome<Header> read_gif_header(ByteReader& reader);

/// WebP (RFC 9649): lossy, lossless and extended.
core::Outcome<Header> read_webp_header(ByteReader& reader);

/// JPEG XL (ISO/IEC 18181), in its container or without: whether it is animated. The rest is the library's to read.
core::Outcome<Header> read_jxl_header(ByteReader& reader);

/// Where the chunks of a WebP begin: behind "RIFF", the size and "WEBP".
inline constexpr std::size_t webp_first_chunk = 12;

/// Whether bytes can be an ICC profile: long enough, and with its signature. Little CMS judges the rest.
bool looks_like_profile(std::span<const std::byte> bytes) noexcept;

}  // namespace photolibrary::image
