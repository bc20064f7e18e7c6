#include "process/command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/cloexec.hpp"
#include "core/process_generation.hpp"
#include "process/close_from.hpp"

namespace photolibrary::process {
namespace {

using namespace std::chrono_literals;

/// How often the end is looked for where there is no descriptor that tells it.
constexpr auto look_interval = 10ms;

constexpr std::chrono::milliseconds longest_wait = 24h;

/// Of one stream at a time: as much as a pipe can hold by default, so that a command that writes without end holds
/// nobody up, and one that has ended is drained in one go.
constexpr std::size_t drained_at_once = 1U << 20;

std::string text_of(int error) {
    return std::system_category().message(error);
}

/// The system does not tell what an error is about: the directory, if that cannot be entered, or the program.
std::string why_not(const Command& command, const std::string& program, int error) {
    const bool is_missing = error == ENOENT || error == ENOTDIR || error == EACCES || error == ELOOP;
    if (is_missing && !command.directory.empty() && ::access((command.directory + "/.").c_str(), X_OK) != 0)
        return ": the directory " + command.directory + " cannot be entered: " + text_of(errno);
    const std::string where = command.directory.empty() ? "" : " in " + command.directory;
    if (error == ENOENT && ::access("/dev/null", F_OK) != 0) return where + ": there is no /dev/null";
    if (error == ENOENT && ::access(program.c_str(), F_OK) == 0)
        return where + ": the interpreter that it names is missing: " + text_of(error);
    return where + ": " + text_of(error);
}

core::Failure not_started(const Command& command, int error) {
    const std::string program = command.argv.empty() ? "a command without a name" : command.argv.front();
    core::Failure failure{core::FailureReason::Internal,
                          program + " cannot be started" + why_not(command, program, error)};
    failure.is_shortage = error == EAGAIN || core::shortage(error, program);
    return failure;
}

/// The numbers that a command will know. A descriptor of ours must have none of them: dup2 in the child would overwrite
/// it while it is still needed.
class Numbers {
  public:
    explicit Numbers(const Command& command) {
        for (const auto& descriptor : command.descriptors) {
            theirs_.push_back(descriptor.theirs);
            above_all_ = std::max(above_all_, descriptor.theirs + 1);
        }
    }

    core::UniqueFd copy(int fd) const { return core::UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, above_all_)); }
    core::UniqueFd moved_away(core::UniqueFd fd) const { return is_theirs(fd.get()) ? copy(fd.get()) : std::move(fd); }
    bool is_theirs(int fd) const {
        return fd <= STDERR_FILENO || std::find(theirs_.begin(), theirs_.end(), fd) != theirs_.end();
    }
    const std::vector<int>& theirs() const noexcept { return theirs_; }

  private:
    std::vector<int> theirs_;
    int above_all_ = STDERR_FILENO + 1;
};

struct Pipe {
    enum class Ours { ReadEnd, WriteEnd };  // does not block

    core::UniqueFd read_end;
    core::UniqueFd write_end;

    /// False: errno says why.
    bool open(const Numbers& numbers, Ours ours = Ours::ReadEnd) {
        core::Pipe made = core::make_pipe();
        if (!made.read_end || !made.write_end) return false;
        read_end = numbers.moved_away(std::move(made.read_end));
        write_end = numbers.moved_away(std::move(made.write_end));
        const int own = ours == Ours::ReadEnd ? read_end.get() : write_end.get();
        return read_end && write_end && ::fcntl(own, F_SETFL, O_NONBLOCK) == 0;
    }
};

/// posix_spawn's description of a child. The first error is kept.
class Spawn {
  public:
    Spawn() {
        note(::posix_spawnattr_init(&attributes_));
        note(::posix_spawn_file_actions_init(&actions_));
        sigset_t all, none;
        ::sigfillset(&all);
        ::sigemptyset(&none);
        note(::posix_spawnattr_setsigdefault(&attributes_, &all));
        note(::posix_spawnattr_setsigmask(&attributes_, &none));
        constexpr int flags = POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
        note(::posix_spawnattr_setflags(&attributes_, static_cast<short>(flags)));
    }
    Spawn(const Spawn&) = delete;
    Spawn& operator=(const Spawn&) = delete;
    ~Spawn() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    void directory(const std::string& path) {
        if (!path.empty()) note(::posix_spawn_file_actions_addchdir_np(&actions_, path.c_str()));
    }
    void open_null(int theirs, int mode) {
        note(::posix_spawn_file_actions_addopen(&actions_, theirs, "/dev/null", mode, 0));
    }
    void give(int ours, int theirs) { note(::posix_spawn_file_actions_adddup2(&actions_, ours, theirs)); }

