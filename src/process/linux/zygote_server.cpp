#include "process/linux/zygote_server.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <list>
#include <map>
#include <utility>
#include <vector>

#include "process/linux/channel.hpp"
#include "process/linux/wire.hpp"
#include "process/pid_fd.hpp"

namespace photolibrary::process {

namespace {

constexpr int idle_ms = 2000;

struct Session {
    explicit Session(core::UniqueFd fd) : channel(core::PrivateFd(std::move(fd))) {}

    Channel channel;
    std::map<pid_t, std::uint32_t> children;  // not waited for yet: their numbers
};

/// Closes every descriptor but the standard ones and the child's socket, which becomes the first after them.
core::UniqueFd keep_only(core::UniqueFd fd) {
    constexpr int kept = STDERR_FILENO + 1;
    if (fd.get() != kept) {
        ::dup2(fd.get(), kept);
        static_cast<void>(fd.release());
    }
    if (::syscall(SYS_close_range, kept + 1, ~0U, 0) != 0) {
        for (int other = kept + 1; other < 1024; ++other)
            ::close(other);
    }
    static_cast<void>(fd.release());
    return core::UniqueFd(kept);
}

class ZygoteServer {
  public:
    ZygoteServer(core::UniqueFd control, ChildMain child_main)
        : control_(core::PrivateFd(std::move(control))), child_main_(child_main) {
        sigset_t ended;
        ::sigemptyset(&ended);
        ::sigaddset(&ended, SIGCHLD);
        ::pthread_sigmask(SIG_BLOCK, &ended, &unblocked_);
        child_ended_ = core::UniqueFd(::signalfd(-1, &ended, SFD_CLOEXEC | SFD_NONBLOCK));
    }

    bool greet(const std::string& identity) const {
        const PidFd self = PidFd::of(::getpid());
        const int fd = self.fd();
        return control_.send(WireWriter().put(ZygoteFrame::Hello).put(zygote_protocol).put_text(identity).bytes(),
                             {&fd, self ? 1U : 0U});
    }

    void serve() {
        while (const bool has_work = wait()) {
            static_cast<void>(has_work);
            reap();
            serve_sessions();
            if (!serve_control()) break;
        }
        for (Session& session : sessions_)
            kill_children(session);
    }

  private:
    /// Until something is to be done; false when nothing was for too long.
    bool wait() {
        std::vector<pollfd> waiting{{control_.fd(), POLLIN, 0}, {child_ended_.get(), POLLIN, 0}};
        bool idle = true;
        for (const Session& session : sessions_) {
            if (session.channel) waiting.push_back({session.channel.fd(), POLLIN, 0});
            idle = false;
        }
        const int ready = ::poll(waiting.data(), waiting.size(), idle ? idle_ms : -1);
        return ready != 0;
    }

    /// False when the process we serve is gone.
    bool serve_control() {
        Frame frame;
        for (;;) {
            const Channel::State state = control_.receive(frame);
            if (state == Channel::State::Closed) return false;
            if (state == Channel::State::Nothing) return true;
            if (frame.descriptors.size() != 1) return false;
            Session& session = sessions_.emplace_back(std::move(frame.descriptors.front()));
            session.channel.send(WireWriter().put(ZygoteFrame::Opened).bytes());
        }
    }

    void serve_sessions() {
        Frame frame;
        for (Session& session : sessions_) {
            while (session.channel) {
                const Channel::State state = session.channel.receive(frame);
                if (state == Channel::State::Nothing) break;
                if (state == Channel::State::Closed || !obey(session, frame)) {
                    kill_children(session);
                    session.channel.close();
                }
            }
        }
        sessions_.remove_if([](const Session& session) { return !session.channel && session.children.empty(); });
    }

