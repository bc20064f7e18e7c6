#include <gtest/gtest.h>

#ifdef __linux__

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <functional>
#include <sstream>
#include <thread>

#include "analysis/analyse.hpp"
#include "engine/image_fixtures.hpp"
#include "process/linux/landlock.hpp"
#include "process/linux/sandbox.hpp"
#include "process/linux/seccomp_filter.hpp"

namespace photolibrary::process {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool under_sanitizer = true;
#else
constexpr bool under_sanitizer = false;
#endif

constexpr std::uint64_t budget = 256U << 20;

struct Ended {
    int status = 0;      // as waitpid gives it
    std::string report;  // what the child wrote to the descriptor it was given

    int code() const { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
    int signal() const { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
};

/// Forks; the child acts, writes what it likes to the descriptor and ends.
Ended in_child(const std::function<void(int report)>& act) {
    int ends[2];
    EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        act(ends[1]);
        ::_exit(0);
    }
    ::close(ends[1]);
    Ended ended;
    std::array<char, 65536> buffer{};
    for (ssize_t got = 0; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
        ended.report.append(buffer.data(), static_cast<std::size_t>(got));
    ::close(ends[0]);
    EXPECT_EQ(::waitpid(child, &ended.status, 0), child);
    return ended;
}

Ended in_confined_child(const std::function<void(int report)>& act, std::uint64_t memory = budget) {
    return in_child([&](int report) {
        confine(memory);
        act(report);
    });
}

void write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written <= 0) ::_exit(99);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// Something a sandbox refuses, and the error by which it does.
struct Attempt {
    const char* name;
    std::function<long()> act;  // below 0: refused, errno says why
    std::vector<int> errors;
};

/// Tries all; reports those that were not refused as they should.
void try_all(int report, const std::vector<Attempt>& attempts) {
    for (const Attempt& attempt : attempts) {
        errno = 0;
        const long result = attempt.act();
        const int error = errno;
        const auto& wanted = attempt.errors;
        if (result < 0 && std::find(wanted.begin(), wanted.end(), error) != wanted.end()) continue;
        write_all(report, std::string(attempt.name) + " gives " + std::to_string(result) + ", errno " +
                              std::to_string(error) + '\n');
    }
}

/// All is refused, both in a child that is confined and in one with the filter of calls alone.
void expect_refused(const std::vector<Attempt>& attempts) {
    const Ended confined = in_confined_child([&](int report) { try_all(report, attempts); });
    EXPECT_EQ(confined.code(), 0);
    EXPECT_EQ(confined.report, "");
    const Ended filtered = in_child([&](int report) {
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (!install_seccomp_filter()) ::_exit(98);
        try_all(report, attempts);
    });
    EXPECT_EQ(filtered.code(), 0);
    EXPECT_EQ(filtered.report, "");
}

/// A file of this test's own, removed at the end.
class Scratch {
  public:
    Scratch() {
        char path[] = "/tmp/photolibrary_sandbox_XXXXXX";
        fd_ = ::mkstemp(path);
        path_ = path;
        EXPECT_EQ(::write(fd_, "content", 7), 7);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        ::close(fd_);
        ::unlink(path_.c_str());
    }
    const char* path() const { return path_.c_str(); }