    /// Comes last. theirs: the numbers given, but 0, 1 and 2.
    void close_others(std::vector<int> theirs) {
        int next = 3;
        std::sort(theirs.begin(), theirs.end());
        for (const int fd : theirs) {
            for (; next < fd; ++next)
                note(::posix_spawn_file_actions_addclose(&actions_, next));
            next = std::max(next, fd + 1);
        }
        close_from(next);
    }

    /// The errno of what failed, 0: started.
    int start(const std::string& program, const std::vector<std::string>& argv,
              const std::vector<std::string>& environment, pid_t& pid) const {
        if (error_ != 0) return error_;
        return ::posix_spawn(&pid, program.c_str(), &actions_, &attributes_, pointers(argv).data(),
                             pointers(environment).data());
    }

  private:
    void note(int error) {
        if (error_ == 0) error_ = error;
    }

    void close_from(int first) {
        if (const std::optional<int> error = add_close_from(actions_, first)) return note(*error);
        for (const int fd : open_descriptors()) {
            if (fd < first || ::fcntl(fd, F_GETFD) < 0) continue;  // gone is that of the list's folder
            const int error = ::posix_spawn_file_actions_addclose(&actions_, fd);
            if (error != EBADF) note(error);  // it is above a limit that was set since: it cannot be named
        }
    }

    static std::vector<int> open_descriptors() {
        std::vector<int> list;
        for (const auto& entry : std::filesystem::directory_iterator("/dev/fd"))
            list.push_back(std::stoi(entry.path().filename()));
        return list;
    }

    static std::vector<char*> pointers(const std::vector<std::string>& texts) {
        std::vector<char*> list;
        list.reserve(texts.size() + 1);
        for (const std::string& text : texts)
            list.push_back(const_cast<char*>(text.c_str()));  // posix_spawn changes nothing
        list.push_back(nullptr);
        return list;
    }

    posix_spawnattr_t attributes_{};
    posix_spawn_file_actions_t actions_{};
    int error_ = 0;
};

/// Of an environment; empty if it has none.
std::string_view path_of(const std::vector<std::string>& environment) {
    constexpr std::string_view name = "PATH=";
    for (const std::string_view variable : environment) {
        if (variable.starts_with(name)) return variable.substr(name.size());
    }
    return {};
}

bool is_program(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

/// The first program of this name in the folders of a PATH. Empty if there is none.
std::string find_program(const std::string& name, std::string_view path) {
    while (!path.empty()) {
        const std::string_view folder = path.substr(0, path.find(':'));
        path.remove_prefix(std::min(path.size(), folder.size() + 1));
        if (!folder.starts_with('/')) continue;
        std::string candidate = std::string(folder) + '/' + name;
        if (is_program(candidate)) return candidate;
    }
    return {};
}

core::Outcome<std::string> program_of(const Command& command, const std::vector<std::string>& environment) {
    if (command.argv.empty() || command.argv.front().empty()) return not_started(command, EINVAL);
    const std::string& name = command.argv.front();
    if (name.starts_with('/')) return name;
    if (name.find('/') != std::string::npos) return not_started(command, EINVAL);
    std::string program = find_program(name, path_of(environment));
    if (program.empty()) return core::Failure{core::FailureReason::Internal, "command not found: " + name};
    return program;
}

/// SIGPIPE, of which a write to a pipe that nobody reads must not end PHP: it stays blocked meanwhile, and what it
/// leaves is taken away.
class NoBrokenPipe {
  public:
    NoBrokenPipe() noexcept : was_pending_(is_pending()) {
        sigset_t pipe = only();
        ::pthread_sigmask(SIG_BLOCK, &pipe, &previous_);
    }
    ~NoBrokenPipe() {
        if (!was_pending_ && is_pending()) {
            const sigset_t pipe = only();
            int taken = 0;
            ::sigwait(&pipe, &taken);
        }
        ::pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
    }
    NoBrokenPipe(const NoBrokenPipe&) = delete;
    NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

  private:
    static sigset_t only() noexcept {
        sigset_t set;
        ::sigemptyset(&set);
        ::sigaddset(&set, SIGPIPE);
        return set;
    }
    static bool is_pending() noexcept {
        sigset_t pending;
        ::sigpending(&pending);
        return ::sigismember(&pending, SIGPIPE) == 1;
    }

    bool was_pending_;
    sigset_t previous_{};
};

std::chrono::duration<double> seconds_of(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

int poll_timeout(std::chrono::nanoseconds left) {
    const auto rounded_up = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<std::int64_t>(rounded_up, 0, INT_MAX));
}

}  // namespace

