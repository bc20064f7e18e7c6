#include "image/webp/webp_library.hpp"

#include <dlfcn.h>

#include <atomic>
#include <string>

#include "core/library_load.hpp"
#include "image/failures.hpp"
#include "image/library_versions.hpp"

namespace photolibrary::image {
namespace {

WebpApi api{};
std::atomic<bool> is_loaded = false;

template <class Function>
bool find_in_webp(void* handle, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(handle, name));
    return function != nullptr;
}

/// False if there is none.
bool load() {
    void* handle = ::dlopen(core::library_file("webp", 7).c_str(), RTLD_NOW | RTLD_LOCAL);
    is_loaded = handle != nullptr && find_in_webp(handle, "WebPGetDecoderVersion", api.get_decoder_version) &&
                find_in_webp(handle, "WebPGetFeaturesInternal", api.get_features_internal) &&
                find_in_webp(handle, "WebPInitDecoderConfigInternal", api.init_decoder_config_internal) &&
                find_in_webp(handle, "WebPIDecode", api.incremental_decode) &&
                find_in_webp(handle, "WebPIUpdate", api.incremental_update) &&
                find_in_webp(handle, "WebPIDecGetRGB", api.incremental_rows) &&
                find_in_webp(handle, "WebPIDelete", api.incremental_delete);
    return handle != nullptr;
}

}  // namespace

core::Outcome<const WebpApi*> webp_library() {
    static core::LibraryLoad library;
    if (auto lack = library.attempt("libwebp, which reads this format, cannot be loaded", load))
        return *std::move(lack);
    if (is_loaded) return &api;
    return unsupported("libwebp, which reads this format, is not installed (Debian and Ubuntu: package libwebp7)");
}

std::string running_webp_version() {
    if (!is_loaded) return {};
    const int version = api.get_decoder_version();
    return std::to_string(version >> 16) + '.' + std::to_string(version >> 8 & 255) + '.' +
           std::to_string(version & 255);
}

}  // namespace photolibrary::image
