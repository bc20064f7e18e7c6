#include "image/vips/vips_library.hpp"

#include <dlfcn.h>

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/library_load.hpp"
#include "image/failures.hpp"
#include "image/library_versions.hpp"

namespace photolibrary::image {
namespace {

/// The loaded library, or why there is none. Never unloaded: libvips cannot be started twice in one process.
struct Loaded {
    VipsApi api{};
    std::optional<core::Failure> failure;
};

Loaded loaded;
std::atomic<bool> is_running = false;
std::atomic<bool> allocation_failed = false;

template <class Function>
bool find_in_vips(void* handle, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(handle, name));
    return function != nullptr;
}

/// GLib's functions resolve through libvips, which links them.
bool find_all(void* handle, VipsApi& api) {
    find_in_vips(handle, "vips_vector_set_enabled", api.vector_set_enabled);
    return find_in_vips(handle, "vips_init", api.init) &&
           find_in_vips(handle, "vips_version_string", api.version_string) &&
           find_in_vips(handle, "vips_type_find", api.type_find) &&
           find_in_vips(handle, "vips_error_clear", api.error_clear) &&
           find_in_vips(handle, "vips_thread_shutdown", api.thread_shutdown) &&
           find_in_vips(handle, "vips_cache_set_max", api.cache_set_max) &&
           find_in_vips(handle, "vips_concurrency_set", api.concurrency_set) &&
           find_in_vips(handle, "vips_jpegload_buffer", api.jpegload_buffer) &&
           find_in_vips(handle, "vips_heifload_buffer", api.heifload_buffer) &&
           find_in_vips(handle, "vips_gifload_buffer", api.gifload_buffer) &&
           find_in_vips(handle, "vips_tiffload_buffer", api.tiffload_buffer) &&
           find_in_vips(handle, "vips_jxlload_buffer", api.jxlload_buffer) &&
           find_in_vips(handle, "vips_profile_load", api.profile_load) &&
           find_in_vips(handle, "vips_area_unref", api.area_unref) &&
           find_in_vips(handle, "vips_colourspace", api.colourspace) &&
           find_in_vips(handle, "vips_colourspace_issupported", api.colourspace_issupported) &&
           find_in_vips(handle, "vips_cast", api.cast) &&
           find_in_vips(handle, "vips_image_get_width", api.image_get_width) &&
           find_in_vips(handle, "vips_image_get_height", api.image_get_height) &&
           find_in_vips(handle, "vips_image_get_bands", api.image_get_bands) &&
           find_in_vips(handle, "vips_image_get_format", api.image_get_format) &&
           find_in_vips(handle, "vips_image_get_interpretation", api.image_get_interpretation) &&
           find_in_vips(handle, "vips_image_get_typeof", api.image_get_typeof) &&
           find_in_vips(handle, "vips_image_get_blob", api.image_get_blob) &&
           find_in_vips(handle, "vips_image_get_orientation", api.image_get_orientation) &&
           find_in_vips(handle, "vips_image_get_n_pages", api.image_get_n_pages) &&
           find_in_vips(handle, "vips_region_new", api.region_new) &&
           find_in_vips(handle, "vips_region_prepare", api.region_prepare) &&
           find_in_vips(handle, "g_object_unref", api.object_unref) &&
           find_in_vips(handle, "g_log_set_handler", api.log_set_handler);
}

/// Prints nothing. GLib aborts the process right after it has logged that an allocation failed.
void log_nothing(const gchar*, GLogLevelFlags level, const gchar* message, gpointer) {
    const bool is_fatal = (level & G_LOG_LEVEL_ERROR) != 0;
    if (is_fatal && std::string_view(message).find("failed to allocate") != std::string_view::npos) {
        allocation_failed = true;
    }
}

/// libvips' settings are a whole process's. Where someone else has loaded it before us (php-vips), they are theirs, and
/// we only do what cannot be done otherwise: silence its log, which would go to the web server's stderr, and switch off
/// the run-time compiler of versions before 8.15, whose code pages a forked child would share with its parent.
void configure(const VipsApi& api, bool is_ours) {
    if (api.vector_set_enabled != nullptr) api.vector_set_enabled(FALSE);
    if (!is_ours) return;
    api.cache_set_max(0);  // it would keep images of which no second use will ever be made
    api.concurrency_set(1);
}

/// Fills `loaded`. False if there is none.
bool start() {
    const std::string file = core::library_file("vips", 42);
    const bool is_ours = ::dlopen(file.c_str(), RTLD_NOW | RTLD_NOLOAD) == nullptr;
    void* handle = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        loaded.failure = unsupported(
            "libvips, which reads this format, is not installed (Debian and Ubuntu: package libvips42 or "
            "libvips42t64)");
        return false;
    }
    loaded.failure.reset();  // of an earlier attempt
    VipsApi& api = loaded.api;
    if (!find_all(handle, api)) {
        loaded.failure = unsupported("the installed libvips is too old to read this format (8.11 is needed)");
        return true;
    }
    for (const char* domain : {"VIPS", "GLib", "GLib-GObject"}) {
        api.log_set_handler(domain, static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL), log_nothing,
                            nullptr);
    }
    if (api.init("photolibrary") != 0) {
        loaded.failure = unsupported("libvips, which reads this format, failed to start");
        return true;
    }
    configure(api, is_ours);
    is_running.store(true, std::memory_order_release);
    return true;
}

}  // namespace

core::Outcome<const VipsApi*> vips_library() {
    static core::LibraryLoad library;
    if (auto lack = library.attempt("libvips, which reads this format, cannot be loaded", start))
        return *std::move(lack);
    if (loaded.failure) return *loaded.failure;
    return &loaded.api;
}

bool has_heif_decoder(Format format) {
    constexpr int hevc = 1, av1 = 4;  // enum heif_compression_format
    int (*have_decoder_for_format)(int) = nullptr;
    void* handle = ::dlopen(core::library_file("heif", 1).c_str(), RTLD_NOW | RTLD_NOLOAD);
    if (handle == nullptr || !find_in_vips(handle, "heif_have_decoder_for_format", have_decoder_for_format))
        return true;
    return have_decoder_for_format(format == Format::Avif ? av1 : hevc) != 0;
}

bool library_is_out_of_memory() noexcept {
    return allocation_failed;
}

std::string running_vips_version() {
    return is_running.load(std::memory_order_acquire) ? loaded.api.version_string() : std::string();
}

std::string compiled_vips_version() {
    return VIPS_VERSION;
}

}  // namespace photolibrary::image
