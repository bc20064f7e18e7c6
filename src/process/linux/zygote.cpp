#include "process/linux/zygote.hpp"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <csignal>
#include <mutex>
#include <utility>

#include "core/process_generation.hpp"
#include "process/command.hpp"
#include "process/linux/wire.hpp"

namespace photolibrary::process {

using core::Failure;
using core::FailureReason;
using core::Outcome;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

struct ZygoteSession::Shared {
    Shared(RunningCommand starter, Channel socket, PidFd process)
        : command(std::move(starter)), control(std::move(socket)), pid(std::move(process)) {}
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;

    ~Shared() { end(); }

    /// It leaves when its control socket closes; its children go with it.
    void end() noexcept {
        control.close();
        if (!wait_for_end(milliseconds(500))) {
            pid.send(SIGKILL);
            wait_for_end(milliseconds(500));
        }
        // Only where this process inherits orphans (the first one in a container, say) is it ours to wait for.
        siginfo_t info{};
        ::waitid(static_cast<idtype_t>(P_PIDFD), static_cast<id_t>(pid.fd()), &info, WEXITED | WNOHANG);
    }

    bool wait_for_end(milliseconds most) const noexcept {
        const Clock::time_point end = Clock::now() + most;
        while (!pid.has_ended()) {
            const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
            if (left.count() <= 0) return false;
            pollfd waiting{pid.fd(), POLLIN, 0};
            ::poll(&waiting, 1, static_cast<int>(left.count()));
        }
        return true;
    }

    std::mutex mutex;  // for command
    RunningCommand command;
    Channel control;
    PidFd pid;
};

namespace {

/// For a command to serve. One that hangs does not hold up the next for long. But on a machine that is very busy a good
/// one may be that slow: if none has served, those that were still running are started again, and waited for.
constexpr milliseconds patiences[] = {milliseconds(2'000), milliseconds(10'000)};
constexpr milliseconds answer_time(5'000);
constexpr std::size_t quoted_bytes = 400;

/// The end of what a program wrote, in one line: as many whole lines as fit, or the beginning of one that does not.
std::string quotable(std::string_view text) {
    text = text.substr(0, text.find_last_not_of(" \r\n") + 1);
    if (text.size() > quoted_bytes) {
        const std::size_t line_end = text.find('\n', text.size() - quoted_bytes - 1);
        const bool fits = line_end != text.npos;
        text = text.substr((fits ? line_end : text.rfind('\n')) + 1);
        if (!fits) text = text.substr(0, quoted_bytes);
    }
    std::string line;
    for (const char c : text) {
        const bool printable = std::isprint(static_cast<unsigned char>(c)) != 0;
        if (printable && (c != ' ' || (!line.empty() && line.back() != ' '))) line += c;
        if (!printable && !line.empty() && line.back() != ' ') line += ' ';
    }
    return line;
}

std::string quotable(RunningCommand& command) {
    command.advance();
    return quotable(command.errors().head + command.errors().tail);
}

/// Waits for one frame of the kind; false if it does not come in time.
bool await(const Channel& channel, ZygoteFrame kind, Frame& frame, milliseconds most) {
    const Clock::time_point end = Clock::now() + most;
    for (;;) {
        const Channel::State state = channel.receive(frame);
        if (state == Channel::State::Closed) return false;
        if (state == Channel::State::Frame) {
            return !frame.bytes.empty() && frame.bytes.front() == static_cast<std::byte>(kind);
        }
        const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
        if (left.count() <= 0) return false;
        pollfd waiting{channel.fd(), POLLIN, 0};
        ::poll(&waiting, 1, static_cast<int>(left.count()));
    }
}

Failure failed(std::string message) {
    return {FailureReason::Internal, std::move(message)};
}

}  // namespace

struct ZygoteStarter {
    using Shared = ZygoteSession::Shared;

    /// The zygote of one process. A child that PHP code forked makes its own: its parent's is not its business.
    struct Slot {
        const unsigned generation = core::process_generation();
        std::mutex mutex;
        std::shared_ptr<Shared> zygote;
    };

    static inline std::atomic<Slot*> current{nullptr};

    /// Null if this process has asked for none yet.
    static Slot* known_slot() {
        Slot* const known = current.load();
        return known != nullptr && known->generation == core::process_generation() ? known : nullptr;
    }

    static Slot& slot() {
        Slot* known = current.load();
        if (known != nullptr && known->generation == core::process_generation()) return *known;
        auto fresh = std::make_unique<Slot>();
        if (current.compare_exchange_strong(known, fresh.get())) known = fresh.release();
        return *known;
    }

    /// is_slow: whether it was still running when the time was over.
    static Outcome<std::shared_ptr<Shared>> start(const std::vector<std::string>& argv, const std::string& identity,
                                                  milliseconds patience, bool& is_slow) {
        auto [ours, theirs] = Channel::make_pair();
        Channel control(std::move(ours));
        Command command;
        command.argv = argv;
        command.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C", "MALLOC_ARENA_MAX=2", "VIPS_NOVECTOR=1"};
        command.directory = "/";
        command.descriptors = {{theirs.get(), zygote_control_fd}};
        command.capture_output = false;
        Outcome<RunningCommand> running = RunningCommand::start(command);
        if (!running) return std::move(running).failure();
        theirs.reset();

        Frame hello;
        if (!await(control, ZygoteFrame::Hello, hello, patience)) {
            is_slow = !running.value().wait(milliseconds(100));
            const std::string said = quotable(running.value());
            return failed(argv.front() + (said.empty() ? " did not start to serve" : ": " + said));
        }
        WireReader reader(hello.bytes);
        reader.take<std::uint8_t>();
        const bool same_protocol = reader.take<std::uint32_t>() == zygote_protocol;
        if (!same_protocol || reader.take_text(1024) != identity || !reader.finished()) {
            return failed(
                argv.front() +
                " loads another build of photolibrary than the one running here: restart PHP after an update");
        }
        if (hello.descriptors.size() != 1) return failed("this system cannot hold processes by descriptor (Linux 5.3)");
        running.value().wait(milliseconds(1000));  // what was started has forked the zygote, and ends
        return std::make_shared<Shared>(std::move(running).value(), std::move(control),
                                        PidFd(std::move(hello.descriptors.front())));
    }

