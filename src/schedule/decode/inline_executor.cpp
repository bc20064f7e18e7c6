#include "schedule/decode/inline_executor.hpp"

#include <algorithm>
#include <optional>
#include <thread>
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

bool InlineExecutor::help(std::chrono::milliseconds most) {
    std::optional<ImageJob> job;
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.empty()) return false;
        job = std::move(waiting_.front());
        waiting_.pop_front();
        completions_.notify_as_producer(!waiting_.empty());
    }
    Result result = run_job(*job);
    const core::Failure* const lack = result.outcome.shortage();
    if (lack == nullptr) {
        patience_.renew();
        completions_.push(std::move(result));
    } else if (patience_.lasts()) {
        put_back(*std::move(job));
        std::this_thread::sleep_for(std::min(most, Patience::pause));
    } else {
        put_back(*std::move(job));
        cancel_waiting();
        breakdown_ = *lack;
    }
    return true;
}

void InlineExecutor::put_back(ImageJob job) {
    const std::lock_guard lock(mutex_);
    waiting_.push_front(std::move(job));
    completions_.notify_as_producer(true);
}

void InlineExecutor::cancel_waiting() {
    const std::lock_guard lock(mutex_);
    for (const ImageJob& job : waiting_)
        completions_.push(cancelled(job));
    waiting_.clear();
    completions_.notify_as_producer(false);
}

std::optional<core::Failure> InlineExecutor::breakdown() const {
    return breakdown_;
}

}  // namespace photolibrary::schedule
