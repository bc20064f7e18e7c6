#pragma once

#include "core/blob.hpp"
#include "core/helpers.hpp"
#include "core/limits.hpp"
#include "core/stop_token.hpp"
#include "image/header.hpp"
#include "image/pixel_sink.hpp"

namespace photolibrary::image {

/// What every decoder is given. Refers to what the caller keeps until the decoder has returned.
struct DecodeRequest {
    const core::Blob& blob;
    Header& header;  ///< as probe() has read it; completed where only the decoder's library knows its values
    const core::Limits& limits;
    const core::StopToken& stop;
    PixelSink& sink;                         ///< takes the pixels, in sRGB
    const core::Helpers* helpers = nullptr;  ///< idle threads, if there are any
};

}  // namespace photolibrary::image
