#pragma once

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/limits.hpp"
#include "core/stop_token.hpp"
#include "image/decode_report.hpp"
#include "image/header.hpp"
#include "image/pixel_sink.hpp"

namespace photolibrary::image {

/// Decodes a PNG of any kind with zlib and two rows of memory, interlaced ones too: a palette does not ask where a
/// pixel stands. libvips would decode an interlaced one as a whole, in a thread that outlives it. See decode().
core::Outcome<DecodeReport> decode_png(const core::Blob& blob, const Header& header, const core::Limits& limits,
                                       const core::StopToken& stop, PixelSink& sink);

}  // namespace photolibrary::image
