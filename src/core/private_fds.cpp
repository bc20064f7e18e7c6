#include "core/private_fds.hpp"

#include <pthread.h>
#include <unistd.h>

#include <memory>
#include <mutex>
#include <unordered_set>
#include <utility>

namespace photolibrary::core {
namespace {

struct Registry {
    std::mutex mutex;
    std::unordered_set<int> descriptors;
};

/// Never destroyed: descriptors may be closed as late as at exit.
Registry& registry() {
    static Registry* const instance = std::make_unique<Registry>().release();
    return *instance;
}

void close_all_in_child() {
    for (const int fd : registry().descriptors)
        ::close(fd);
    registry().descriptors.clear();
    registry().mutex.unlock();
}

/// The lock is taken across the fork, so that the child finds the set whole.
void register_fork_handlers() {
    static const bool registered =
        ::pthread_atfork([] { registry().mutex.lock(); }, [] { registry().mutex.unlock(); }, close_all_in_child) == 0;
    static_cast<void>(registered);
}

}  // namespace

void keep_private(int fd) {
    if (fd < 0) return;
    register_fork_handlers();
    const std::lock_guard lock(registry().mutex);
    registry().descriptors.insert(fd);
}

void close_private(int fd) noexcept {
    const std::lock_guard lock(registry().mutex);
    if (registry().descriptors.erase(fd) > 0) ::close(fd);  // else the number may be somebody else's by now
}

PrivateFd::PrivateFd(UniqueFd fd) : fd_(std::move(fd)) {
    keep_private(fd_.get());
}

PrivateFd& PrivateFd::operator=(PrivateFd&& other) noexcept {
    reset();
    fd_ = std::move(other.fd_);
    return *this;
}

void PrivateFd::reset() noexcept {
    if (fd_) close_private(fd_.release());
}

}  // namespace photolibrary::core
