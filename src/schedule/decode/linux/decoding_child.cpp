#include "schedule/decode/linux/decoding_child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "process/linux/channel.hpp"
#include "process/linux/sandbox.hpp"
#include "schedule/decode/linux/job_frames.hpp"
#include "schedule/decode/linux/last_words.hpp"
#include "schedule/decode/run_job.hpp"
#include "schedule/decode/thread_executor.hpp"

namespace photolibrary::schedule {
namespace {

using process::Channel;

/// Memory of one image serves the next: giving it back and getting it again costs a page fault per page.
void keep_memory() {
#ifdef __GLIBC__
    constexpr int kept = 64 << 20;
    // NOLINTBEGIN(concurrency-mt-unsafe): there is one thread yet
    ::mallopt(M_MMAP_THRESHOLD, kept);
    ::mallopt(M_TRIM_THRESHOLD, kept);
    // NOLINTEND(concurrency-mt-unsafe)
#endif
}

/// What this process has resident. Its file is opened before it may open no more.
class Memory {
  public:
    Memory() : statm_(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC)) {}

    std::uint64_t resident_bytes() const noexcept {
        std::array<char, 128> text{};
        unsigned long long resident = 0;
        if (::pread(statm_.get(), text.data(), text.size() - 1, 0) <= 0) return 0;
        if (std::sscanf(text.data(), "%*u %llu", &resident) != 1) return 0;
        return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    }

  private:
    core::UniqueFd statm_;
};

class DecodingChild {
  public:
    explicit DecodingChild(Channel channel) : channel_(std::move(channel)) {}

    const Channel& channel() const noexcept { return channel_; }

    void run_one_by_one() const {
        process::Frame frame;
        while (channel_.receive(frame, true) == Channel::State::Frame) {
            const std::optional<ImageJob> job = read_job(frame);
            if (!job) return;
            if (!deliver(run_job(*job))) return;
        }
    }

    /// In as many threads as can be had; in this one alone if there is no other.
    void run_in_threads(int threads) const {
        Completions completions;
        auto runtime = ThreadRuntime::lease(threads);
        if (!runtime) return run_one_by_one();
        const auto made = ThreadExecutor::create(std::move(runtime).value(), completions);
        if (!made) return run_one_by_one();
        ThreadExecutor& executor = *made.value();
        process::Frame frame;
        for (;;) {
            std::array<pollfd, 2> waiting{{{channel_.fd(), POLLIN, 0}, {completions.fd(), POLLIN, 0}}};
            ::poll(waiting.data(), waiting.size(), -1);
            while (std::optional<Result> result = completions.pop()) {
                if (!deliver(*std::move(result))) return;
            }
            const Channel::State state = channel_.receive(frame);
            if (state == Channel::State::Closed) return;
            if (state == Channel::State::Nothing) continue;
            std::optional<ImageJob> job = read_job(frame);
            if (!job) return;
            executor.submit(*std::move(job));
        }
    }

  private:
    bool deliver(Result result) const { return send_result(channel_, {std::move(result), memory_.resident_bytes()}); }

    Channel channel_;
    Memory memory_;
};

/// Linux shares the processors among sessions first, if it groups by them (sched(7), "The autogroup feature"):
/// children, in a session of their own, stand back for others only if the session does.
void stand_back(int increment) {
    if (increment > 0) static_cast<void>(::nice(increment));
    const core::UniqueFd file(::open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC));
    const std::string niceness = std::to_string(::getpriority(PRIO_PROCESS, 0));
    if (file && ::write(file.get(), niceness.data(), niceness.size()) < 0) return;  // a kernel may refuse: no harm
}

}  // namespace

int run_decoding_child(core::UniqueFd job_end, const process::ChildSettings& settings) {
    const DecodingChild child{Channel(core::PrivateFd(std::move(job_end)))};
    keep_memory();
    stand_back(static_cast<int>(settings.nice));
    const process::Confinement confinement = process::confine(settings.memory);
    install_last_words(child.channel().fd());
    if (!send_ready(child.channel(), confinement)) return 0;
    if (settings.threads > 1) {
        child.run_in_threads(static_cast<int>(settings.threads));
    } else {
        child.run_one_by_one();
    }
    ::_exit(0);  // with the channel open: one that closed it and lived on would be taken for a hostile one
}

}  // namespace photolibrary::schedule
