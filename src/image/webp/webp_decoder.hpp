#pragma once

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/limits.hpp"
#include "core/stop_token.hpp"
#include "image/decode_report.hpp"
#include "image/header.hpp"
#include "image/pixel_sink.hpp"

namespace photolibrary::image {

/// Decodes the first frame of a WebP by libwebp itself. libvips would decode it as well, but through a pool of threads
/// that outlive the image: a process that forks afterwards would hang at its next WebP. See decode().
core::Outcome<DecodeReport> decode_webp(const core::Blob& blob, const Header& header, const core::Limits& limits,
                                        const core::StopToken& stop, PixelSink& sink);

}  // namespace photolibrary::image
