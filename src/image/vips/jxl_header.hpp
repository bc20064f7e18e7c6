#pragma once

#include "core/failure.hpp"
#include "image/byte_reader.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// JPEG XL (ISO/IEC 18181), in its container or without: whether it is animated. The rest is the library's to read.
core::Outcome<Header> read_jxl_header(ByteReader& reader);

}  // namespace photolibrary::image
