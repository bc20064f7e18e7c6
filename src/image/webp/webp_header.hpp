#pragma once

#include <cstddef>

#include "core/failure.hpp"
#include "image/byte_reader.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// Where the chunks of a WebP begin: behind "RIFF", the size and "WEBP".
inline constexpr std::size_t webp_first_chunk = 12;

/// WebP (RFC 9649): lossy, lossless and extended.
core::Outcome<Header> read_webp_header(ByteReader& reader);

}  // namespace photolibrary::image
