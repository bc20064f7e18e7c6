#include "schedule/decode/thread_executor.hpp"

#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_scheduler_observer.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "core/thread.hpp"
#include "schedule/decode/patience.hpp"
#include "schedule/decode/run_job.hpp"

namespace photolibrary::schedule {

namespace {

constexpr std::chrono::seconds arrival_time(10);  // of all threads, on a machine that is very busy

}  // namespace

/// What the threads share with the executor. They hold it too: a task that oneTBB starts late finds nothing to do.
struct ThreadExecutor::Shared final : core::Helpers, std::enable_shared_from_this<Shared> {
    /// Work of a job that others help with.
    struct Round {
        const Work& help;
        std::size_t wanted;       ///< that did not come yet
        std::size_t helping = 0;  ///< now
    };

    Shared(Completions& results, std::size_t thread_count) : completions(results), threads(thread_count) {}

    /// Waits only for what was announced: whichever job comes first, some task is there for it.
    std::optional<ImageJob> take() {
        std::unique_lock lock(mutex);
        ++running;
        arrival.wait(lock, [this] { return !waiting.empty() || announced == 0 || abort; });
        if (waiting.empty()) return std::nullopt;
        std::optional<ImageJob> job(std::move(waiting.front()));
        waiting.pop_front();
        return job;
    }

    void run_next() noexcept {
        const std::optional<ImageJob> job = take();
        if (job) run(*job);
        const std::lock_guard lock(mutex);
        --running;
        patience.renew();
        quiet.notify_all();
    }

    /// Until it has a result, or the batch has broken down.
    void run(const ImageJob& job) noexcept {
        while (!is_broken) {
            Result result = run_job(job, &abort, this);
            const core::Failure* const lack = result.outcome.shortage();
            if (lack == nullptr) return completions.push(std::move(result));
            wait_for_others(*lack);
        }
        completions.push(cancelled(job));
    }

    /// Whatever ends may bring back what is lacking. If nothing ends for too long, the batch breaks down.
    void wait_for_others(const core::Failure& lack) {
        std::unique_lock lock(mutex);
        if (abort) return void(is_broken = true);
        if (patience.lasts()) return void(quiet.wait_for(lock, Patience::pause));
        if (!is_broken.exchange(true)) breakdown = lack;
    }

    std::size_t idle() const noexcept override {
        const std::lock_guard lock(mutex);
        return threads - std::min(threads, running + helping + waiting.size());
    }

    void run(const Work& own, const Work& help, std::size_t count) const override;
    void help_next() const noexcept;

    Completions& completions;
    const std::size_t threads;
    mutable std::mutex mutex;
    mutable std::condition_variable quiet;
    mutable std::vector<Round*> rounds;
    mutable std::size_t helping = 0;  ///< threads without a job
    std::condition_variable arrival;
    std::deque<ImageJob> waiting;
    std::size_t announced = 0;  ///< jobs that were neither delivered nor cancelled yet
    std::size_t running = 0;
    std::atomic<bool> abort{false};
    std::atomic<bool> is_broken{false};
    Patience patience;
    std::optional<core::Failure> breakdown;
};

/// Called by a thread of the arena. It does not wait as oneTBB would have it, and so never begins another job
/// meanwhile.
void ThreadExecutor::Shared::run(const Work& own, const Work& help, std::size_t count) const {
    Round round{help, count};
    {
        const std::lock_guard lock(mutex);
        rounds.push_back(&round);
    }
    const auto close = [this](Round* closed) {
        std::unique_lock lock(mutex);
        std::erase(rounds, closed);
        quiet.wait(lock, [closed] { return closed->helping == 0; });
    };
    const std::unique_ptr<Round, decltype(close)> closing(&round, close);
    // One that oneTBB starts late finds nothing to help with, or another round.
    for (std::size_t i = 0; i < count; ++i)
        tbb::this_task_arena::enqueue([shared = shared_from_this()]() noexcept { shared->help_next(); });
    own();
}

void ThreadExecutor::Shared::help_next() const noexcept {
    std::unique_lock lock(mutex);
    const auto found = std::find_if(rounds.begin(), rounds.end(), [](const Round* round) { return round->wanted > 0; });
    if (found == rounds.end()) return;
    Round& round = **found;
    --round.wanted;
    ++round.helping;
    ++helping;
    lock.unlock();
    round.help();
    lock.lock();
    --helping;
    --round.helping;
    quiet.notify_all();
}

class ThreadExecutor::Arena {
  public:
    explicit Arena(int threads) : arena_(threads, 0), preparation_(arena_) {}

