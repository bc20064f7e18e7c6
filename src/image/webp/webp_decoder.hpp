#pragma once

#include "core/failure.hpp"
#include "image/decode_report.hpp"
#include "image/decode_request.hpp"

namespace photolibrary::image {

/// Decodes the first frame of a WebP by libwebp itself. libvips would decode it as well, but through a pool of threads
/// that outlive the image: a process that forks afterwards would hang at its next WebP. See decode().
core::Outcome<DecodeReport> decode_webp(const DecodeRequest& request);

}  // namespace photolibrary::image
