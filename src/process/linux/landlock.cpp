#include "process/linux/landlock.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "core/unique_fd.hpp"

namespace photolibrary::process {
namespace {

// What <linux/landlock.h> declares on new systems; here for the older ones. The calls have the same numbers on every
// processor.
constexpr long nr_create_ruleset = 444, nr_add_rule = 445, nr_restrict_self = 446;
constexpr std::uint32_t ask_version = 1;
constexpr int rule_path_beneath = 1;
constexpr std::uint64_t access_read_file = 1ULL << 2, access_read_dir = 1ULL << 3;

struct Ruleset {
    std::uint64_t handled_access_fs;
    std::uint64_t handled_access_net;
    std::uint64_t scoped;
};

struct [[gnu::packed]] PathBeneath {
    std::uint64_t allowed_access;
    std::int32_t parent_fd;
};

/// All rights a version knows: what is handled and not granted is refused.
Ruleset everything_of(int version) {
    constexpr std::array<int, 6> counts = {0, 13, 14, 15, 15, 16};  // of rights to files; the latest version stays
    const auto known = std::min(static_cast<std::size_t>(version), counts.size() - 1);
    return {(1ULL << counts.at(known)) - 1,
            version >= 4 ? 0b11ULL : 0,   // TCP: bind, connect
            version >= 6 ? 0b11ULL : 0};  // abstract sockets and signals of other processes
}

/// Kernels take a structure that is longer than theirs when what they do not know is 0.
core::UniqueFd create_ruleset(const Ruleset& rules) {
    return core::UniqueFd(static_cast<int>(::syscall(nr_create_ruleset, &rules, sizeof rules, 0)));
}

void allow_reading(int ruleset, const char* path) {
    const core::UniqueFd parent(::open(path, O_PATH | O_CLOEXEC));
    if (!parent) return;
    PathBeneath rule{access_read_file | access_read_dir, parent.get()};
    if (::syscall(nr_add_rule, ruleset, rule_path_beneath, &rule, 0) == 0) return;
    rule.allowed_access = access_read_file;  // all that can be granted on what is no folder
    ::syscall(nr_add_rule, ruleset, rule_path_beneath, &rule, 0);
}

/// Where a library was loaded from, others it will want may be: a prefix of its own, as /opt/vips/lib. Not the folder
/// of the module we are part of, which may be anywhere, nor that of the program, whose name is empty.
int allow_folder_of(dl_phdr_info* object, std::size_t, void* ruleset) {
    Dl_info own{};
    ::dladdr(reinterpret_cast<const void*>(&restrict_to_libraries), &own);
    const std::string_view path = object->dlpi_name;
    if (own.dli_fname != nullptr && path == own.dli_fname) return 0;
    const auto slash = path.rfind('/');
    std::array<char, 4096> folder{};
    if (slash == std::string_view::npos || slash == 0 || slash >= folder.size()) return 0;
    path.copy(folder.data(), slash);
    allow_reading(*static_cast<const int*>(ruleset), folder.data());
    return 0;
}

/// Where loaders look for libraries, and the files that tell them where else: a cache for glibc, for musl a list of
/// folders. musl's loader reads it with the first library that it looks for, and if it may not, it finds none.
constexpr const char* library_places[] = {
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libx32",
    "/usr/local/lib",
    "/usr/local/lib32",
    "/usr/local/lib64",
    "/usr/local/libx32",
    "/etc/ld.so.cache",
    "/etc/ld-musl-aarch64.path",
    "/etc/ld-musl-armhf.path",
    "/etc/ld-musl-i386.path",
    "/etc/ld-musl-loongarch64.path",
    "/etc/ld-musl-powerpc64le.path",
    "/etc/ld-musl-riscv64.path",
    "/etc/ld-musl-s390x.path",
    "/etc/ld-musl-x86_64.path",
};

}  // namespace

int landlock_version() noexcept {
    const long version = ::syscall(nr_create_ruleset, nullptr, 0, ask_version);
    return version > 0 ? static_cast<int>(version) : 0;
}

bool restrict_to_libraries() noexcept {
    const int version = landlock_version();
    if (version == 0) return false;
    const core::UniqueFd ruleset = create_ruleset(everything_of(version));
    if (!ruleset) return false;
    for (const char* place : library_places)
        allow_reading(ruleset.get(), place);
    int fd = ruleset.get();
    ::dl_iterate_phdr(allow_folder_of, &fd);
    return ::syscall(nr_restrict_self, ruleset.get(), 0) == 0;
}

}  // namespace photolibrary::process
