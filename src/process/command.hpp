#pragma once

#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
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
    /// Where a stream goes, besides the head and tail of it that are kept.
    struct Output {
        int file = -1;  ///< the caller's, written to where it stands (open it with O_APPEND); -1: none
        std::function<void(std::string_view bytes)> sink{};  ///< called by what takes output; empty: none
    };
    /// argv[0]: absolute path, or a name that is looked up in the PATH of its environment (absolute folders only).
    std::vector<std::string> argv;
    std::vector<std::string> environment;  ///< complete, "NAME=value"
    std::string directory;                 ///< to start in; empty: where we are
    /// Inherited besides 0, 1 and 2 (or, where theirs is one of these, instead of it); every other one is closed.
    std::vector<Descriptor> descriptors;
    bool pipe_input = false;          ///< STDIN: what write() gives, or /dev/null
    bool capture_output = true;       ///< STDOUT: captured, or /dev/null
    bool capture_errors = true;       ///< STDERR: captured, or /dev/null
    std::size_t kept_bytes = 65'536;  ///< of each stream: half from its head, half from its tail
    Output output;                    ///< of STDOUT
    Output errors;                    ///< of STDERR
};

/// How it ended: by exit code, by signal, or (both absent) its status was taken by somebody else's wait.
struct ExitStatus {
    std::optional<int> code;
    std::optional<int> signal;
    std::chrono::duration<double> cpu{0};  ///< of it and of those of its children that it has waited for
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
    /// Starts it in a session and process group of its own, with all signals at their defaults and unblocked. Fails
    /// with internal, naming the program and why it does not start.
    static core::Outcome<RunningCommand> start(const Command& command);
    /// With another environment than the command's own, likewise complete.
    static core::Outcome<RunningCommand> start(const Command& command, const std::vector<std::string>& environment);

    RunningCommand(const RunningCommand&) = delete;
    RunningCommand& operator=(const RunningCommand&) = delete;
    RunningCommand(RunningCommand&& other) noexcept;
    RunningCommand& operator=(RunningCommand&& other) noexcept;
    /// Kills the group at once, unless status() is there already, and waits for the end.
    ~RunningCommand();

    pid_t pid() const noexcept { return pid_; }
    /// Whether one of its descriptors tells the end.
    bool tells_end() const noexcept { return static_cast<bool>(pid_fd_); }

    /// Descriptors to poll for POLLIN; call advance() when one is ready. Where the system has no pidfd, call it now and
    /// then as well: the end itself makes none ready.
    std::vector<int> poll_descriptors() const;
    /// Descriptor to poll for POLLOUT, for the same reason; -1: nothing is left to be written.
    int input_descriptor() const noexcept;

    /// Bytes for STDIN: written as the command reads them, by whatever takes its output. Dropped once it has closed its
    /// STDIN or ended, which is its right. Precondition: Command::pipe_input.
    void write(std::string_view bytes);
    /// Nothing comes behind what was written: STDIN ends there.
    void end_input();

    /// Takes the output that is there and writes the input that there is room for, never blocks. True once the command
    /// has ended. Processes it left behind run on and may keep its streams open: what they write is taken by later
    /// calls.
    bool advance();

    /// Waits at most this long (and a day at most), taking output. True if it has ended.
    bool wait(std::chrono::milliseconds limit);

    /// Asks the group to end, or ends it at once (SIGKILL). Do not wait: advance() or wait() tell the end,
    /// and then kill what is left of the group. Do nothing if the command has ended.
    void terminate(int signal = SIGTERM) noexcept;
    void kill() noexcept;

    /// terminate(); when the command has ended, or has not after this time, kills what is left of
    /// the group. Returns when the command has ended. Does nothing if it had ended by itself.
    void stop(std::chrono::milliseconds grace);

    /// Absent while it runs.
    const std::optional<ExitStatus>& status() const noexcept { return status_; }
    const CapturedOutput& output() const noexcept { return output_.text; }
    const CapturedOutput& errors() const noexcept { return errors_.text; }
    /// errno of the first write to a file of its output that failed; 0: none did. Nothing is written to it after that.
    int file_error() const noexcept { return output_.file_error != 0 ? output_.file_error : errors_.file_error; }

  private:
    using Clock = std::chrono::steady_clock;

    struct Stream {
        core::UniqueFd fd;  // empty at its end, or if nothing is captured
        std::size_t kept = 0;
        Command::Output target;
        CapturedOutput text;
        int file_error = 0;

        void drain();
        void take(std::string_view bytes);
        void write_to_file(std::string_view bytes);
        void keep(std::string_view bytes);
    };

    struct Input {
        core::UniqueFd fd;    // empty once STDIN has ended
        std::string pending;  // not yet written
        bool is_ending = false;

        void flush();
    };

    RunningCommand() = default;
    bool has_ended() const noexcept;
    bool exchange_until_end(std::chrono::milliseconds limit);
    void take_status() noexcept;
    void exchange();
    void stop_group(int signal) noexcept;
    void signal_group(int signal) const noexcept;
    void end_at_once() noexcept;

    pid_t pid_ = -1;
    unsigned generation_ = 0;  // of the process that started it
    PidFd pid_fd_;
    std::optional<ExitStatus> status_;
    bool is_stopped_ = false;  // by us: nothing of its group may stay
    Input input_;
    Stream output_;
    Stream errors_;
};

}  // namespace photolibrary::process
