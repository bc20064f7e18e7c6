#include "process/start_ticks.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <string_view>

#include "core/unique_fd.hpp"

namespace photolibrary::process {
namespace {

constexpr int field_of_start = 22;  // of /proc/PID/stat, counted from 1
constexpr int field_behind_name = 3;

/// The name of a program may hold spaces and parentheses: fields are counted from behind it.
std::string_view start_field(std::string_view stat) noexcept {
    const std::size_t name_end = stat.rfind(')');
    if (name_end == std::string_view::npos || name_end + 2 > stat.size()) return {};
    stat.remove_prefix(name_end + 2);
    for (int field = field_behind_name; field < field_of_start; ++field) {
        const std::size_t space = stat.find(' ');
        if (space == std::string_view::npos) return {};
        stat.remove_prefix(space + 1);
    }
    return stat.substr(0, stat.find(' '));
}

/// As the kernel writes it into /proc.
std::uint64_t recorded_ticks(pid_t pid) noexcept {
    std::array<char, 32> path{};
    std::snprintf(path.data(), path.size(), "/proc/%d/stat", static_cast<int>(pid));
    const core::UniqueFd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
    if (!file) return 0;
    std::array<char, 1024> bytes;
    const ssize_t count = ::read(file.get(), bytes.data(), bytes.size());
    if (count <= 0) return 0;
    const std::string_view field = start_field({bytes.data(), static_cast<std::size_t>(count)});
    std::uint64_t ticks = 0;
    std::from_chars(field.data(), field.data() + field.size(), ticks);
    return ticks;
}

}  // namespace

std::uint64_t boot_ticks() noexcept {
    static const std::int64_t tick = 1'000'000'000 / std::max(::sysconf(_SC_CLK_TCK), 1L);
    timespec now{};
    if (::clock_gettime(CLOCK_BOOTTIME, &now) != 0) return 0;
    return static_cast<std::uint64_t>((std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec) / tick);
}

/// A tick is so long that most processes start in the one they were asked for: to read the file would cost more than
/// everything else that is done after the start.
std::uint64_t start_ticks(pid_t pid, std::uint64_t not_before) noexcept {
    return not_before != 0 && boot_ticks() == not_before ? not_before : recorded_ticks(pid);
}

}  // namespace photolibrary::process
