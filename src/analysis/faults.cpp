#include "analysis/faults.hpp"

#ifdef PHOTOLIBRARY_FAULTS

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace photolibrary::analysis {
namespace {

using core::StopToken;
using std::string;

constexpr std::string_view magic = "PHOTOLIBRARY FAULT ";

std::size_t number(const string& argument) {
    return std::strtoull(argument.c_str(), nullptr, 10);
}

/// What the kernel said to an attempt: "allowed", or the name of the error.
string verdict(bool allowed) {
    return allowed ? "allowed" : strerrorname_np(errno);
}

// ---- what ends or stalls the process

string segv(const string&, const StopToken&) {
    volatile int* volatile nowhere = nullptr;
    *nowhere = 1;  // a real fault, not a signal that was sent
    return "survived";
}

string trap(const string&, const StopToken&) {
    std::raise(SIGTRAP);
    return "survived";
}

/// As GLib does when memory runs out.
string glib_abort(const string&, const StopToken&) {
    std::fputs("GLib-ERROR **: failed to allocate 16777216 bytes\n", stderr);
    std::raise(SIGTRAP);
    return "survived";
}

[[noreturn]] string abort_process(const string&, const StopToken&) {
    std::abort();
}

[[noreturn]] string exit_process(const string& argument, const StopToken&) {
    ::_exit(static_cast<int>(number(argument)));
}

std::size_t descend(std::size_t depth) {
    std::array<volatile char, 4096> frame{};
    frame[depth % frame.size()] = 1;
    const std::size_t below = depth == 0 ? 0 : descend(depth - 1);
    return below + static_cast<std::size_t>(frame[0]);  // read afterwards: no compiler makes a loop of this
}

string overflow_stack(const string&, const StopToken&) {
    return "survived " + std::to_string(descend(SIZE_MAX));
}

[[noreturn]] string hang(const string&, const StopToken&) {
    while (true)
        ::pause();
}

[[noreturn]] string spin(const string&, const StopToken&) {
    for (volatile unsigned turns = 0;;)
        turns = turns + 1;
}

string slow(const string& argument, const StopToken& stop) {
    const auto end = StopToken::Clock::now() + std::chrono::milliseconds(number(argument));
    while (StopToken::Clock::now() < end && !stop.stop_requested())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return "slow";
}

// ---- what takes memory, or the pipe behind STDERR

string leak(const string& argument, const StopToken&) {
    const auto* volatile lost = std::make_unique<std::vector<char>>(number(argument), 'x').release();
    return lost->empty() ? "nothing to leak" : "leaked";
}

string allocate(const string& argument, const StopToken&) {
    const std::vector<char> touched(number(argument), 'x');
    return touched.back() == 'x' ? "allowed" : "lost";
}

string shout(const string& argument, const StopToken&) {
    const string line(99, '!');
    for (std::size_t written = 0; written < number(argument); written += line.size() + 1)
        std::fprintf(stderr, "%s\n", line.c_str());
    return "shouted";
}

// ---- what a sandbox should refuse

string open_file(const string& argument, const StopToken&) {
    const core::UniqueFd fd(::open(argument.c_str(), O_RDONLY | O_CLOEXEC));
    return verdict(static_cast<bool>(fd));
}

string write_file(const string& argument, const StopToken&) {
    const core::UniqueFd fd(::open(argument.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    return verdict(static_cast<bool>(fd));
}

string open_socket(const string&, const StopToken&) {
    const core::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return verdict(static_cast<bool>(fd));
}

/// Without a socket, for the sandbox to have the first word: EBADF means that the call itself is allowed.
string connect_socket(const string&, const StopToken&) {
    const sockaddr address{.sa_family = AF_INET, .sa_data = {}};
    return verdict(::connect(-1, &address, sizeof address) == 0);
}

string execute(const string& argument, const StopToken&) {
    string path = argument;
    std::array<char*, 2> argv{path.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    return verdict(::execve(path.c_str(), argv.data(), environment.data()) == 0);
}

string fork_process(const string&, const StopToken&) {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(0);
    if (pid > 0) ::waitpid(pid, nullptr, 0);
    return verdict(pid > 0);
}

string signal_process(const string& argument, const StopToken&) {
    return verdict(::kill(static_cast<pid_t>(number(argument)), 0) == 0);
}

string map_memory(int flags, const string& argument) {
    const std::size_t size = number(argument);
    void* const memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    const string said = verdict(memory != MAP_FAILED);
    if (memory != MAP_FAILED) ::munmap(memory, size);
    return said;
}

string map_shared(const string& argument, const StopToken&) {
    return map_memory(MAP_SHARED, argument);
}

string map_growing(const string& argument, const StopToken&) {
    return map_memory(MAP_PRIVATE | MAP_GROWSDOWN, argument);
}

string outlive_parent(const string&, const StopToken&) {
    return verdict(::prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0) == 0);
}

// ---- what a child does that is under the control of an image: it has its channel

constexpr int channel = STDERR_FILENO + 1;

string from_hex(const string& digits) {
    string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    return bytes;
}

[[noreturn]] string say(const string& argument, const StopToken& stop) {
    const string frame = from_hex(argument);
    ::send(channel, frame.data(), frame.size(), 0);
    hang({}, stop);
}

[[noreturn]] string say_for_ever(const string& argument, const StopToken&) {
    const string frame = from_hex(argument);
    while (true)
        ::send(channel, frame.data(), frame.size(), 0);
}

[[noreturn]] string say_much(const string& argument, const StopToken& stop) {
    const string frame(number(argument), 'x');
    ::send(channel, frame.data(), frame.size(), 0);
    hang({}, stop);
}

[[noreturn]] string give_descriptor(const string&, const StopToken& stop) {
    std::array<char, 5> ready{1};
    iovec data{ready.data(), ready.size()};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    *header = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
    std::memcpy(CMSG_DATA(header), &channel, sizeof channel);
    ::sendmsg(channel, &message, 0);
    hang({}, stop);
}

[[noreturn]] string close_channel(const string&, const StopToken& stop) {
    ::shutdown(channel, SHUT_RDWR);
    ::close(channel);
    hang({}, stop);
}

/// What one thread of a child knows of the others.
std::atomic<bool> accuser_is_here{false};
std::atomic<std::uint64_t> accused{0};

/// Says that the process dies on the job of another thread, and ends it.
[[noreturn]] string accuse(const string&, const StopToken&) {
    accuser_is_here = true;
    while (accused == 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::array<char, 10> dying{3};
    const std::uint64_t job = accused;
    std::memcpy(dying.data() + 1, &job, sizeof job);
    ::send(channel, dying.data(), dying.size(), 0);
    ::_exit(1);
}

/// Does no harm, but takes as long as the accuser needs if there is one.
string be_accused(const string& argument, const StopToken& stop) {
    if (!accuser_is_here) return "innocent";
    accused = number(argument);
    hang({}, stop);
}

/// Makes whoever shares the pipe behind STDERR wait for a reader.
string block_stderr(const string&, const StopToken&) {
    return verdict(::fcntl(STDERR_FILENO, F_SETFL, O_WRONLY) == 0);
}

struct Fault {
    std::string_view kind;
    string (*perform)(const string& argument, const StopToken& stop);
};

constexpr std::array faults{
    Fault{"segv", segv},               // a write to no memory
    Fault{"abort", abort_process},     //
    Fault{"trap", trap},               //
    Fault{"gabort", glib_abort},       // a message about memory, then a trap
    Fault{"exit", exit_process},       // STATUS
    Fault{"stack", overflow_stack},    //
    Fault{"hang", hang},               // asleep, deaf to the stop token
    Fault{"spin", spin},               // busy, deaf to the stop token
    Fault{"slow", slow},               // MILLISECONDS, unless asked to stop
    Fault{"leak", leak},               // BYTES
    Fault{"allocate", allocate},       // BYTES
    Fault{"shout", shout},             // BYTES to STDERR
    Fault{"open", open_file},          // PATH
    Fault{"write", write_file},        // PATH
    Fault{"socket", open_socket},      //
    Fault{"connect", connect_socket},  //
    Fault{"exec", execute},            // PATH
    Fault{"fork", fork_process},       //
    Fault{"kill", signal_process},     // PID
    Fault{"shared", map_shared},       // BYTES
    Fault{"growing", map_growing},     // BYTES
    Fault{"outlive", outlive_parent},  //
    Fault{"say", say},                 // FRAME in hexadecimal, then asleep
    Fault{"repeat", say_for_ever},     // FRAME in hexadecimal
    Fault{"blow", say_much},           // BYTES of a frame, then asleep
    Fault{"give", give_descriptor},    // then asleep
    Fault{"close", close_channel},     // then asleep
    Fault{"accuse", accuse},           //
    Fault{"accused", be_accused},      // JOB, which it is
    Fault{"block", block_stderr},      //
};

/// What stands behind the magic on the first line, if it begins with the magic at all.
std::optional<string> request_in(const core::Blob& blob) {
    std::array<std::byte, 512> head{};
    const std::size_t length = blob.read(0, head);
    const std::string_view text(reinterpret_cast<const char*>(head.data()), length);
    if (!text.starts_with(magic)) return std::nullopt;
    return string(text.substr(magic.size(), text.find('\n') - magic.size()));
}

}  // namespace

std::optional<core::Failure> perform_fault(const core::Blob& blob, const StopToken& stop) {
    const std::optional<string> request = request_in(blob);
    if (!request) return std::nullopt;
    const std::size_t space = std::min(request->find(' '), request->size());
    const std::string_view kind = std::string_view(*request).substr(0, space);
    const string argument = space < request->size() ? request->substr(space + 1) : string();
    for (const Fault& fault : faults) {
        if (fault.kind != kind) continue;
        string message = fault.perform(argument, stop);
        if (stop.stop_requested()) return stop.failure();
        return core::Failure{core::FailureReason::Internal, std::move(message)};
    }
    return core::Failure{core::FailureReason::Internal, "no such fault: " + *request};
}

}  // namespace photolibrary::analysis

#endif
