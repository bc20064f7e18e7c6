#include "core/library_load.hpp"

#include <dlfcn.h>

#include <cerrno>
#include <system_error>

namespace photolibrary::core {
namespace {

/// As shortage(), if it is why dlopen() has just failed in this thread: only its message tells.
std::optional<Failure> loading_shortage(std::string_view what) {
    const char* const error = ::dlerror();  // NOLINT(concurrency-mt-unsafe): each thread has its own
    const std::string_view said = error != nullptr ? error : "";
    for (const int possible : {EMFILE, ENFILE, ENOMEM}) {
        if (said.find(std::system_category().message(possible)) != said.npos) return shortage(possible, what);
    }
    return std::nullopt;
}

}  // namespace

std::string library_file(std::string_view name, int version) {
    const std::string library = "lib" + std::string(name);
#ifdef __APPLE__
    return library + '.' + std::to_string(version) + ".dylib";
#else
    return library + ".so." + std::to_string(version);
#endif
}

std::optional<Failure> LibraryLoad::attempt(std::string_view what, bool (*load)()) {
    const std::lock_guard lock(mutex_);
    if (is_decided_) return std::nullopt;
    if (!load()) {
        if (std::optional<Failure> lack = loading_shortage(what)) return lack;
    }
    is_decided_ = true;
    return std::nullopt;
}

}  // namespace photolibrary::core
