#pragma once

#include <string>
#include <vector>

namespace photolibrary::image {

/// A library that decodes images or converts colours, for phpinfo().
struct LibraryVersion {
    std::string name;
    std::string compiled;  ///< version of the headers that this engine was built with
    std::string running;   ///< version of the library in this process; empty if it is not loaded, or does not tell
};

/// Loads nothing.
std::vector<LibraryVersion> library_versions();

/// Version of libvips in this process; empty if it is not loaded.
std::string running_vips_version();

std::string compiled_vips_version();

/// Version of libwebp in this process; empty if it is not loaded.
std::string running_webp_version();

}  // namespace photolibrary::image
