#pragma once

#include "core/failure.hpp"
#include "image/byte_reader.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// GIF87a and GIF89a: the logical screen, and the place of the first frame.
core::Outcome<Header> read_gif_header(ByteReader& reader);

}  // namespace photolibrary::image