core::Outcome<RunningCommand> RunningCommand::start(const Command& command) {
    return start(command, command.environment);
}

core::Outcome<RunningCommand> RunningCommand::start(const Command& command,
                                                    const std::vector<std::string>& environment) {
    const core::Outcome<std::string> program = program_of(command, environment);
    if (!program) return program.failure();
    const Numbers numbers(command);
    Pipe input, output, errors;
    const bool has_pipes = (!command.pipe_input || input.open(numbers, Pipe::Ours::WriteEnd)) &&
                           (!command.capture_output || output.open(numbers)) &&
                           (!command.capture_errors || errors.open(numbers));
    if (!has_pipes) return not_started(command, errno);
    Spawn spawn;
    spawn.directory(command.directory);
    if (command.pipe_input) {
        spawn.give(input.read_end.get(), STDIN_FILENO);
    } else {
        spawn.open_null(STDIN_FILENO, O_RDONLY);
    }
    if (command.capture_output) {
        spawn.give(output.write_end.get(), STDOUT_FILENO);
    } else {
        spawn.open_null(STDOUT_FILENO, O_WRONLY);
    }
    if (command.capture_errors) {
        spawn.give(errors.write_end.get(), STDERR_FILENO);
    } else {
        spawn.open_null(STDERR_FILENO, O_WRONLY);
    }
    std::vector<core::UniqueFd> copies;
    for (const auto& descriptor : command.descriptors) {
        int ours = descriptor.ours;
        if (numbers.is_theirs(ours)) {
            copies.push_back(numbers.copy(ours));
            ours = copies.back().get();
            if (ours < 0) return not_started(command, errno);
        }
        spawn.give(ours, descriptor.theirs);
    }
    spawn.close_others(numbers.theirs());

    RunningCommand running;
    const int error = spawn.start(program.value(), command.argv, environment, running.pid_);
    if (error != 0) {
        running.pid_ = -1;
        return not_started(command, error);
    }
    running.generation_ = core::process_generation();
    running.pid_fd_ = PidFd(core::above_standard_streams(PidFd::of(running.pid_).take()));
    running.input_.fd = std::move(input.write_end);
    running.output_ = {std::move(output.read_end), command.kept_bytes, command.output, {}};
    running.errors_ = {std::move(errors.read_end), command.kept_bytes, command.errors, {}};
    return running;
}

