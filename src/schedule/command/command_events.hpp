#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <variant>

#include "core/completion.hpp"
#include "schedule/job.hpp"

namespace photolibrary::schedule {

// What is told of commands besides their results. It is told in the order in which it happens, so what tells that a
// result is there comes last of its command.

struct CommandStarted {
    JobId id;
    pid_t pid;
    std::uint64_t start_ticks;  ///< 0: the system does not tell
};

struct CommandOutput {
    JobId id;
    std::string text;
    bool is_error;  ///< from STDERR
};

/// Its result is there to be taken.
struct CommandEnded {
    JobId id;
};

/// A time has come that somebody wanted to be woken at.
struct TimeHasCome {};

using CommandEvent = std::variant<CommandStarted, CommandOutput, CommandEnded, TimeHasCome>;
using CommandEvents = core::Completion<CommandEvent>;

}  // namespace photolibrary::schedule
