#include "net/curl_library.hpp"

#include <dlfcn.h>

#include <atomic>

#include "core/library_load.hpp"

namespace photolibrary::net {
namespace {

/// 7.87: CURLOPT_QUICK_EXIT, without which a name that is slow to resolve holds up the end of a batch.
constexpr unsigned oldest_version = 0x075700;

enum class State { Missing, TooOld, Loaded };

CurlApi api{};
std::atomic<State> state = State::Missing;

template <class Function>
bool find(void* handle, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(handle, name));
    return function != nullptr;
}

bool find_all(void* handle) {
    return find(handle, "curl_global_init", api.global_init) && find(handle, "curl_version_info", api.version_info) &&
           find(handle, "curl_easy_init", api.easy_init) && find(handle, "curl_easy_reset", api.easy_reset) &&
           find(handle, "curl_easy_cleanup", api.easy_cleanup) && find(handle, "curl_easy_setopt", api.easy_setopt) &&
           find(handle, "curl_easy_getinfo", api.easy_getinfo) &&
           find(handle, "curl_easy_strerror", api.easy_strerror) && find(handle, "curl_multi_init", api.multi_init) &&
           find(handle, "curl_multi_cleanup", api.multi_cleanup) &&
           find(handle, "curl_multi_setopt", api.multi_setopt) &&
           find(handle, "curl_multi_add_handle", api.multi_add_handle) &&
           find(handle, "curl_multi_remove_handle", api.multi_remove_handle) &&
           find(handle, "curl_multi_socket_action", api.multi_socket_action) &&
           find(handle, "curl_multi_info_read", api.multi_info_read) &&
           find(handle, "curl_slist_append", api.slist_append) &&
           find(handle, "curl_slist_free_all", api.slist_free_all) && find(handle, "curl_url", api.url) &&
           find(handle, "curl_url_cleanup", api.url_cleanup) && find(handle, "curl_url_set", api.url_set) &&
           find(handle, "curl_url_get", api.url_get) && find(handle, "curl_free", api.free);
}

/// False if there is none.
bool load() {
    void* handle = ::dlopen(core::library_file("curl", 4).c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) return false;
    if (!find_all(handle) || api.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return true;
    state = api.version_info(CURLVERSION_NOW)->version_num < oldest_version ? State::TooOld : State::Loaded;
    return true;
}

}  // namespace

core::Outcome<const CurlApi*> curl_library() {
    static core::LibraryLoad library;
    if (auto lack = library.attempt("libcurl, which fetches URLs, cannot be loaded", load)) return *std::move(lack);
    if (state == State::Loaded) return &api;
    return core::Failure{core::FailureReason::Unsupported,
                         state == State::TooOld
                             ? "libcurl " + running_curl_version() + " is too old: 7.87 or later is needed for URLs"
                             : "libcurl, which fetches URLs, is not installed (Debian and Ubuntu: package libcurl4)"};
}

bool may_reuse_handles() noexcept {
    constexpr unsigned first_sound_version = 0x080101;
    return state == State::Loaded && api.version_info(CURLVERSION_NOW)->version_num >= first_sound_version;
}

std::string compiled_curl_version() {
    return LIBCURL_VERSION;
}

std::string running_curl_version() {
    return state == State::Missing ? "" : api.version_info(CURLVERSION_NOW)->version;
}

}  // namespace photolibrary::net