RunningCommand::RunningCommand(RunningCommand&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      generation_(other.generation_),
      pid_fd_(std::move(other.pid_fd_)),
      status_(other.status_),
      is_stopped_(other.is_stopped_),
      input_(std::move(other.input_)),
      output_(std::move(other.output_)),
      errors_(std::move(other.errors_)) {}

RunningCommand& RunningCommand::operator=(RunningCommand&& other) noexcept {
    if (this != &other) {
        end_at_once();
        pid_ = std::exchange(other.pid_, -1);
        generation_ = other.generation_;
        pid_fd_ = std::move(other.pid_fd_);
        status_ = other.status_;
        is_stopped_ = other.is_stopped_;
        input_ = std::move(other.input_);
        output_ = std::move(other.output_);
        errors_ = std::move(other.errors_);
    }
    return *this;
}

RunningCommand::~RunningCommand() {
    end_at_once();
}

std::vector<int> RunningCommand::poll_descriptors() const {
    std::vector<int> list;
    for (const int fd : {output_.fd.get(), errors_.fd.get(), status_ ? -1 : pid_fd_.fd()})
        if (fd >= 0) list.push_back(fd);
    return list;
}

int RunningCommand::input_descriptor() const noexcept {
    return input_.pending.empty() ? -1 : input_.fd.get();
}

void RunningCommand::write(std::string_view bytes) {
    if (!input_.fd) return;
    input_.pending.append(bytes);
    input_.flush();
}

void RunningCommand::end_input() {
    input_.is_ending = true;
    input_.flush();
}

bool RunningCommand::advance() {
    return wait(0ms);
}

bool RunningCommand::wait(std::chrono::milliseconds limit) {
    if (!status_) {
        if (!exchange_until_end(limit)) return false;
        if (is_stopped_)
            signal_group(SIGKILL);  // its number is not taken by another group: nobody has waited for it yet
        take_status();
        input_.fd.reset();
    }
    exchange();
    return true;
}

void RunningCommand::terminate(int signal) noexcept {
    stop_group(signal);
}

void RunningCommand::kill() noexcept {
    stop_group(SIGKILL);
}

void RunningCommand::stop_group(int signal) noexcept {
    if (status_ || (!is_stopped_ && has_ended())) return;  // what it left behind when it ended is not ours
    is_stopped_ = true;
    signal_group(signal);
}

void RunningCommand::stop(std::chrono::milliseconds grace) {
    if (advance()) return;
    terminate();
    if (wait(grace)) return;
    kill();
    while (!wait(longest_wait)) {
    }
}

/// What can be written and read without waiting.
void RunningCommand::exchange() {
    input_.flush();
    output_.drain();
    errors_.drain();
}

/// Without waiting for it: its number stays its own.
bool RunningCommand::has_ended() const noexcept {
    if (pid_fd_) return pid_fd_.has_ended();
    siginfo_t info{};
    const int result = ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
    return result == 0 ? info.si_pid == pid_ : errno == ECHILD;
}

bool RunningCommand::exchange_until_end(std::chrono::milliseconds limit) {
    const auto end = Clock::now() + std::min(limit, longest_wait);
    for (;;) {
        if (has_ended()) return true;
        exchange();
        std::array<pollfd, 4> entries{};
        nfds_t count = 0;
        for (const int fd : poll_descriptors())
            entries.at(count++) = {fd, POLLIN, 0};
        if (const int fd = input_descriptor(); fd >= 0) entries.at(count++) = {fd, POLLOUT, 0};
        auto left = end - Clock::now();
        if (left <= 0ns) return false;
        if (!pid_fd_) left = std::min<Clock::duration>(left, look_interval);
        ::poll(entries.data(), count, poll_timeout(left));
    }
}

void RunningCommand::take_status() noexcept {
    status_.emplace();
    int status = 0;
    rusage used{};
    pid_t waited = 0;
    do {
        waited = ::wait4(pid_, &status, 0, &used);
    } while (waited < 0 && errno == EINTR);
    if (waited != pid_) return;  // SIGCHLD is ignored, or somebody else has waited for it
    status_->cpu = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
    if (WIFEXITED(status)) status_->code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) status_->signal = WTERMSIG(status);
}

void RunningCommand::signal_group(int signal) const noexcept {
    ::kill(-pid_, signal);
}

void RunningCommand::end_at_once() noexcept {
    if (pid_ < 0 || status_ || generation_ != core::process_generation()) return;
    signal_group(SIGKILL);
    take_status();
}

void RunningCommand::Stream::drain() {
    std::array<char, std::size_t{64} * 1024> bytes;
    for (std::size_t taken = 0; fd && taken < drained_at_once;) {
        const ssize_t count = ::read(fd.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
        if (count <= 0) {
            fd.reset();
            return;
        }
        take({bytes.data(), static_cast<std::size_t>(count)});
        taken += static_cast<std::size_t>(count);
    }
}

void RunningCommand::Stream::take(std::string_view bytes) {
    keep(bytes);
    if (target.file >= 0 && file_error == 0) write_to_file(bytes);
    if (target.sink) target.sink(bytes);
}

void RunningCommand::Stream::write_to_file(std::string_view bytes) {
    const NoBrokenPipe no_signal;
    while (!bytes.empty()) {
        const ssize_t written = ::write(target.file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            file_error = written < 0 ? errno : ENOSPC;
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void RunningCommand::Stream::keep(std::string_view bytes) {
    const std::size_t to_head = std::min(bytes.size(), kept / 2 - text.head.size());
    text.head.append(bytes.substr(0, to_head));
    text.tail.append(bytes.substr(to_head));
    const std::size_t most = kept - kept / 2;
    if (text.tail.size() <= most) return;
    const std::size_t excess = text.tail.size() - most;
    text.tail.erase(0, excess);
    text.dropped += excess;
}

void RunningCommand::Input::flush() {
    if (!fd || (pending.empty() && !is_ending)) return;
    std::size_t written = 0;
    const NoBrokenPipe no_signal;
    while (fd && written < pending.size()) {
        const ssize_t count = ::write(fd.get(), pending.data() + written, pending.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
        if (count < 0) fd.reset();  // it reads no more
        written += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
    pending.erase(0, fd ? written : pending.size());
    if (is_ending && pending.empty()) fd.reset();
}

}  // namespace photolibrary::process
