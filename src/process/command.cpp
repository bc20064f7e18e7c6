#include "process/command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
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

#include "core/process_generation.hpp"

namespace photolibrary::process {
namespace {

using namespace std::chrono_literals;

/// How often the end is looked for where there is no descriptor that tells it.
constexpr auto look_interval = 10ms;

constexpr std::chrono::milliseconds longest_wait = 24h;

/// Of one stream at a time: as much as a pipe can hold by default, so that a command that writes without end holds
/// nobody up, and one that has ended is drained in one go.
constexpr std::size_t drained_at_once = 1U << 20;

core::Failure not_started(const Command& command, int error) {
    const std::string program = command.argv.empty() ? "a command without a name" : command.argv.front();
    const std::string where = command.directory.empty() ? "" : " in " + command.directory;
    return {core::FailureReason::Internal,
            program + " cannot be started" + where + ": " + std::system_category().message(error)};
}

/// Every descriptor of ours gets a number above those the command will know, also where our own 0, 1 and 2 are closed:
/// dup2 in the child then overwrites none that is still needed.
int first_number_of_ours(const Command& command) {
    int first = 10;
    for (const auto& descriptor : command.descriptors)
        first = std::max(first, descriptor.theirs + 1);
    return first;
}

core::UniqueFd moved_up(int fd, int first) {
    return core::UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, first));
}

struct Pipe {
    core::UniqueFd read_end;  // does not block
    core::UniqueFd write_end;

