#pragma once

#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/private_fds.hpp"
#include "process/command.hpp"

namespace photolibrary::schedule {

/// A command to be run on behalf of a target, of which one at a time is worked on.
struct Action {
    using Seconds = std::chrono::duration<double>;

    std::string id;
    std::string target;
    std::vector<std::string> command;      ///< argv: a name that is looked up in PATH, or an absolute path first
    std::int64_t priority = 0;             ///< larger ones first
    std::string directory;                 ///< empty: where we are
    std::vector<std::string> environment;  ///< "NAME=value", in place of our own variables of these names
    std::optional<Seconds> timeout;
    int max_attempts = 1;
    std::vector<std::string> after;  ///< ids of those that must have ended ok before
    std::string output_file;         ///< for both streams, appended to; empty: head and tail of each are kept
    std::string lock_file;           ///< locked while the command runs; empty: none
    int stop_signal = SIGTERM;
    Seconds stop_grace{10};
};

/// How it ended, as far as the process goes.
enum class ActionOutcome : std::uint8_t {
    Ok,           ///< exit code 0
    Failed,       ///< another one, or a signal that was none of ours
    NotStarted,   ///< there is no such program, directory, or place for its output
    Timeout,      ///< we stopped it for its timeout
    Interrupted,  ///< we stopped it, for we were to stop at once
    Cancelled,    ///< we were to stop before it was started
    Skipped,      ///< one that it came after did not end ok
};

/// An action whose turn it is: what a stage does.
struct ActionStart {
    std::shared_ptr<const Action> action;
    std::shared_ptr<const std::vector<std::string>> environment;  ///< complete
    core::PrivateFd lock;  ///< on its lock file, and locked; empty if it has none
    bool tells_output = false;
};

/// What became of it: whatever that is, it is a result.
struct ActionEnd {
    ActionOutcome outcome = ActionOutcome::Ok;
    std::optional<int> code{};
    std::optional<int> signal{};
    std::chrono::duration<double> elapsed{0};
    std::chrono::duration<double> cpu{0};
    process::CapturedOutput output{};
    process::CapturedOutput errors{};
    std::uint64_t untold = 0;  ///< bytes of output that were not told, for too many waited to be taken
    std::string message{};     ///< one sentence, unless the outcome is Ok
};

}  // namespace photolibrary::schedule
