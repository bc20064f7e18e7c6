#pragma once

#include <cstddef>
#include <span>

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/limits.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// What the format is told by: so many bytes, or all of a shorter file.
inline constexpr std::size_t sniffed_bytes = 512;

/// The format by its magic in the first sniffed_bytes. Fails with unsupported or corrupt: it is no image that is read
/// here.
core::Outcome<Format> format_of(std::span<const std::byte> head);

/// Reads the header of an image with our own parsers, before any library sees a byte of it.
///
/// The format is told by its magic, never by a name. For JPEG, PNG, GIF and WebP everything in Header is known
/// afterwards and the limits on pixels are checked; for the others libvips reads the header later (see decode()).
/// Fails with unsupported (no image, or one that is not decoded here), corrupt or too_large.
core::Outcome<Header> probe(const core::Blob& blob, const core::Limits& limits);

}  // namespace photolibrary::image
