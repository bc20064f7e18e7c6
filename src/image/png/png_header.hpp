#pragma once

#include "core/failure.hpp"
#include "image/byte_reader.hpp"
#include "image/header.hpp"
#include "image/png/png_rows.hpp"

namespace photolibrary::image {

/// PNG (W3C PNG 3rd edition): the chunks up to the first IDAT, and behind the last one an eXIf.
core::Outcome<Header> read_png_header(ByteReader& reader);

/// The IHDR chunk of a PNG.
core::Outcome<PngLayout> read_png_layout(ByteReader& reader);

}  // namespace photolibrary::image
