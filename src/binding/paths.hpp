#pragma once

#include <string>
#include <string_view>

#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

/// Threads open files later, perhaps after a chdir(). An empty path stays empty.
std::string absolute(const std::string& path);

/// Whether PHP's open_basedir lets a file be opened.
bool allowed(const std::string& path);

bool is_file_info(const zval* value) noexcept;

/// What getPathname() says of an SplFileInfo, now: it may be another file a moment later, and the method may be the
/// user's. Null with an exception thrown; the caller releases it.
zend_string* pathname_of(zend_object* file_info);

/// Takes a string|SplFileInfo argument of the function that is being called. An SplFileInfo argument is replaced in
/// place by its pathname, so the path is borrowed either way. nullable: null is taken, too, as no path. False with an
/// exception thrown.
bool take_path(uint32_t argument, zval* value, zend_string*& path, bool nullable = false);

}  // namespace photolibrary::binding
