#include <pthread.h>

#include "core/thread.hpp"

namespace photolibrary::core {

void name_this_thread(const char* name) noexcept {
    ::pthread_setname_np(::pthread_self(), name);
}

}  // namespace photolibrary::core
