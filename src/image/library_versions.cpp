#include "image/library_versions.hpp"

#include <cstdio>  // jpeglib.h needs FILE

#include <jpeglib.h>
#include <lcms2.h>
#include <zlib.h>

namespace photolibrary::image {
namespace {

#define PHOTOLIBRARY_TEXT_OF(value) #value
#define PHOTOLIBRARY_TEXT(value) PHOTOLIBRARY_TEXT_OF(value)

/// 2140 is 2.14.
std::string lcms_version(int encoded) {
    const int minor = encoded % 1000;
    std::string version = std::to_string(encoded / 1000) + '.' + std::to_string(minor / 10);
    if (minor % 10 != 0) version += '.' + std::to_string(minor % 10);
    return version;
}

}  // namespace

std::vector<LibraryVersion> library_versions() {
    return {
        {"libjpeg-turbo", PHOTOLIBRARY_TEXT(LIBJPEG_TURBO_VERSION), ""},
        {"libwebp", "", running_webp_version()},
        {"libvips", compiled_vips_version(), running_vips_version()},
        {"Little CMS", lcms_version(LCMS_VERSION), lcms_version(cmsGetEncodedCMMversion())},
        {"zlib", ZLIB_VERSION, zlibVersion()},
    };
}

}  // namespace photolibrary::image
