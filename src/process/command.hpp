#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/failure.hpp"
#include "core/unique_fd.hpp"
#include "process/pid_fd.hpp"

namespace photolibrary::process {

/// A program to run: argv only, never a shell.
struct Command {
    struct Descriptor {
        int ours;
        int theirs;
    };
    std::vector<std::string> argv;         ///< argv[0]: absolute path
    std::vector<std::string> environment;  ///< complete, "NAME=value"
    std::string directory;                 ///< to start in; empty: where we are
    /// Inherited besides 0, 1 and 2 (or, where theirs is one of these, instead of it); every other one is closed.
    std::vector<Descriptor> descriptors;
    bool capture_output = true;       ///< STDOUT: captured, or /dev/null
    std::size_t kept_bytes = 65'536;  ///< of each stream: half from its head, half from its tail
};

/// How it ended: by exit code, by signal, or (both absent) its status was taken by somebody else's wait.
struct ExitStatus {
    std::optional<int> code;
    std::optional<int> signal;
};

/// What a command wrote to a stream: all of it, or its head and its tail.
struct CapturedOutput {
    std::string head;
    std::string tail;
    std::uint64_t dropped = 0;  ///< bytes between them
};

/// A command that was started. Not for several threads at once. Of one that a fork made foreign, only the destructor
/// may be called: it leaves the command alone.
class RunningCommand {
  public:
    /// Starts it in a session and process group of its own, with all signals at their defaults and unblocked and STDIN
    /// from /dev/null. Fails with internal, naming the program and why it does not start.
    static core::Outcome<RunningCommand> start(const Command& command);

    RunningCommand(const RunningCommand&) = delete;
    RunningCommand& operator=(const RunningCommand&) = delete;
    RunningCommand(RunningCommand&& other) noexcept;
    RunningCommand& operator=(RunningCommand&& other) noexcept;
    /// Kills the group at once, unless status() is there already, and waits for the end.
    ~RunningCommand();

    pid_t pid() const noexcept { return pid_; }

    /// Descriptors to poll for POLLIN; call advance() when one is ready. Where the system has no pidfd, call it now and
    /// then as well: the end itself makes none ready.
    std::vector<int> poll_descriptors() const;

    /// Takes the output that is there, never blocks. True once the command has ended. Processes it left behind run on
    /// and may keep its streams open: what they write is taken by later calls.
    bool advance();

    /// Waits at most this long (and a day at most), taking output. True if it has ended.
    bool wait(std::chrono::milliseconds limit);

    /// Asks the group to end (SIGTERM); when the command has ended, or has not after this time, kills what is left of
    /// the group. Returns when the command has ended. Does nothing if it had ended by itself.
    void stop(std::chrono::milliseconds grace);

    /// Absent while it runs.
    const std::optional<ExitStatus>& status() const noexcept { return status_; }
    const CapturedOutput& output() const noexcept { return output_.text; }
    const CapturedOutput& errors() const noexcept { return errors_.text; }

  private:
    using Clock = std::chrono::steady_clock;

    struct Stream {
        core::UniqueFd fd;  // empty at its end, or if nothing is captured
        std::size_t kept = 0;
        CapturedOutput text;

        void drain();
        void keep(const char* bytes, std::size_t count);
    };

    RunningCommand() = default;
    bool has_ended() const noexcept;
    bool drain_until_end(std::chrono::milliseconds limit);
    void take_status() noexcept;
    void signal_group(int signal) const noexcept;
    void end_at_once() noexcept;

    pid_t pid_ = -1;
    unsigned generation_ = 0;  // of the process that started it
    PidFd pid_fd_;
    std::optional<ExitStatus> status_;
    Stream output_;
    Stream errors_;
};

}  // namespace photolibrary::process
