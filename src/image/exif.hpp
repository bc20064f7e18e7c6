#pragma once

#include <cstdint>

#include "image/byte_reader.hpp"

namespace photolibrary::image {

/// The orientation (1 to 8) in a block of EXIF data; 1 if there is none or the block is damaged.
/// start and length give the block's place in the file: its TIFF header ("II*\0" or "MM\0*") stands at start.
std::uint8_t exif_orientation(ByteReader& reader, std::uint64_t start, std::uint64_t length);

}  // namespace photolibrary::image
