#include "schedule/decode/inline_executor.hpp"

#include <optional>
#include <utility>

namespace photolibrary::schedule {

void InlineExecutor::submit(Job job) {
    deliver(std::move(job));
}

void InlineExecutor::deliver(Job job) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(job));
    completions_.nudge(true);
}

bool InlineExecutor::needs_caller() const noexcept {
    const std::lock_guard lock(mutex_);
    return !waiting_.empty();
}

void InlineExecutor::run_one() {
    std::optional<Job> job;
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) return;
        job = std::move(waiting_.front());
        waiting_.pop_front();
        completions_.nudge(!waiting_.empty());
    }
    completions_.push(run(*job, abort_));
}

void InlineExecutor::cancel_waiting() {
    const std::lock_guard lock(mutex_);
    for (const Job& job : waiting_)
        completions_.push(cancelled(job));
    waiting_.clear();
    completions_.nudge(false);
}

}  // namespace photolibrary::schedule