    /// False for a frame that is none of ours.
    bool obey(Session& session, Frame& frame) {
        WireReader reader(frame.bytes);
        const auto kind = reader.take_enum<ZygoteFrame>(zygote_frame_count);
        const auto number = reader.take<std::uint32_t>();
        if (kind == ZygoteFrame::Kill && reader.finished()) {
            kill_child(session, number);
            return true;
        }
        ChildSettings settings;
        settings.memory = reader.take<std::uint64_t>();
        settings.threads = reader.take<std::uint32_t>();
        settings.nice = reader.take<std::uint32_t>();
        if (kind != ZygoteFrame::Fork || !reader.finished() || frame.descriptors.size() != 1) return false;
        return fork_for(session, frame, number, settings);
    }

    bool fork_for(Session& session, Frame& frame, std::uint32_t number, const ChildSettings& settings) {
        const pid_t parent = ::getpid();
        const pid_t pid = ::fork();
        const int error = errno;
        if (pid == 0) become_child(parent, std::move(frame.descriptors.front()), settings);
        frame.descriptors.clear();  // its end is the child's alone: when that closes, the other side shall see it
        if (pid < 0) {
            return session.channel.send(WireWriter().put(ZygoteFrame::NotForked).put(number).put(error).bytes());
        }
        // Before it can be waited for: so the descriptor is of this child and no other.
        const PidFd pid_fd = PidFd::of(pid);
        session.children.emplace(pid, number);
        const int fd = pid_fd.fd();
        return session.channel.send(WireWriter().put(ZygoteFrame::Forked).put(number).bytes(), {&fd, pid_fd ? 1U : 0U});
    }

    /// The sockets of this zygote have closed themselves in the fork.
    [[noreturn]] void become_child(pid_t parent, core::UniqueFd job_end, const ChildSettings& settings) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(0);
        core::UniqueFd fd = keep_only(std::move(job_end));
        ::pthread_sigmask(SIG_SETMASK, &unblocked_, nullptr);
        ::_exit(child_main_(std::move(fd), settings));
    }

    void reap() {
        signalfd_siginfo sink{};
        while (::read(child_ended_.get(), &sink, sizeof sink) > 0) {
        }
        int status = 0;
        for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;)
            report_end(pid, status);
    }

    void report_end(pid_t pid, int status) {
        for (Session& session : sessions_) {
            const auto child = session.children.find(pid);
            if (child == session.children.end()) continue;
            if (session.channel) {
                session.channel.send(WireWriter().put(ZygoteFrame::Ended).put(child->second).put(status).bytes());
            }
            session.children.erase(child);
            return;
        }
    }

    /// Only of those not waited for yet, whose ids nobody else can have.
    static void kill_child(const Session& session, std::uint32_t number) {
        for (const auto& [pid, its_number] : session.children)
            if (its_number == number) ::kill(pid, SIGKILL);
    }

    static void kill_children(const Session& session) {
        for (const auto& [pid, number] : session.children)
            ::kill(pid, SIGKILL);
    }

    Channel control_;
    ChildMain child_main_;
    sigset_t unblocked_{};
    core::UniqueFd child_ended_;
    std::list<Session> sessions_;
};

bool is_control_socket(int fd) {
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

/// What was started ends, and init adopts what goes on: nobody's wait() finds it.
void detach() {
    const pid_t pid = ::fork();
    if (pid < 0) std::perror("no other process may be started, see ulimit -u");
    if (pid != 0) ::_exit(pid < 0 ? 1 : 0);
    ::setsid();
}

}  // namespace

void serve_zygote(const std::string& identity, ChildMain child_main) {
    if (!is_control_socket(zygote_control_fd)) return;
    detach();
    ::fcntl(zygote_control_fd, F_SETFD, FD_CLOEXEC);
    // Who speaks too much to STDERR loses it; nobody waits for a reader.
    ::fcntl(STDERR_FILENO, F_SETFL, O_WRONLY | O_NONBLOCK);
    {
        ZygoteServer server((core::UniqueFd(zygote_control_fd)), child_main);
        if (server.greet(identity)) server.serve();
    }
    ::_exit(0);
}

}  // namespace photolibrary::process
