#include "schedule/decode/inline_executor.hpp"

#include <optional>
#include <utility>

#include "schedule/decode/run_job.hpp"

namespace photolibrary::schedule {

void InlineExecutor::submit(ImageJob job) {
    deliver(std::move(job));
}

void InlineExecutor::deliver(ImageJob job) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(job));
    completions_.notify_as_producer(true);
}

bool InlineExecutor::needs_caller() const noexcept {
    const std::lock_guard lock(mutex_);
    return !waiting_.empty();
}

bool InlineExecutor::help(std::chrono::milliseconds /*most*/) {
    std::optional<ImageJob> job;
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) return false;
        job = std::move(waiting_.front());
        waiting_.pop_front();
        completions_.notify_as_producer(!waiting_.empty());
    }
    completions_.push(run_job(*job, abort_));
    return true;
}

void InlineExecutor::cancel_waiting() {
    const std::lock_guard lock(mutex_);
    for (const ImageJob& job : waiting_)
        completions_.push(cancelled(job));
    waiting_.clear();
    completions_.notify_as_producer(false);
}

}  // namespace photolibrary::schedule
