#include <pthread.h>

#include "core/thread.hpp"

namespace photolibrary::core {

/// POSIX knows no names of threads.
void name_this_thread([[maybe_unused]] const char* name) noexcept {
#ifdef __APPLE__
    ::pthread_setname_np(name);
#endif
}

}  // namespace photolibrary::core
