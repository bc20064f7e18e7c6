#include "schedule/decode/linux/process_executor.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "schedule/decode/linux/supervisor.hpp"

namespace photolibrary::schedule {
namespace {

/// Of a child, besides what its images may take: libraries, stacks, and what it keeps for the next image.
constexpr std::uint64_t own_memory = 192U << 20;
constexpr std::uint64_t most_memory = std::uint64_t{1} << 48;  // more than any machine has

}  // namespace

core::Outcome<std::unique_ptr<Executor>> ProcessExecutor::create(const Parallelism& parallelism,
                                                                 std::uint64_t max_memory, const ChildPolicy& policy,
                                                                 Completions& completions) try {
    core::Outcome<process::ZygoteSession> session = process::ZygoteSession::open(policy.program);
    if (!session) return std::move(session).failure();
    const auto threads = static_cast<std::uint32_t>(parallelism.workers);
    const Supervisor::Settings settings{
        static_cast<std::size_t>(parallelism.processes),
        {threads * std::min(max_memory, most_memory) + own_memory, threads, static_cast<std::uint32_t>(policy.nice)},
    };
    const std::size_t slots = settings.processes * threads;
    auto supervisor = std::make_unique<Supervisor>(std::move(session).value(), policy.program, settings, completions);
    return std::unique_ptr<Executor>(std::make_unique<ProcessExecutor>(Key{}, slots, std::move(supervisor)));
} catch (const std::system_error& error) {
    return core::Failure{core::FailureReason::Internal,
                         "isolated processes cannot be started: the system refuses a descriptor or a thread (" +
                             error.code().message() + "); raise its limits (ulimit -n, ulimit -u)"};
}

ProcessExecutor::ProcessExecutor(Key, std::size_t slots, std::unique_ptr<Supervisor> supervisor)
    : slots_(slots), supervisor_(std::move(supervisor)) {
    thread_ = core::start_thread("pl-supervise", [&supervisor = *supervisor_] { supervisor.run(); });
}

ProcessExecutor::~ProcessExecutor() {
    supervisor_->end();
    thread_.join();
}

void ProcessExecutor::submit(ImageJob job) {
    supervisor_->submit(std::move(job));
}

void ProcessExecutor::deliver(ImageJob job) {
    supervisor_->submit(std::move(job));
}

void ProcessExecutor::cancel_waiting() {
    supervisor_->cancel_waiting();
}

std::optional<core::Failure> ProcessExecutor::breakdown() const {
    return supervisor_->breakdown();
}

std::vector<std::string> ProcessExecutor::confinement() const {
    return supervisor_->confinement();
}

}  // namespace photolibrary::schedule
