#pragma once

#include "core/failure.hpp"
#include "image/decode_report.hpp"
#include "image/decode_request.hpp"

namespace photolibrary::image {

/// Decodes a PNG of any kind with zlib and two rows of memory, interlaced ones too: a palette does not ask where a
/// pixel stands. libvips would decode an interlaced one as a whole, in a thread that outlives it. See decode().
core::Outcome<DecodeReport> decode_png(const DecodeRequest& request);

}  // namespace photolibrary::image
