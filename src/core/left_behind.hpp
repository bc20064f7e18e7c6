#pragma once

#include <memory>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace photolibrary::core {

/// Leaves an object alone for ever, which a forked child must do with what has threads in its parent. LeakSanitizer is
/// told that this is no leak.
template <class T>
void leave_behind(std::unique_ptr<T>& object) noexcept {
    [[maybe_unused]] const T* const left = object.release();
#ifdef __SANITIZE_ADDRESS__
    if (left != nullptr) __lsan_ignore_object(left);
#endif
}

}  // namespace photolibrary::core
