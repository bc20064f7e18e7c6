#pragma once

#include <vips/vips.h>

#include "core/failure.hpp"
#include "image/header.hpp"

namespace photolibrary::image {

/// The functions of libvips and GLib that we call, found at run time: linked in, libvips would cost every start of PHP
/// 23 ms and 16 MB. vips/vips.h is only read for their types; its cast macros call further functions and are not used.
struct VipsApi {
    decltype(&::vips_init) init;
    decltype(&::vips_version_string) version_string;
    decltype(&::vips_type_find) type_find;
    decltype(&::vips_error_clear) error_clear;
    decltype(&::vips_thread_shutdown) thread_shutdown;
    decltype(&::vips_cache_set_max) cache_set_max;
    decltype(&::vips_concurrency_set) concurrency_set;

    decltype(&::vips_jpegload_buffer) jpegload_buffer;
    decltype(&::vips_heifload_buffer) heifload_buffer;
    decltype(&::vips_gifload_buffer) gifload_buffer;
    decltype(&::vips_tiffload_buffer) tiffload_buffer;
    decltype(&::vips_jxlload_buffer) jxlload_buffer;

    decltype(&::vips_profile_load) profile_load;
    decltype(&::vips_area_unref) area_unref;
    decltype(&::vips_colourspace) colourspace;
    decltype(&::vips_colourspace_issupported) colourspace_issupported;
    decltype(&::vips_cast) cast;

    decltype(&::vips_image_get_width) image_get_width;
    decltype(&::vips_image_get_height) image_get_height;
    decltype(&::vips_image_get_bands) image_get_bands;
    decltype(&::vips_image_get_format) image_get_format;
    decltype(&::vips_image_get_interpretation) image_get_interpretation;
    decltype(&::vips_image_get_typeof) image_get_typeof;
    decltype(&::vips_image_get_blob) image_get_blob;
    decltype(&::vips_image_get_orientation) image_get_orientation;
    decltype(&::vips_image_get_n_pages) image_get_n_pages;
    decltype(&::vips_region_new) region_new;
    decltype(&::vips_region_prepare) region_prepare;

    decltype(&::g_object_unref) object_unref;
    decltype(&::g_log_set_handler) log_set_handler;
    void (*vector_set_enabled)(gboolean);  ///< of <vips/vector.h>; may be null
};

/// Whether libheif, which libvips has loaded for HEIC and AVIF, has a decoder for one of them: newer distributions have
/// them in packages of their own. True where it cannot be told.
bool has_heif_decoder(Format format);

/// Loads libvips on the first call. Fails with unsupported if it is not installed or does not start.
core::Outcome<const VipsApi*> vips_library();

}  // namespace photolibrary::image