  private:
    int fd_ = -1;
    std::string path_;
};

/// A process that must not be started: it would end at once.
long end_at_once(long process) {
    if (process == 0) ::_exit(97);
    return process;
}

TEST(Sandbox, SaysWhatIsActive) {
    const Ended ended = in_child([](int report) {
        for (const auto& name : names_of(confine(budget)))
            write_all(report, name + ' ');
    });
    std::string expected;
    for (const auto& name : names_of(available_confinement()))
        expected += name + ' ';
    EXPECT_EQ(ended.report, expected);
    EXPECT_EQ(names_of({}), std::vector<std::string>{});
    EXPECT_EQ(names_of({true, true, true, true}),
              (std::vector<std::string>{"no_new_privs", "landlock", "seccomp", "memory_limit"}));
}

// What the tests below rely on. A kernel without them runs the engine, but does not test it.
TEST(Sandbox, IsWholeOnTheMachineThatTestsIt) {
    const Confinement available = available_confinement();
    EXPECT_TRUE(available.no_new_privs);
    EXPECT_TRUE(available.landlock);
    EXPECT_TRUE(available.seccomp);
    EXPECT_EQ(available.memory_limit, !under_sanitizer);
}

TEST(Sandbox, RefusesToOpenFilesOutsideTheLibraries) {
    const Scratch scratch;
    const Ended ended = in_confined_child([&](int report) {
        try_all(report, {
                            {"/etc/passwd", [] { return ::open("/etc/passwd", O_RDONLY); }, {EACCES}},
                            {"/", [] { return ::open("/", O_RDONLY | O_DIRECTORY); }, {EACCES}},
                            {"a file in /tmp", [&] { return ::open(scratch.path(), O_RDONLY); }, {EACCES}},
                            {"/proc/self/mem", [] { return ::open("/proc/self/mem", O_RDONLY); }, {EACCES}},
                            {"/dev/shm", [] { return ::open("/dev/shm", O_RDONLY | O_DIRECTORY); }, {EACCES}},
                        });
        if (::open("/usr/lib", O_RDONLY | O_DIRECTORY) < 0) write_all(report, "/usr/lib");
        // Of the loaders of glibc and musl; the latter's is there where musl's headers are tested.
        for (const char* path : {"/etc/ld.so.cache", "/etc/ld-musl-x86_64.path", "/etc/ld-musl-aarch64.path"})
            if (::access(path, F_OK) == 0 && ::open(path, O_RDONLY) < 0) write_all(report, path);
    });
    EXPECT_EQ(ended.report, "");
    EXPECT_EQ(ended.code(), 0);
}

TEST(Sandbox, RefusesToWriteAndChangeFiles) {
    const Scratch scratch;
    const int file = ::open(scratch.path(), O_RDONLY | O_CLOEXEC);  // of our own: we may chmod it
    ASSERT_GE(file, 0);
    const char* path = scratch.path();
    const std::string other = std::string(path) + ".other";
    expect_refused({
        {"open for writing", [&] { return ::open(path, O_WRONLY); }, {EPERM}},
        {"open for both", [&] { return ::open(path, O_RDWR); }, {EPERM}},
        {"truncate by open", [&] { return ::open(path, O_RDONLY | O_TRUNC); }, {EPERM}},
        {"create", [&] { return ::open(other.c_str(), O_RDONLY | O_CREAT, 0600); }, {EPERM}},
        {"unnamed file", [] { return ::open("/tmp", O_TMPFILE | O_RDWR, 0600); }, {EPERM}},
        {"openat2", [&] { return ::syscall(437, AT_FDCWD, path, nullptr, 0); }, {ENOSYS}},
        {"truncate", [&] { return ::truncate(path, 0); }, {EPERM}},
        {"rename", [&] { return ::rename(path, other.c_str()); }, {EPERM}},
        {"link", [&] { return ::link(path, other.c_str()); }, {EPERM}},
        {"symlink", [&] { return ::symlink(path, other.c_str()); }, {EPERM}},
        {"unlink", [&] { return ::unlink(path); }, {EPERM}},
        {"mkdir", [&] { return ::mkdir(other.c_str(), 0700); }, {EPERM}},
        {"mkfifo", [&] { return ::mkfifo(other.c_str(), 0600); }, {EPERM}},
        {"chmod", [&] { return ::chmod(path, 0600); }, {EPERM}},
        {"fchmod", [&] { return ::fchmod(file, 0600); }, {EPERM}},
        {"fchown", [&] { return ::fchown(file, ::getuid(), ::getgid()); }, {EPERM}},
        {"futimens", [&] { return ::futimens(file, nullptr); }, {EPERM}},
        {"fsetxattr", [&] { return ::fsetxattr(file, "user.x", "y", 1, 0); }, {EPERM}},
        {"flock", [&] { return ::syscall(SYS_flock, file, 2); }, {EPERM}},
        {"lease", [&] { return ::fcntl(file, F_SETLEASE, F_RDLCK); }, {EPERM}},
    });
    ::close(file);
}

TEST(Sandbox, RefusesConnections) {
    expect_refused({
        {"socket inet", [] { return ::socket(AF_INET, SOCK_STREAM, 0); }, {EPERM}},
        {"socket unix", [] { return ::socket(AF_UNIX, SOCK_STREAM, 0); }, {EPERM}},
        {"socketpair",
         [] {
             int ends[2];
             return ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
         },
         {EPERM}},
        {"connect", [] { return ::connect(0, nullptr, 0); }, {EPERM}},
        {"bind", [] { return ::bind(0, nullptr, 0); }, {EPERM}},
        {"listen", [] { return ::listen(0, 1); }, {EPERM}},
        {"accept", [] { return ::accept(0, nullptr, nullptr); }, {EPERM}},
    });
}

TEST(Sandbox, RefusesProgramsAndProcesses) {
    char* const arguments[] = {nullptr};
    expect_refused({
        {"execve", [&] { return ::execve("/bin/true", arguments, arguments); }, {EPERM}},
        {"execveat", [&] { return ::syscall(SYS_execveat, 0, "/bin/true", arguments, arguments, 0); }, {EPERM}},
        {"fork", [] { return end_at_once(::fork()); }, {EPERM}},
        {"vfork", [] { return end_at_once(::vfork()); }, {EPERM}},
        {"clone",
         [] { return end_at_once(::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr)); },
         {EPERM}},
        {"clone3", [] { return end_at_once(::syscall(435, nullptr, 0)); }, {ENOSYS}},
    });
}

TEST(Sandbox, RefusesToTouchOtherProcesses) {
    rlimit limit{};
    const rlimit lower{10, 10};
    sched_param priority{};
    expect_refused({
        {"kill 0", [] { return ::kill(::getppid(), 0); }, {EPERM}},
        {"kill TERM", [] { return ::kill(::getppid(), SIGTERM); }, {EPERM}},
        {"kill its group", [] { return ::kill(0, 0); }, {EPERM}},
        {"kill all", [] { return ::kill(-1, 0); }, {EPERM}},
        {"tgkill", [] { return ::syscall(SYS_tgkill, ::getppid(), ::getppid(), 0); }, {EPERM}},
        {"tkill", [] { return ::syscall(SYS_tkill, ::getppid(), 0); }, {EPERM}},
        {"signals by I/O", [] { return ::fcntl(0, F_SETOWN, ::getppid()); }, {EPERM}},
        {"pidfd_open", [] { return ::syscall(434, ::getppid(), 0); }, {EPERM}},
        {"ptrace", [] { return ::syscall(SYS_ptrace, 16 /*ATTACH*/, ::getppid(), 0, 0); }, {EPERM}},
        {"process_vm_readv", [] { return ::syscall(SYS_process_vm_readv, ::getppid(), 0, 0, 0, 0, 0); }, {EPERM}},
        {"prlimit", [&] { return ::prlimit(::getppid(), RLIMIT_NOFILE, nullptr, &limit); }, {EPERM}},
        {"own limits", [&] { return ::prlimit(0, RLIMIT_NOFILE, &lower, nullptr); }, {EPERM}},
        {"setrlimit", [&] { return ::syscall(SYS_setrlimit, RLIMIT_NOFILE, &lower); }, {EPERM}},
        {"setpriority", [] { return ::setpriority(PRIO_PROCESS, static_cast<id_t>(::getppid()), 19); }, {EPERM}},
        {"scheduler", [&] { return ::sched_setscheduler(::getppid(), SCHED_OTHER, &priority); }, {EPERM}},
    });
}

TEST(Sandbox, RefusesWhatKernelsWereAttackedBy) {
    expect_refused({
        {"mount", [] { return ::syscall(SYS_mount, "", "/", "", 0, nullptr); }, {EPERM}},
        {"unshare", [] { return ::unshare(CLONE_NEWUSER); }, {EPERM}},
        {"setns", [] { return ::setns(0, 0); }, {EPERM}},
        {"bpf", [] { return ::syscall(SYS_bpf, 0, nullptr, 0); }, {EPERM}},
        {"io_uring_setup", [] { return ::syscall(425, 1, nullptr); }, {EPERM}},
        {"perf_event_open", [] { return ::syscall(SYS_perf_event_open, nullptr, 0, 0, 0, 0); }, {EPERM}},
        {"userfaultfd", [] { return ::syscall(SYS_userfaultfd, 0); }, {EPERM}},
        {"keyctl", [] { return ::syscall(SYS_keyctl, 0, 0, 0, 0, 0); }, {EPERM}},
        {"memfd_create", [] { return ::syscall(SYS_memfd_create, "", 0); }, {EPERM}},
        {"shmget", [] { return ::shmget(IPC_PRIVATE, 4096, 0600); }, {EPERM}},
        {"ioctl", [] { return ::syscall(SYS_ioctl, 0, 0x5412 /*TIOCSTI*/, ""); }, {ENOTTY}},
        {"a call to come", [] { return ::syscall(100'000); }, {ENOSYS}},
#ifdef __x86_64__
        {"x32 getpid", [] { return ::syscall(0x40000000 + SYS_getpid); }, {ENOSYS}},
#endif
    });
}

/// RLIMIT_DATA does not count these: 3 GiB of them could be touched.
TEST(Sandbox, RefusesMemoryThatIsNotCounted) {
    const auto map = [](int flags) {
        return [flags]() -> long {
            return ::mmap(nullptr, 1U << 20, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED ? -1 : 0;
        };
    };
    expect_refused({
        {"shared", map(MAP_SHARED | MAP_ANONYMOUS), {EPERM}},
        {"growing", map(MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN), {EPERM}},
    });
    const Ended ended = in_confined_child([&](int report) {
        if (map(MAP_PRIVATE | MAP_ANONYMOUS)() != 0) write_all(report, "no private memory");
        rlimit stack{};
        ::getrlimit(RLIMIT_STACK, &stack);
        if (stack.rlim_max > 8U << 20) write_all(report, "a stack without an end");
    });
    EXPECT_EQ(ended.report, "");
}

TEST(Sandbox, RefusesWhatNoDecoderNeeds) {
    expect_refused({
        {"outlive its parent", [] { return ::prctl(PR_SET_PDEATHSIG, 0); }, {EPERM}},
        {"be dumped", [] { return ::prctl(PR_SET_DUMPABLE, 1); }, {EPERM}},
        {"splice", [] { return ::syscall(SYS_splice, 0, nullptr, 1, nullptr, 1, 0); }, {EPERM}},
        {"vmsplice", [] { return ::syscall(SYS_vmsplice, 1, nullptr, 0, 0); }, {EPERM}},
        {"tee", [] { return ::syscall(SYS_tee, 0, 1, 1, 0); }, {EPERM}},
        {"io_setup", [] { return ::syscall(SYS_io_setup, 1, nullptr); }, {EPERM}},
        {"personality", [] { return ::syscall(SYS_personality, 0); }, {EPERM}},
        {"setsid", [] { return ::syscall(SYS_setsid); }, {EPERM}},
        {"sync", [] { return ::syscall(SYS_syncfs, 0); }, {EPERM}},
        {"inotify", [] { return ::syscall(SYS_inotify_init1, 0); }, {EPERM}},
        {"signalfd", [] { return ::syscall(SYS_signalfd4, -1, nullptr, 8, 0); }, {EPERM}},
        {"setitimer", [] { return ::syscall(SYS_setitimer, 0, nullptr, nullptr); }, {EPERM}},
        {"acct", [] { return ::syscall(SYS_acct, nullptr); }, {EPERM}},
#ifdef __x86_64__
        {"modify_ldt", [] { return ::syscall(SYS_modify_ldt, 0, nullptr, 0); }, {EPERM}},
        {"iopl", [] { return ::syscall(SYS_iopl, 3); }, {EPERM}},
#endif
    });
}

// Where the filter does not exist, Landlock still stands.
TEST(Sandbox, LandlockAloneRefusesFiles) {
    const Scratch scratch;
    const Ended ended = in_child([&](int report) {
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (!restrict_to_libraries()) ::_exit(98);
        try_all(report, {
                            {"read", [&] { return ::open(scratch.path(), O_RDONLY); }, {EACCES}},
                            {"write", [&] { return ::open(scratch.path(), O_WRONLY); }, {EACCES}},
                            {"unlink", [&] { return ::unlink(scratch.path()); }, {EACCES}},
                            {"create", [] { return ::open("/tmp/x", O_CREAT | O_WRONLY, 0600); }, {EACCES}},
                        });
    });
    EXPECT_EQ(ended.code(), 0);
    EXPECT_EQ(ended.report, "");
}

TEST(Sandbox, StartsThreads) {
    const Ended ended = in_confined_child([](int report) {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([report] { write_all(report, ::fork() < 0 ? "x" : "a thread is free"); });
        for (auto& thread : threads)
            thread.join();
    });
    EXPECT_EQ(ended.report, "xxxx");
    EXPECT_EQ(ended.code(), 0);
}

TEST(Sandbox, MayAbort) {
    const Ended ended = in_confined_child([](int) {
        ::signal(SIGABRT, SIG_DFL);
        std::raise(SIGABRT);
    });
    EXPECT_EQ(ended.signal(), SIGABRT);
}

TEST(Sandbox, LeavesNoCoreDump) {
    const Ended ended = in_confined_child([](int report) {
        rlimit limit{1, 1};
        ::getrlimit(RLIMIT_CORE, &limit);
        if (limit.rlim_max != 0 || ::prctl(PR_GET_DUMPABLE) != 0) write_all(report, "a core dump");
    });
    EXPECT_EQ(ended.report, "");
    EXPECT_EQ(ended.code(), 0);
}

TEST(Sandbox, MayEndItselfByATimer) {
    const Ended ended = in_confined_child([](int) {
        sigevent event{};
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGKILL;
        timer_t timer{};
        const itimerspec soon{{0, 0}, {0, 1'000'000}};
        if (::timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) ::_exit(1);
        if (::timer_settime(timer, 0, &soon, nullptr) != 0) ::_exit(2);
        for (;;)
            ::pause();
    });
    EXPECT_EQ(ended.signal(), SIGKILL);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // their own memory would count: no limit there
TEST(Sandbox, HasNoMoreThanItsMemory) {
    constexpr std::size_t block = 4U << 20, limit = 64U << 20;
    const Ended ended = in_confined_child(
        [](int report) {
            std::vector<std::unique_ptr<char[]>> blocks;
            try {
                while (blocks.size() < 100)
                    blocks.push_back(std::make_unique<char[]>(block));
            } catch (const std::bad_alloc&) {
                write_all(report, std::to_string(blocks.size()));
            }
        },
        limit);
    EXPECT_EQ(ended.code(), 0);
    ASSERT_NE(ended.report, "") << "400 MB were there";
    const int blocks = std::stoi(ended.report);
    EXPECT_LE(blocks, 16);
    EXPECT_GE(blocks, 14);
}
#endif

TEST(Sandbox, ReadsWhatIsOpenAndWhatItIsSent) {
    const Scratch before, sent;
    const int open_file = ::open(before.path(), O_RDONLY | O_CLOEXEC);
    int sockets[2];
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets), 0);
    char control[CMSG_SPACE(sizeof(int))] = {};
    char byte = 'x';
    iovec bytes{&byte, 1};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    *header = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
    const int passed = ::open(sent.path(), O_RDONLY | O_CLOEXEC);
    std::memcpy(CMSG_DATA(header), &passed, sizeof passed);
    ASSERT_EQ(::sendmsg(sockets[0], &message, 0), 1);

    const Ended ended = in_confined_child([&](int report) {
        char text[7];
        if (::pread(open_file, text, 7, 0) == 7) write_all(report, {text, 7});
        if (::recvmsg(sockets[1], &message, MSG_CMSG_CLOEXEC) != 1) ::_exit(1);
        int received = -1;
        std::memcpy(&received, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof received);
        if (::pread(received, text, 7, 0) == 7) write_all(report, {text, 7});
        message.msg_control = nullptr;
        message.msg_controllen = 0;
        if (::sendmsg(sockets[1], &message, MSG_NOSIGNAL) != 1) ::_exit(2);
    });
    EXPECT_EQ(ended.report, "contentcontent");
    EXPECT_EQ(ended.code(), 0);
    EXPECT_EQ(::recv(sockets[0], &byte, 1, MSG_DONTWAIT), 1);
    for (const int fd : {open_file, passed, sockets[0], sockets[1]})
        ::close(fd);
}

/// All that a caller sees of an analysis.
std::string text_of(const core::Outcome<analysis::Analysis>& outcome) {
    std::ostringstream text;
    if (!outcome) {
        text << core::to_string(outcome.failure().reason) << ": " << outcome.failure().message;
        return text.str();
    }
    const analysis::Analysis& analysis = outcome.value();
    text << std::hexfloat << analysis.width << 'x' << analysis.height;
    for (const auto& swatch : analysis.palette.swatches)
        text << ' ' << +swatch.color.red << ',' << +swatch.color.green << ',' << +swatch.color.blue << ':'
             << swatch.share;
    text << ' ' << analysis.palette.has_transparency << analysis.palette.monochrome << ' '
         << to_string(analysis.decode.decoder) << ' ' << analysis.decode.color_space << ' '
         << static_cast<int>(analysis.decode.gamut) << ' ' << analysis.bytes_read;
    return text.str();
}

std::vector<std::string> all_images() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(image::testing::fixture("")))
        if (entry.is_regular_file() && entry.file_size() > 0) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

/// One line for each image. The files are opened before anything is confined.
std::string analyse_all(std::span<const std::string> names, int report, bool confined) {
    std::vector<core::Blob> blobs;
    for (const auto& name : names)
        blobs.push_back(core::Blob::open(image::testing::fixture(name), UINT64_MAX).value());
    if (confined) confine(budget);
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += names[i] + ' ' + text_of(analysis::analyse(blobs[i], analysis::Options{}, {})) + '\n';
    if (report >= 0) write_all(report, text);
    return text;
}

// Every generated image, whatever becomes of it: HEIC, AVIF and JPEG XL load their decoders inside and start threads.
TEST(Sandbox, ChangesNoPalette) {
    const std::vector<std::string> names = all_images();
    ASSERT_GT(names.size(), 80U);
    // As many as may be open at once. The parent analyses last: a process with the threads of libvips should not fork.
    std::string inside;
    constexpr std::size_t at_once = 40;
    for (std::size_t from = 0; from < names.size(); from += at_once) {
        const auto some = std::span(names).subspan(from, std::min(at_once, names.size() - from));
        const Ended ended = in_child([&](int report) { analyse_all(some, report, true); });
        ASSERT_EQ(ended.status, 0) << "while at " << some.front() << " to " << some.back();
        inside += ended.report;
    }
    std::istringstream lines(inside), expected(analyse_all(names, -1, false));
    std::size_t palettes = 0;
    for (std::string line, outside; std::getline(expected, outside);) {
        ASSERT_TRUE(std::getline(lines, line));
        EXPECT_EQ(line, outside);
        palettes += outside.find("libvips") != std::string::npos ? 1 : 0;
    }
    EXPECT_GT(palettes, 20U) << "few of the images had to go to libvips";
}

}  // namespace
}  // namespace photolibrary::process

#endif
