#include "process/linux/sandbox.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <optional>

#include "core/thread.hpp"
#include "core/unique_fd.hpp"
#include "process/linux/landlock.hpp"
#include "process/linux/seccomp_filter.hpp"

namespace photolibrary::process {

std::vector<std::string> names_of(const Confinement& confinement) {
    std::vector<std::string> names;
    if (confinement.no_new_privs) names.emplace_back("no_new_privs");
    if (confinement.landlock) names.emplace_back("landlock");
    if (confinement.seccomp) names.emplace_back("seccomp");
    if (confinement.memory_limit) names.emplace_back("memory_limit");
    return names;
}

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool can_limit_memory = false;  // the sanitizer's own memory would count
#else
constexpr bool can_limit_memory = true;
#endif

constexpr rlim_t descriptors = 1024;
constexpr rlim_t main_stack = rlim_t{8} << 20;  // which is not data; the usual one

/// Bytes of data and stack: the sixth field of statm, in pages.
std::optional<std::uint64_t> data_in_use() {
    const core::UniqueFd statm(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
    std::array<char, 256> text{};
    if (!statm || ::read(statm.get(), text.data(), text.size() - 1) <= 0) return std::nullopt;
    unsigned long pages = 0;
    if (std::sscanf(text.data(), "%*u %*u %*u %*u %*u %lu", &pages) != 1) return std::nullopt;
    return std::uint64_t{pages} * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

bool can_map_a_page() noexcept {
    const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    void* const page = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return false;
    ::munmap(page, size);
    return true;
}

/// Where there is no /proc: the smallest soft limit under which another page can be had.
std::optional<std::uint64_t> data_in_use_by_trying() {
    rlimit before{};
    if (::getrlimit(RLIMIT_DATA, &before) != 0) return std::nullopt;
    std::uint64_t enough = std::min<std::uint64_t>(before.rlim_max, std::uint64_t{1} << 47);
    std::uint64_t too_little = 0;
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    while (enough - too_little > page) {
        const std::uint64_t middle = too_little + (enough - too_little) / 2;
        const rlimit tried{middle, before.rlim_max};
        if (::setrlimit(RLIMIT_DATA, &tried) != 0) return std::nullopt;
        (can_map_a_page() ? enough : too_little) = middle;
    }
    ::setrlimit(RLIMIT_DATA, &before);
    return enough;
}

using Resource = decltype(RLIMIT_DATA);  // a type of its own with glibc, int with musl

/// For good: the hard limit too. A limit that is lower already stays.
bool limit(Resource resource, rlim_t most) {
    rlimit now{};
    if (::getrlimit(resource, &now) != 0) return false;
    now.rlim_max = std::min(now.rlim_max, most);
    now.rlim_cur = std::min(now.rlim_cur, now.rlim_max);
    return ::setrlimit(resource, &now) == 0;
}

bool limit_memory(std::uint64_t memory) {
    if (!can_limit_memory) return false;
    auto used = data_in_use();
    if (!used) used = data_in_use_by_trying();
    if (!used) return false;
    const std::uint64_t room = std::numeric_limits<rlim_t>::max() - *used;
    return limit(RLIMIT_DATA, *used + std::min(memory, room));
}

/// Of threads that libraries start. They count as data, at their full size.
void set_size_of_thread_stacks() {
    pthread_attr_t attributes;
    if (::pthread_attr_init(&attributes) != 0) return;
    if (::pthread_attr_setstacksize(&attributes, core::thread_stack_bytes) == 0)
        ::pthread_setattr_default_np(&attributes);
    ::pthread_attr_destroy(&attributes);
}

void die_first_without_memory() {
    const core::UniqueFd file(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
    if (file && ::write(file.get(), "1000", 4) < 0) return;  // nothing depends on it
}

/// Where PHP runs as root, its children would be above many a limit.
void drop_capabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
    ::syscall(SYS_capset, &header, none.data());
}

}  // namespace

Confinement confine(std::uint64_t memory) noexcept {
    Confinement active;
    die_first_without_memory();
    set_size_of_thread_stacks();
    active.memory_limit = limit_memory(memory);
    limit(RLIMIT_STACK, main_stack);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, descriptors);
    drop_capabilities();
    // Nobody with the same user reads its memory, and no core dump goes to a handler, for which RLIMIT_CORE is nothing.
    ::prctl(PR_SET_DUMPABLE, 0);
    active.no_new_privs = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    active.landlock = restrict_to_libraries();
    active.seccomp = install_seccomp_filter();
    return active;
}

Confinement available_confinement() noexcept {
    return {::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0, landlock_version() > 0, has_seccomp(), can_limit_memory};
}

}  // namespace photolibrary::process