    static Outcome<std::shared_ptr<Shared>> start(const ZygoteProgram& program) {
        struct Attempt {
            std::string failure;
            bool is_slow = true;
        };
        std::vector<Attempt> attempts(program.commands.size());
        for (const milliseconds patience : patiences) {
            for (std::size_t i = 0; i < attempts.size(); ++i) {
                if (!std::exchange(attempts[i].is_slow, false)) continue;
                const std::vector<std::string>& argv = program.commands[i];
                Outcome<std::shared_ptr<Shared>> zygote = start(argv, program.identity, patience, attempts[i].is_slow);
                if (zygote) return zygote;
                if (zygote.shortage() != nullptr) {
                    return failed("isolated processes cannot be started: " + zygote.failure().message +
                                  ". Raise the limits of this process (ulimit -n, ulimit -u).");
                }
                attempts[i].failure = program.explain && !attempts[i].is_slow ? program.explain(argv) : "";
                if (attempts[i].failure.empty()) attempts[i].failure = std::move(zygote).failure().message;
            }
        }
        std::string tried;
        for (const Attempt& attempt : attempts)
            tried += (tried.empty() ? "" : "; ") + attempt.failure;
        return failed("isolated processes cannot be started (" + (tried.empty() ? "no program is known" : tried) +
                      "). " + program.remedy);
    }

    static bool connect(const std::shared_ptr<Shared>& zygote, ZygoteSession& session) {
        auto [ours, theirs] = Channel::make_pair();
        session.channel_ = Channel(std::move(ours));
        session.zygote_ = zygote;
        const int fd = theirs.get();
        if (!zygote->control.send(WireWriter().put(ZygoteFrame::OpenSession).bytes(), {&fd, 1})) return false;
        theirs.reset();
        Frame answer;
        return await(session.channel_, ZygoteFrame::Opened, answer, answer_time);
    }
};

Outcome<ZygoteSession> ZygoteSession::open(const ZygoteProgram& program) {
    ZygoteStarter::Slot& slot = ZygoteStarter::slot();
    const std::lock_guard lock(slot.mutex);
    // The one that is there may just be leaving, for want of work, and another one may be killed by a stranger.
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (!slot.zygote) {
            Outcome<std::shared_ptr<Shared>> started = ZygoteStarter::start(program);
            if (!started) return std::move(started).failure();
            slot.zygote = std::move(started).value();
        }
        ZygoteSession session;
        if (ZygoteStarter::connect(slot.zygote, session)) return session;
        slot.zygote->pid.send(SIGKILL);
        slot.zygote.reset();
    }
    return failed(
        "isolated processes cannot be started: the process that forks them ends at once, or does not answer. " +
        program.remedy);
}

bool ZygoteSession::fork(std::uint32_t number, const core::PrivateFd& job_end,
                         const ChildSettings& settings) const noexcept {
    const int fd = job_end.get();
    return channel_.send(WireWriter().put(ZygoteFrame::Fork).put(number).put(settings).bytes(), {&fd, 1});
}

void ZygoteSession::kill(std::uint32_t number) const noexcept {
    channel_.send(WireWriter().put(ZygoteFrame::Kill).put(number).bytes());
}

std::optional<ZygoteSession::Event> ZygoteSession::next_event() const {
    Frame frame;
    const Channel::State state = channel_.receive(frame);
    if (state == Channel::State::Nothing) return std::nullopt;
    if (state == Channel::State::Closed) return Lost{};
    WireReader reader(frame.bytes);
    const auto kind = reader.take_enum<ZygoteFrame>(zygote_frame_count);
    const auto number = reader.take<std::uint32_t>();
    if (kind == ZygoteFrame::Forked && reader.finished()) {
        return Forked{number, frame.descriptors.empty() ? PidFd() : PidFd(std::move(frame.descriptors.front()))};
    }
    const auto value = reader.take<std::int32_t>();
    if (!reader.finished()) return Lost{};
    if (kind == ZygoteFrame::NotForked) return NotForked{number, value};
    if (kind == ZygoteFrame::Ended) return Ended{number, value};
    return Lost{};
}

void ZygoteSession::kill_zygote() const noexcept {
    zygote_->pid.send(SIGKILL);
}

std::string ZygoteSession::errors() const {
    const std::lock_guard lock(zygote_->mutex);
    return quotable(zygote_->command);
}

void end_zygote() noexcept {
    ZygoteStarter::Slot* const slot = ZygoteStarter::known_slot();
    if (slot == nullptr) return;
    const std::lock_guard lock(slot->mutex);
    // Each session holds it as well, and none can be opened meanwhile.
    if (slot->zygote.use_count() == 1) slot->zygote.reset();
}

}  // namespace photolibrary::process