    /// False: errno says why.
    bool open(int first) {
        int ends[2];
#ifdef __linux__
        if (::pipe2(ends, O_CLOEXEC) != 0) return false;
#else
        if (::pipe(ends) != 0) return false;
#endif
        const core::UniqueFd low_read_end(ends[0]), low_write_end(ends[1]);
        read_end = moved_up(ends[0], first);
        write_end = moved_up(ends[1], first);
        return read_end && write_end && ::fcntl(read_end.get(), F_SETFL, O_NONBLOCK) == 0;
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
    int start(const Command& command, pid_t& pid) const {
        if (error_ != 0) return error_;
        const auto argv = pointers(command.argv), environment = pointers(command.environment);
        return ::posix_spawn(&pid, argv.front(), &actions_, &attributes_, argv.data(), environment.data());
    }

  private:
    void note(int error) {
        if (error_ == 0) error_ = error;
    }

    void close_from(int first) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
        note(::posix_spawn_file_actions_addclosefrom_np(&actions_, first));
#else
        for (const auto& entry : std::filesystem::directory_iterator("/dev/fd")) {
            const int fd = std::stoi(entry.path().filename());
            if (fd >= first) note(::posix_spawn_file_actions_addclose(&actions_, fd));
        }
#endif
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

int poll_timeout(std::chrono::nanoseconds left) {
    const auto rounded_up = std::chrono::ceil<std::chrono::milliseconds>(left).count();
    return static_cast<int>(std::clamp<std::int64_t>(rounded_up, 0, INT_MAX));
}

}  // namespace

core::Outcome<RunningCommand> RunningCommand::start(const Command& command) {
    if (command.argv.empty() || !command.argv.front().starts_with('/')) return not_started(command, EINVAL);
    const int first = first_number_of_ours(command);
    Pipe output, errors;
    if ((command.capture_output && !output.open(first)) || !errors.open(first)) return not_started(command, errno);
    Spawn spawn;
    spawn.directory(command.directory);
    spawn.open_null(STDIN_FILENO, O_RDONLY);
    if (command.capture_output) {
        spawn.give(output.write_end.get(), STDOUT_FILENO);
    } else {
        spawn.open_null(STDOUT_FILENO, O_WRONLY);
    }
    spawn.give(errors.write_end.get(), STDERR_FILENO);
    std::vector<core::UniqueFd> given;
    std::vector<int> theirs;
    for (const auto& descriptor : command.descriptors) {
        given.push_back(moved_up(descriptor.ours, first));
        if (!given.back()) return not_started(command, errno);
        spawn.give(given.back().get(), descriptor.theirs);
        theirs.push_back(descriptor.theirs);
    }
    spawn.close_others(std::move(theirs));

    RunningCommand running;
    const int error = spawn.start(command, running.pid_);
    if (error != 0) {
        running.pid_ = -1;
        return not_started(command, error);
    }
    running.generation_ = core::process_generation();
    if (const PidFd low = PidFd::of(running.pid_)) running.pid_fd_ = PidFd(moved_up(low.fd(), first));
    running.output_ = {std::move(output.read_end), command.kept_bytes, {}};
    running.errors_ = {std::move(errors.read_end), command.kept_bytes, {}};
    return running;
}

RunningCommand::RunningCommand(RunningCommand&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      generation_(other.generation_),
      pid_fd_(std::move(other.pid_fd_)),
      status_(other.status_),
      output_(std::move(other.output_)),
      errors_(std::move(other.errors_)) {}

RunningCommand& RunningCommand::operator=(RunningCommand&& other) noexcept {
    if (this != &other) {
        end_at_once();
        pid_ = std::exchange(other.pid_, -1);
        generation_ = other.generation_;
        pid_fd_ = std::move(other.pid_fd_);
        status_ = other.status_;
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

bool RunningCommand::advance() {
    return wait(0ms);
}

bool RunningCommand::wait(std::chrono::milliseconds limit) {
    if (!status_) {
        if (!drain_until_end(limit)) return false;
        take_status();
    }
    output_.drain();
    errors_.drain();
    return true;
}

void RunningCommand::stop(std::chrono::milliseconds grace) {
    if (advance()) return;
    signal_group(SIGTERM);
    drain_until_end(grace);
    signal_group(SIGKILL);  // its number is not taken by another group: nobody has waited for it yet
    while (!wait(longest_wait)) {
    }
}

/// Without waiting for it: its number stays its own.
bool RunningCommand::has_ended() const noexcept {
    if (pid_fd_) return pid_fd_.has_ended();
    siginfo_t info{};
    const int result = ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
    return result == 0 ? info.si_pid == pid_ : errno == ECHILD;
}

bool RunningCommand::drain_until_end(std::chrono::milliseconds limit) {
    const auto end = Clock::now() + std::min(limit, longest_wait);
    for (;;) {
        if (has_ended()) return true;
        output_.drain();
        errors_.drain();
        std::array<pollfd, 3> entries{};
        nfds_t count = 0;
        for (const int fd : poll_descriptors())
            entries.at(count++) = {fd, POLLIN, 0};
        auto left = end - Clock::now();
        if (left <= 0ns) return false;
        if (!pid_fd_) left = std::min<Clock::duration>(left, look_interval);
        ::poll(entries.data(), count, poll_timeout(left));
    }
}

void RunningCommand::take_status() noexcept {
    status_.emplace();
    int status = 0;
    pid_t waited = 0;
    do {
        waited = ::waitpid(pid_, &status, 0);
    } while (waited < 0 && errno == EINTR);
    if (waited != pid_) return;  // SIGCHLD is ignored, or somebody else has waited for it
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
        keep(bytes.data(), static_cast<std::size_t>(count));
        taken += static_cast<std::size_t>(count);
    }
}

void RunningCommand::Stream::keep(const char* bytes, std::size_t count) {
    const std::size_t to_head = std::min(count, kept / 2 - text.head.size());
    text.head.append(bytes, to_head);
    text.tail.append(bytes + to_head, count - to_head);
    const std::size_t most = kept - kept / 2;
    if (text.tail.size() <= most) return;
    const std::size_t excess = text.tail.size() - most;
    text.tail.erase(0, excess);
    text.dropped += excess;
}

}  // namespace photolibrary::process
