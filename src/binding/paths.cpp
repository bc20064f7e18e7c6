#include "binding/paths.hpp"

#include "binding/php_photolibrary.hpp"

extern "C" {
#include "main/fopen_wrappers.h"
}

namespace photolibrary::binding {

std::string absolute(const std::string& path) {
    if (path.empty() || IS_ABSOLUTE_PATH(path.c_str(), path.size())) return path;
    char folder[MAXPATHLEN];
    if (VCWD_GETCWD(folder, sizeof folder) == nullptr) return path;
    return std::string(folder) + '/' + path;
}

bool allowed(const std::string& path) {
    return path.find('\0') != std::string::npos || php_check_open_basedir_ex(path.c_str(), 0) == 0;
}

}  // namespace photolibrary::binding
