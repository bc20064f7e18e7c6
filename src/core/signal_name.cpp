#include "core/signal_name.hpp"

#include <array>
#include <csignal>
#include <utility>

namespace photolibrary::core {

std::string signal_name(int signal) {
    using namespace std::string_literals;
    // Those that end a process; sigabbrev_np() is newer than the oldest C library we build with.
    static const std::array names = {
        std::pair{SIGHUP, "SIGHUP"s},   std::pair{SIGINT, "SIGINT"s},   std::pair{SIGQUIT, "SIGQUIT"s},
        std::pair{SIGILL, "SIGILL"s},   std::pair{SIGTRAP, "SIGTRAP"s}, std::pair{SIGABRT, "SIGABRT"s},
        std::pair{SIGBUS, "SIGBUS"s},   std::pair{SIGFPE, "SIGFPE"s},   std::pair{SIGKILL, "SIGKILL"s},
        std::pair{SIGUSR1, "SIGUSR1"s}, std::pair{SIGSEGV, "SIGSEGV"s}, std::pair{SIGUSR2, "SIGUSR2"s},
        std::pair{SIGPIPE, "SIGPIPE"s}, std::pair{SIGALRM, "SIGALRM"s}, std::pair{SIGTERM, "SIGTERM"s},
        std::pair{SIGXCPU, "SIGXCPU"s}, std::pair{SIGXFSZ, "SIGXFSZ"s}, std::pair{SIGSYS, "SIGSYS"s},
    };
    for (const auto& [number, name] : names) {
        if (number == signal) return name;
    }
    return "signal " + std::to_string(signal);
}

}  // namespace photolibrary::core
