#pragma once

#include <string>

namespace photolibrary::binding {

/// Threads open files later, perhaps after a chdir(). An empty path stays empty.
std::string absolute(const std::string& path);

/// Whether PHP's open_basedir lets a file be opened.
bool allowed(const std::string& path);

}  // namespace photolibrary::binding