    template <class Task>
    void enqueue(Task task) {
        const core::SignalsBlocked blocked;  // threads inherit the mask of the one that creates them
        arena_.enqueue(std::move(task));
    }

  private:
    /// Names the threads of an arena, and makes sure that they block all signals whoever created them.
    class Preparation final : public tbb::task_scheduler_observer {
      public:
        explicit Preparation(tbb::task_arena& arena) : task_scheduler_observer(arena) { observe(true); }
        ~Preparation() override { observe(false); }

        void on_scheduler_entry(bool is_worker) override {
            if (is_worker) core::adopt_this_thread("pl-decode");
        }
    };

    tbb::task_arena arena_;
    Preparation preparation_;
};

/// Where threads wait for each other, so that each task of it has one of its own.
class Gathering {
  public:
    /// By a thread: returns when all are here, or the one that waits for them has left.
    void come() {
        std::unique_lock lock(mutex_);
        ++here_;
        change_.notify_all();
        change_.wait(lock, [this] { return is_over_; });
    }

    /// False if fewer came in time.
    bool wait_for(std::size_t threads, std::chrono::milliseconds most) {
        std::unique_lock lock(mutex_);
        const bool are_here = change_.wait_for(lock, most, [&] { return here_ >= threads; });
        is_over_ = true;
        change_.notify_all();
        return are_here;
    }

  private:
    std::mutex mutex_;
    std::condition_variable change_;
    std::size_t here_ = 0;
    bool is_over_ = false;
};

core::Outcome<std::unique_ptr<ThreadExecutor>> ThreadExecutor::create(std::unique_ptr<ThreadRuntime> runtime,
                                                                      Completions& completions) {
    auto executor = std::make_unique<ThreadExecutor>(Key{}, std::move(runtime), completions);
    if (executor->start_threads()) return executor;
    ThreadRuntime::forsake();
    return core::Failure{core::FailureReason::Internal, "the system has refused this process a thread"};
}

ThreadExecutor::ThreadExecutor(Key, std::unique_ptr<ThreadRuntime> runtime, Completions& completions)
    : threads_(static_cast<std::size_t>(runtime->threads())),
      shared_(std::make_shared<Shared>(completions, threads_)),
      runtime_(std::move(runtime)),
      arena_(std::make_unique<Arena>(runtime_->threads())) {}

/// oneTBB starts them when there is work for them. False if it could not.
bool ThreadExecutor::start_threads() {
    const auto gathering = std::make_shared<Gathering>();
    try {
        for (std::size_t i = 0; i < threads_; ++i)
            arena_->enqueue([gathering]() noexcept { gathering->come(); });
    } catch (const std::exception&) {
        gathering->wait_for(0, {});
        return false;
    }
    return gathering->wait_for(threads_, arrival_time);
}

void ThreadExecutor::submit(ImageJob job) {
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->waiting.push_back(std::move(job));
        shared_->arrival.notify_one();
    }
    enqueue_task();
}

/// The task of the job is made now: a foreign thread that made it would be attached to oneTBB and could not be let go.
void ThreadExecutor::announce() {
    {
        const std::lock_guard lock(shared_->mutex);
        ++shared_->announced;
    }
    enqueue_task();
}

void ThreadExecutor::deliver(ImageJob job) {
    const std::lock_guard lock(shared_->mutex);
    shared_->waiting.push_back(std::move(job));
    --shared_->announced;
    shared_->arrival.notify_all();
}

void ThreadExecutor::cancel_announced() {
    const std::lock_guard lock(shared_->mutex);
    --shared_->announced;
    shared_->arrival.notify_all();
}

void ThreadExecutor::enqueue_task() {
    // One task a job; which job it runs is settled when it starts. It must not throw: oneTBB would abort the process.
    arena_->enqueue([shared = shared_]() noexcept { shared->run_next(); });
}

void ThreadExecutor::cancel_waiting() {
    std::deque<ImageJob> waiting;
    {
        const std::lock_guard lock(shared_->mutex);
        waiting.swap(shared_->waiting);
    }
    for (const ImageJob& job : waiting)
        shared_->completions.push(cancelled(job));
}

std::optional<core::Failure> ThreadExecutor::breakdown() const {
    if (!shared_->is_broken) return std::nullopt;
    const std::lock_guard lock(shared_->mutex);
    return shared_->breakdown;
}

ThreadExecutor::~ThreadExecutor() {
    std::unique_lock lock(shared_->mutex);
    shared_->abort = true;
    shared_->waiting.clear();
    shared_->arrival.notify_all();
    shared_->quiet.wait(lock, [this] { return shared_->running == 0; });
}

}  // namespace photolibrary::schedule
