#pragma once

#include "core/failure.hpp"
#include "image/byte_reader.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// JPEG (ITU-T T.81): the markers up to the first scan, with EXIF (APP1) and ICC profile (APP2).
core::Outcome<Header> read_jpeg_header(ByteReader& reader);

}  // namespace photolibrary::image
