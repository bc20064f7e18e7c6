#pragma once

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/helpers.hpp"
#include "core/limits.hpp"
#include "core/stop_token.hpp"
#include "image/decode_report.hpp"
#include "image/header.hpp"
#include "image/pixel_sink.hpp"

namespace photolibrary::image {

/// Decodes the first frame or page into sink: sRGB whatever the file's colour space.
///
/// The format's row in formats.cpp names the decoder. libwebp and libvips are loaded now if they were not yet. JPEG is
/// scaled to the smallest size whose short side keeps at least 128 pixels: at 1/8 its DC terms are read and nothing
/// else (of a progressive one their first pass), see dc_reader.hpp; at 1/4 and 1/2 libjpeg-turbo scales in the DCT. Of
/// HEIC and AVIF the thumbnail in the file is decoded if its short side has 200 pixels and it shows the whole picture.
/// header is completed where only the library knows its values (size, orientation, profile).
///
/// Fails with unsupported, corrupt (pixels that are needed are missing or damaged), too_large, memory (predicted or
/// hit), timeout, cancelled. Helpers, if there are any, take a part of big JPEGs; the pixels are the same.
core::Outcome<DecodeReport> decode(const core::Blob& blob, Header& header, const core::Limits& limits,
                                   const core::StopToken& stop, PixelSink& sink,
                                   const core::Helpers* helpers = nullptr);

/// Completes the header of a format whose size only a library knows, without decoding a pixel. Does nothing for the
/// others.
core::Outcome<Header> complete_header(const core::Blob& blob, Header header, const core::Limits& limits);

}  // namespace photolibrary::image
