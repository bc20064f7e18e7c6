#pragma once

#include <webp/decode.h>

#include "core/failure.hpp"

namespace photolibrary::image {

/// The functions of libwebp that we call, found at run time: whoever has no WebP pays nothing for it.
struct WebpApi {
    decltype(&::WebPGetDecoderVersion) get_decoder_version;
    decltype(&::WebPGetFeaturesInternal) get_features_internal;
    decltype(&::WebPInitDecoderConfigInternal) init_decoder_config_internal;
    decltype(&::WebPIDecode) incremental_decode;
    decltype(&::WebPIUpdate) incremental_update;
    decltype(&::WebPIDecGetRGB) incremental_rows;
    decltype(&::WebPIDelete) incremental_delete;
};

/// Loads libwebp, once a process. Fails with unsupported, naming the package to install.
core::Outcome<const WebpApi*> webp_library();

}  // namespace photolibrary::image
