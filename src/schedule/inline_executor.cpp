#include "schedule/inline_executor.hpp"

#include <utility>

namespace photolibrary::schedule {

void InlineExecutor::submit(Job job) {
    waiting_.push_back(std::move(job));
}

void InlineExecutor::run_one() {
    if (waiting_.empty()) return;
    const Job job = std::move(waiting_.front());
    waiting_.pop_front();
    completions_.push(run(job, abort_));
}

void InlineExecutor::cancel_waiting() {
    for (const Job& job : waiting_)
        completions_.push(cancelled(job));
    waiting_.clear();
}

}  // namespace photolibrary::schedule
