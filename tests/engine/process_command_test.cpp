#include <gtest/gtest.h>

#ifdef __linux__

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>

#include "engine/temporary_file.hpp"
#include "process/command.hpp"
#include "process/pid_fd.hpp"

namespace photolibrary::process {
namespace {

using namespace std::chrono_literals;

constexpr auto long_enough = 60s;  // for anything that is to happen soon

Command shell(const std::string& script) {
    Command command;
    command.argv = {"/bin/sh", "-c", script};
    command.environment = {"PATH=/usr/bin:/bin", "LC_ALL=C"};
    return command;
}

RunningCommand started(const Command& command) {
    auto running = RunningCommand::start(command);
    if (!running) throw std::runtime_error(running.failure().message);
    return std::move(running).value();
}

RunningCommand finished(const Command& command) {
    RunningCommand running = started(command);
    if (!running.wait(long_enough)) throw std::runtime_error("the command does not end");
    return running;
}

std::string error_of(const Command& command) {
    const auto running = RunningCommand::start(command);
    if (running) return "it started";
    EXPECT_EQ(running.failure().reason, core::FailureReason::Internal);
    return running.failure().message;
}

/// Takes output until this has come.
void wait_for_output(RunningCommand& running, const std::string& text) {
    while (running.output().head.find(text) == std::string::npos) {
        std::vector<pollfd> entries;
        for (const int fd : running.poll_descriptors())
            entries.push_back({fd, POLLIN, 0});
        ASSERT_GT(::poll(entries.data(), entries.size(), 60'000), 0) << "it does not say " << text;
        running.advance();
    }
}

/// A process by descriptor, for this test, also where PidFd cannot have one.
core::UniqueFd watched(pid_t pid) {
    return core::UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

bool ends_within(const core::UniqueFd& process, int milliseconds) {
    pollfd entry{process.get(), POLLIN, 0};
    return ::poll(&entry, 1, milliseconds) == 1;
}

/// A zombie that nobody waits for has ended too.
void expect_end_of(const core::UniqueFd& process) {
    ASSERT_TRUE(process);
    EXPECT_TRUE(ends_within(process, 60'000)) << "it lives on";
}

bool has_pid_fds() {
    return static_cast<bool>(PidFd::of(::getpid()));
}

/// Runs something in a forked child, whose process-wide settings it may change. It returns what went wrong.
void expect_in_child(const std::function<std::string()>& act) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const int report = ::fcntl(ends[1], F_DUPFD_CLOEXEC, 50);
        std::string wrong;
        try {
            wrong = act();
        } catch (const std::exception& error) {
            wrong = error.what();
        }
        ::_exit(::write(report, wrong.data(), wrong.size()) == static_cast<ssize_t>(wrong.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::array<char, 4096> buffer{};
    const ssize_t count = ::read(ends[0], buffer.data(), buffer.size());
    ::close(ends[0]);
    EXPECT_EQ(std::string(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))), "");
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
}

TEST(PidFd, TellsTheEndOfAProcess) {
    if (!has_pid_fds()) GTEST_SKIP() << "no descriptors of processes on this platform";
    const pid_t child = ::fork();
    if (child == 0) {
        for (;;)
            ::pause();
    }
    const PidFd process = PidFd::of(child);
    ASSERT_TRUE(process);
    EXPECT_FALSE(process.has_ended());
    EXPECT_TRUE(process.send(SIGKILL));
    expect_end_of(watched(child));
    EXPECT_TRUE(process.has_ended());
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(WTERMSIG(status), SIGKILL);
    EXPECT_TRUE(process.has_ended()) << "it is still the same process, whoever has its number now";
    EXPECT_FALSE(process.send(SIGKILL));
    EXPECT_EQ(errno, ESRCH);
    EXPECT_FALSE(PidFd::of(child));
    EXPECT_EQ(errno, ESRCH);
}

TEST(PidFd, MayBeEmpty) {
    const PidFd none;
    EXPECT_FALSE(none);
    EXPECT_FALSE(none.has_ended());
    EXPECT_FALSE(none.send(SIGKILL));
}

TEST(Command, GivesExitCodeAndBothStreams) {
    const RunningCommand running = finished(shell("echo out; echo err >&2; exit 7"));
    ASSERT_TRUE(running.status());
    EXPECT_EQ(running.status()->code, 7);
    EXPECT_EQ(running.status()->signal, std::nullopt);
    EXPECT_EQ(running.output().head, "out\n");
    EXPECT_EQ(running.errors().head, "err\n");
    EXPECT_EQ(running.output().tail, "");
    EXPECT_EQ(running.output().dropped, 0U);
}

TEST(Command, GivesTheSignal) {
    const RunningCommand running = finished(shell("kill -SEGV $$"));
    EXPECT_EQ(running.status()->signal, SIGSEGV);
    EXPECT_EQ(running.status()->code, std::nullopt);
}

TEST(Command, PassesArgumentsAsTheyAre) {
    Command command;
    command.argv = {"/usr/bin/printf", "%s|", "a b", "$HOME;`id`", "", "\"'\\"};
    EXPECT_EQ(finished(command).output().head, "a b|$HOME;`id`||\"'\\|");
}

TEST(Command, KeepsHeadAndTailOfMuchOutput) {
    Command command = shell("echo first; yes x | head -c 3000000; echo last; (yes e | head -c 200000) >&2");
    command.kept_bytes = 1001;
    const RunningCommand running = finished(command);
    EXPECT_EQ(running.status()->code, 0);
    const CapturedOutput& output = running.output();
    EXPECT_EQ(output.head.size(), 500U);
    EXPECT_EQ(output.tail.size(), 501U);
    EXPECT_TRUE(output.head.starts_with("first\nx\nx\n"));
    EXPECT_TRUE(output.tail.ends_with("x\nlast\n"));
    EXPECT_EQ(output.head.size() + output.dropped + output.tail.size(), 3'000'000U + 6 + 5);
    EXPECT_EQ(running.errors().head.size() + running.errors().dropped + running.errors().tail.size(), 200'000U);
}

TEST(Command, KeepsAllOfAsMuchAsItMay) {
    Command command = shell("printf 0123456789");
    command.kept_bytes = 10;
    const RunningCommand all = finished(command);
    EXPECT_EQ(all.output().head + all.output().tail, "0123456789");
    EXPECT_EQ(all.output().dropped, 0U);
    command.kept_bytes = 0;
    EXPECT_EQ(finished(command).output().dropped, 10U);
}

TEST(Command, IsNotHeldUpByOneThatNeverStopsWriting) {
    RunningCommand running = started(shell("exec yes"));
    while (running.output().dropped == 0)
        ASSERT_FALSE(running.advance());
    EXPECT_FALSE(running.wait(20ms));
    running.stop(long_enough);
    EXPECT_EQ(running.status()->signal, SIGTERM);
}

TEST(Command, WaitsNoLongerThanAsked) {
    RunningCommand running = started(shell("exec sleep 600"));
    EXPECT_FALSE(running.wait(20ms));
    EXPECT_FALSE(running.status());
    EXPECT_FALSE(running.advance());
}

TEST(Command, ItsDescriptorsTellWhenToAdvance) {
    if (!has_pid_fds()) GTEST_SKIP() << "no descriptors of processes on this platform";
    RunningCommand running = started(shell("sleep 0.1; echo hello; sleep 0.1; exit 3"));
    wait_for_output(running, "hello");
    while (!running.advance()) {
        std::vector<pollfd> entries;
        for (const int fd : running.poll_descriptors())
            entries.push_back({fd, POLLIN, 0});
        ASSERT_GT(::poll(entries.data(), entries.size(), 60'000), 0);
    }
    EXPECT_EQ(running.status()->code, 3);
    EXPECT_TRUE(running.poll_descriptors().empty());
}

TEST(Command, MayEndInPeaceWhenStopped) {
    RunningCommand running = started(shell("trap 'echo bye; exit 5' TERM; echo ready; while :; do sleep 0.01; done"));
    wait_for_output(running, "ready");
    running.stop(long_enough);
    EXPECT_EQ(running.status()->code, 5);
    EXPECT_EQ(running.output().head, "ready\nbye\n");
}

TEST(Command, IsKilledWhenItIgnoresTheStop) {
    RunningCommand running = started(shell("trap '' TERM; echo ready; while :; do sleep 600; done"));
    wait_for_output(running, "ready");
    const auto start = std::chrono::steady_clock::now();
    running.stop(100ms);
    EXPECT_GE(std::chrono::steady_clock::now() - start, 100ms);
    EXPECT_EQ(running.status()->signal, SIGKILL);
}

TEST(Command, StopReachesWhatTheCommandStarted) {
    // The shell obeys, its child does not.
    RunningCommand running =
        started(shell("(trap '' TERM; echo ready; while :; do sleep 600; done) & echo $!. ; wait"));
    wait_for_output(running, ".");
    wait_for_output(running, "ready");
    const std::string& head = running.output().head;
    const core::UniqueFd grandchild = watched(std::stoi(head.substr(head.starts_with("ready") ? 6 : 0)));
    EXPECT_FALSE(ends_within(grandchild, 0));
    running.stop(long_enough);
    EXPECT_EQ(running.status()->signal, SIGTERM);
    expect_end_of(grandchild);
}

TEST(Command, EndsWithItsHandle) {
    core::UniqueFd child, grandchild;
    {
        RunningCommand running = started(shell("sleep 600 & echo $!. ; wait"));
        wait_for_output(running, ".");
        child = watched(running.pid());
        grandchild = watched(std::stoi(running.output().head));
        EXPECT_FALSE(ends_within(grandchild, 0));
    }
    EXPECT_LT(::syscall(SYS_pidfd_send_signal, child.get(), 0, nullptr, 0), 0) << "nobody has waited for it";
    expect_end_of(grandchild);
}

TEST(Command, MayLeaveProcessesBehind) {
    RunningCommand running = started(shell("(read line; sleep 0.2; echo later; exec sleep 600) & echo now"));
    ASSERT_TRUE(running.wait(long_enough)) << "only the end of its output is waited for";
    EXPECT_EQ(running.status()->code, 0);
    wait_for_output(running, "later");
    const pid_t group = running.pid();
    running.stop(0ms);
    EXPECT_EQ(::kill(-group, 0), 0) << "what a command left behind when it ended is not ours";
    ::kill(-group, SIGKILL);
}

TEST(Command, MayBeStoppedWithoutWaiting) {
    RunningCommand running =
        started(shell("(trap '' TERM; echo ready; while :; do sleep 600; done) & echo $!. ; wait"));
    wait_for_output(running, ".");
    wait_for_output(running, "ready");
    const std::string& head = running.output().head;
    const core::UniqueFd grandchild = watched(std::stoi(head.substr(head.starts_with("ready") ? 6 : 0)));
    running.terminate();
    ASSERT_TRUE(running.wait(long_enough));
    EXPECT_EQ(running.status()->signal, SIGTERM);
    expect_end_of(grandchild);
}

TEST(Command, MayBeKilledWithoutWaiting) {
    RunningCommand running = started(shell("trap '' TERM; echo ready; while :; do sleep 600; done"));
    wait_for_output(running, "ready");
    running.terminate();
    EXPECT_FALSE(running.wait(50ms)) << "it ignores that";
    running.kill();
    ASSERT_TRUE(running.wait(long_enough));
    EXPECT_EQ(running.status()->signal, SIGKILL);
}

TEST(Command, OneThatHasEndedIsNotStopped) {
    RunningCommand running = started(shell("(read line; exec sleep 600) & echo now"));
    expect_end_of(watched(running.pid()));
    running.terminate();
    running.kill();
    ASSERT_TRUE(running.wait(long_enough));
    EXPECT_EQ(running.status()->code, 0);
    const pid_t group = running.pid();
    EXPECT_EQ(::kill(-group, 0), 0) << "what a command left behind when it ended is not ours";
    ::kill(-group, SIGKILL);
}

TEST(Command, GivesItsOutputToASink) {
    std::string output, errors;
    Command command = shell("i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done; echo wrong >&2");
    command.kept_bytes = 100;
    command.output.sink = [&](std::string_view bytes) { output += bytes; };
    command.errors.sink = [&](std::string_view bytes) { errors += bytes; };
    const RunningCommand running = finished(command);
    EXPECT_EQ(output.size(), 28'890U);
    EXPECT_TRUE(output.ends_with("line 2998\nline 2999\n"));
    EXPECT_EQ(errors, "wrong\n");
    EXPECT_EQ(running.output().tail, output.substr(output.size() - 50));
    EXPECT_EQ(running.output().dropped, output.size() - 100);
}

TEST(Command, AppendsItsOutputToAFile) {
    const photolibrary::testing::TemporaryFile file("before\n");
    const core::UniqueFd log(::open(file.path().c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    Command command = shell("echo out; echo wrong >&2");
    command.output.file = log.get();
    EXPECT_EQ(finished(command).file_error(), 0);
    EXPECT_EQ(file.content(), "before\nout\n");
    command.errors.file = log.get();
    EXPECT_EQ(finished(command).errors().head, "wrong\n");
    EXPECT_EQ(file.content().size(), std::string("before\nout\nout\nwrong\n").size());
}

TEST(Command, TellsThatAFileCannotBeWritten) {
    const core::UniqueFd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    Command command = shell("echo out");
    command.output.file = full.get();
    const RunningCommand running = finished(command);
    EXPECT_EQ(running.file_error(), ENOSPC);
    EXPECT_EQ(running.output().head, "out\n");
}

TEST(Command, ReadsWhatItIsGiven) {
    Command command = shell("cat");
    command.pipe_input = true;
    RunningCommand running = started(command);
    const std::string text(1'000'000, 'x');  // more than a pipe holds, each way
    std::string output;
    running.write("first ");
    running.write(text);
    EXPECT_GE(running.input_descriptor(), 0);
    running.end_input();
    ASSERT_TRUE(running.wait(long_enough));
    EXPECT_EQ(running.status()->code, 0);
    EXPECT_EQ(running.input_descriptor(), -1);
    EXPECT_EQ(running.output().head.substr(0, 8), "first xx");
    EXPECT_EQ(running.output().head.size() + running.output().dropped + running.output().tail.size(), 1'000'006U);
}

TEST(Command, NeedNotReadWhatItIsGiven) {
    Command command = shell("exec <&-; echo closed; read line; exit 3");
    command.pipe_input = true;
    RunningCommand running = started(command);
    wait_for_output(running, "closed");
    struct sigaction previous {};
    ::sigaction(SIGPIPE, nullptr, &previous);
    EXPECT_EQ(previous.sa_handler, SIG_DFL) << "else this shows nothing";
    running.write(std::string(100'000, 'x'));
    running.end_input();
    ASSERT_TRUE(running.wait(long_enough));
    EXPECT_NE(running.status()->code, 0);
    EXPECT_EQ(running.input_descriptor(), -1);
}

TEST(Command, IsFoundInThePathOfItsEnvironment) {
    Command command = shell("echo found");
    command.argv.front() = "sh";
    command.environment = {"LC_ALL=C", "PATH=:relative:/no/such/folder:/usr/bin:/bin"};
    EXPECT_EQ(finished(command).output().head, "found\n");
    command.environment = {"PATH=/no/such/folder"};
    EXPECT_EQ(error_of(command), "command not found: sh");
    command.environment = {};
    EXPECT_EQ(error_of(command), "command not found: sh");
    command.argv.front() = "passwd";
    command.environment = {"PATH=/etc"};
    EXPECT_EQ(error_of(command), "command not found: passwd") << "a file that may not be executed is none";
}

TEST(Command, MayBeMoved) {
    RunningCommand first = started(shell("exec sleep 600"));
    const core::UniqueFd process = watched(first.pid());
    RunningCommand second = std::move(first);
    EXPECT_FALSE(second.advance());
    second = started(shell("echo hello"));
    expect_end_of(process);
    EXPECT_TRUE(second.wait(long_enough));
    EXPECT_EQ(second.output().head, "hello\n");
}

TEST(Command, NamesWhatDoesNotStart) {
    Command command;
    EXPECT_EQ(error_of(command), "a command without a name cannot be started: Invalid argument");
    command.argv = {"bin/sh"};
    EXPECT_EQ(error_of(command), "bin/sh cannot be started: Invalid argument");
    command.argv = {"/no/such/program"};
    EXPECT_EQ(error_of(command), "/no/such/program cannot be started: No such file or directory");
    command.argv = {"/etc/passwd"};
    EXPECT_EQ(error_of(command), "/etc/passwd cannot be started: Permission denied");
    command = shell("true");
    command.directory = "/no/such/folder";
    EXPECT_EQ(error_of(command),
              "/bin/sh cannot be started: the directory /no/such/folder cannot be entered: No such file or directory");
    command = shell("true");
    command.descriptors = {{999, 3}};
    EXPECT_EQ(error_of(command), "/bin/sh cannot be started: Bad file descriptor");
}

TEST(Command, StartsInItsFolderWithItsEnvironmentOnly) {
    Command command;
    command.argv = {"/usr/bin/env"};
    command.environment = {"A=1", "B=two words"};
    EXPECT_EQ(finished(command).output().head, "A=1\nB=two words\n");
    command.argv = {"/bin/pwd"};
    command.directory = "/usr";
    EXPECT_EQ(finished(command).output().head, "/usr\n");
}

std::string file_behind(int fd) {
    std::array<char, 200> path{};
    const ssize_t length = ::readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path.data(), path.size());
    return {path.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
}

TEST(Command, InheritsTheGivenDescriptorsOnly) {
    expect_in_child([]() -> std::string {
        // All of these would be inherited. Two change places, the third is not given.
        int pipes[3][2];
        for (int i = 0; i < 3; ++i) {
            if (::pipe(pipes[i]) != 0 || ::dup2(pipes[i][0], 40 + i) < 0) return "no pipe";
        }
        Command command = shell(
            "i=0; while [ $i -lt 100 ]; do [ ! -e /proc/$$/fd/$i ] || echo $i; i=$((i + 1)); done; "
            "for i in 0 5 40 41; do readlink /proc/$$/fd/$i; done");
        command.descriptors = {{40, 41}, {41, 40}, {pipes[1][0], 5}};
        const RunningCommand running = finished(command);
        const std::string expected = "0\n1\n2\n5\n40\n41\n/dev/null\n" + file_behind(41) + '\n' + file_behind(41) +
                                     '\n' + file_behind(40) + '\n';
        return running.output().head == expected ? "" : running.output().head + "instead of\n" + expected;
    });
}

TEST(Command, GivesAnotherStreamInsteadOfAStandardOne) {
    int ends[2];
    ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
    Command command = shell("echo out; echo err >&2");
    command.descriptors = {{ends[1], STDERR_FILENO}};
    const RunningCommand running = finished(command);
    EXPECT_EQ(running.output().head, "out\n");
    EXPECT_EQ(running.errors().head, "");
    char text[5] = {};
    EXPECT_EQ(::read(ends[0], text, 4), 4);
    EXPECT_STREQ(text, "err\n");
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST(Command, MayDiscardItsOutput) {
    Command command = shell("echo nothing; [ /proc/self/fd/1 -ef /dev/null ] && echo null >&2");
    command.capture_output = false;
    const RunningCommand running = finished(command);
    EXPECT_EQ(running.output().head, "");
    EXPECT_EQ(running.errors().head, "null\n");
}

TEST(Command, StartsWithDefaultSignalsInASessionOfItsOwn) {
    expect_in_child([]() -> std::string {
        sigset_t all;
        ::sigfillset(&all);
        ::sigprocmask(SIG_BLOCK, &all, nullptr);
        ::signal(SIGPIPE, SIG_IGN);
        ::signal(SIGTERM, SIG_IGN);
        Command command;
        command.argv = {"/bin/grep", "-E", "^(SigBlk|SigIgn|NSsid|NSpgid)", "/proc/self/status"};
        const RunningCommand running = finished(command);
        const std::string pid = std::to_string(running.pid());
        const std::string& output = running.output().head;
        if (output.find("SigBlk:\t0000000000000000\n") == std::string::npos) return "blocked: " + output;
        const auto ignored = std::stoull(output.substr(output.find("SigIgn:") + 7), nullptr, 16);
        const std::uint64_t of_libc = 0b11ULL << 31;  // the two signals that glibc keeps for itself
        if ((ignored & ~of_libc) != 0) return "ignored: " + output;
        if (output.find("NSpgid:\t" + pid) == std::string::npos) return "another group: " + output;
        if (output.find("NSsid:\t" + pid) == std::string::npos) return "another session: " + output;
        return "";
    });
}

TEST(Command, SurvivesTheLossOfItsStatus) {
    expect_in_child([]() -> std::string {
        ::signal(SIGCHLD, SIG_IGN);
        const RunningCommand ignored = finished(shell("echo hello; exit 3"));
        if (ignored.status()->code || ignored.status()->signal) return "a status that was lost is there";
        if (ignored.output().head != "hello\n") return "its output is lost as well";
        RunningCommand stopped = started(shell("exec sleep 600"));
        stopped.stop(long_enough);
        return stopped.status() && !stopped.status()->signal ? "" : "it did not stop";
    });
    RunningCommand running = started(shell("exit 3"));
    int status = 0;
    ASSERT_EQ(::waitpid(running.pid(), &status, 0), running.pid()) << "somebody else's wait";
    EXPECT_TRUE(running.wait(long_enough));
    EXPECT_EQ(running.status()->code, std::nullopt);
    EXPECT_EQ(running.status()->signal, std::nullopt);
}

/// What must work under all circumstances.
std::string works() {
    const RunningCommand both = finished(shell("echo out; echo err >&2; exit 3"));
    if (both.status()->code != 3) return "no exit code";
    if (both.output().head != "out\n" || both.errors().head != "err\n") return "no output";
    RunningCommand stopped = started(shell("trap '' TERM; echo ready; while :; do sleep 600; done"));
    if (stopped.wait(20ms)) return "it ends by itself";
    while (stopped.output().head.empty())
        stopped.advance();
    stopped.stop(20ms);
    if (stopped.status()->signal != SIGKILL) return "it does not stop";
    const int file = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
    Command given = shell("head -c 3 <&3 | wc -c");
    given.descriptors = {{file, 3}};
    if (finished(given).output().head != "3\n") return "no descriptor";
    ::close(file);
    return "";
}

TEST(Command, WorksWithStandardDescriptorsClosed) {
    expect_in_child([] {
        for (const int fd : {0, 1, 2})
            ::close(fd);
        return works();
    });
}

TEST(Command, WorksWithFewDescriptors) {
    expect_in_child([] {
        const rlimit few{64, 64};
        ::setrlimit(RLIMIT_NOFILE, &few);
        std::string wrong;
        for (int i = 0; i < 30 && wrong.empty(); ++i)  // none is lost
            wrong = works();
        return wrong;
    });
}

TEST(Command, SaysThatNoDescriptorIsLeft) {
    expect_in_child([]() -> std::string {
        while (::dup(0) >= 0) {
        }
        const auto running = RunningCommand::start(shell("true"));
        if (running) return "it started";
        const std::string expected = "/bin/sh cannot be started: Too many open files";
        return running.failure().message == expected ? "" : running.failure().message;
    });
}

TEST(Command, WorksWhereTheKernelHasNoPidFd) {
    expect_in_child([]() -> std::string {
        std::array<sock_filter, 4> steps = {{
            {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
            {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_pidfd_open},
            {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | ENOSYS},
            {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
        }};
        const sock_fprog filter{static_cast<unsigned short>(steps.size()), steps.data()};
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) return "no filter";
        if (PidFd::of(::getpid())) return "there is one";
        return works();
    });
}

TEST(Command, IsLeftAloneByAForkOfItsOwner) {
    RunningCommand running = started(shell("exec sleep 600"));
    const pid_t child = ::fork();
    if (child == 0) {
        { const RunningCommand foreign = std::move(running); }
        ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_FALSE(running.advance());
    running.stop(long_enough);
    EXPECT_EQ(running.status()->signal, SIGTERM) << "it was killed";
}

}  // namespace
}  // namespace photolibrary::process

#endif
