#include "schedule/command/action_run.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/backoff.hpp"
#include "schedule/make_batch.hpp"

namespace photolibrary::schedule {
namespace {

/// How often the lock of an action is tried that another process holds. The kernel tells the end of such a lock only to
/// a thread that waits in flock() for nothing else, and that could not be called back.
constexpr std::chrono::milliseconds lock_interval(100);

std::string_view variable_name(std::string_view assignment) {
    return assignment.substr(0, assignment.find('='));
}

using Environment = std::shared_ptr<const std::vector<std::string>>;

/// With variables of the action's in place of those of the same name.
Environment with_own(const Environment& environment, const std::vector<std::string>& own) {
    if (own.empty()) return environment;
    auto merged = std::make_shared<std::vector<std::string>>(own);
    for (const std::string& inherited : *environment) {
        const bool is_replaced = std::any_of(own.begin(), own.end(), [&inherited](const std::string& variable) {
            return variable_name(variable) == variable_name(inherited);
        });
        if (!is_replaced) merged->push_back(inherited);
    }
    return merged;
}

bool may_be_tried_again(ActionOutcome outcome) {
    return outcome == ActionOutcome::Failed || outcome == ActionOutcome::Timeout ||
           outcome == ActionOutcome::NotStarted;
}

}  // namespace

ActionRun::ActionRun(ActionQueue& queue, std::size_t workers, bool tells_output)
    : queue_(queue), workers_(workers), tells_output_(tells_output), random_(std::random_device{}()) {
    CommandBatch made = make_command_batch(*events_);
    batch_ = std::move(made.batch);
    supervisor_ = std::move(made.supervisor);
    events_->notify(true);
}

std::optional<ActionRun::Event> ActionRun::next() {
    if (finished_) return std::nullopt;
    if (!is_watched_ && !std::exchange(is_silent_, true)) events_->silence(true);
    queue_.wake(Clock::now());
    std::optional<Event> event;
    if (std::exchange(prefers_turn_, false)) event = take_turn();
    if (!event) event = take_event();
    if (!event) event = take_unstarted();
    if (!event) event = take_turn();
    events_->notify(event.has_value());  // there may be another one
    if (!event) end_if_done();
    return event;
}

// ------------------------------------------------------------------------------------------- what has happened

std::optional<ActionRun::Event> ActionRun::take_event() {
    while (std::optional<CommandEvent> event = events_->pop()) {
        if (const auto* const started = std::get_if<CommandStarted>(&*event))
            return Started{tasks_.at(started->id).key, started->pid, started->start_ticks};
        if (auto* const output = std::get_if<CommandOutput>(&*event)) {
            supervisor_->take_output(output->text.size());
            prefers_turn_ = true;
            return Output{tasks_.at(output->id).key, std::move(output->text), output->is_error};
        }
        if (std::holds_alternative<CommandEnded>(*event)) {
            if (std::optional<Event> end = take_end()) return end;
        }
        queue_.wake(Clock::now());
    }
    return std::nullopt;
}

/// Nothing if it is to be tried again.
std::optional<ActionRun::Event> ActionRun::take_end() {
    std::optional<Result> result = batch_->take();
    if (!result) return std::nullopt;
    const auto entry = tasks_.find(result->id);
    const Task task = std::move(entry->second);
    tasks_.erase(entry);
    if (const core::Failure* const failure = result->outcome.failure_if())
        return settle(task, {.outcome = ActionOutcome::NotStarted, .message = failure->message});
    return settle(task, std::get<ActionEnd>(std::move(result->outcome).value()));
}

std::optional<ActionRun::Event> ActionRun::settle(const Task& task, ActionEnd end) {
    busy_workers_[task.worker - 1] = false;
    if (!task.action->lock_file.empty()) queue_.wake_those_for_lock(task.action->lock_file);
    if (may_be_tried_again(end.outcome) && task.attempt < task.action->max_attempts && !stopping_) {
        const double chance = std::uniform_real_distribution<double>(0, 1)(random_);
        const auto pause = std::chrono::duration_cast<Clock::duration>(core::Backoff{}.wait(task.attempt, chance));
        queue_.retry(task.key, Clock::now() + pause);
        return std::nullopt;
    }
    queue_.end(task.key, end.outcome == ActionOutcome::Ok);
    return Ended{task.key, std::move(end), task.attempt, task.worker};
}

/// One of those that will never be started.
std::optional<ActionRun::Event> ActionRun::take_unstarted() {
    if (stopping_) {
        if (cancelling_.empty() && queue_.waiting() > 0) {
            cancelling_ = queue_.waiting_keys();
            std::reverse(cancelling_.begin(), cancelling_.end());
        }
        while (!cancelling_.empty()) {
            const ActionKey key = cancelling_.back();
            cancelling_.pop_back();
            if (!queue_.is_waiting(key)) continue;  // it was removed meanwhile
            const int attempts = queue_.attempts(key);
            queue_.end(key, false);
            return Ended{key,
                         {.outcome = ActionOutcome::Cancelled, .message = "it was stopped before it was started"},
                         attempts,
                         0};
        }
    }
    const std::optional<ActionQueue::Doomed> doomed = queue_.doomed();
    if (!doomed) return std::nullopt;
    queue_.end(doomed->key, false);
    return Ended{doomed->key,
                 {.outcome = ActionOutcome::Skipped,
                  .message = "it was to come after \"" + doomed->cause + "\", which has not ended ok"},
                 doomed->attempts,
                 0};
}

// ------------------------------------------------------------------------------------------- starting

/// Of the next action that can be started.
std::optional<ActionRun::Event> ActionRun::take_turn() {
    while (has_room()) {
        std::optional<ActionQueue::Turn> turn = queue_.choose();
        if (!turn) break;
        Start start{{turn->key, std::move(turn->action), turn->attempt}, {}, {}};
        if (!start.task.action->lock_file.empty() && lock(start) == Locking::Held) {
            queue_.pass_over(start.task.key, Clock::now() + lock_interval);
            continue;
        }
        start.task.worker = free_worker();
        starting_ = std::move(start);
        return Starting{starting_->task.key, starting_->task.attempt, starting_->task.worker, tasks_.size() + 1,
                        limit()};
    }
    return std::nullopt;
}

ActionRun::Locking ActionRun::lock(Start& start) {
    const std::string& path = start.task.action->lock_file;
    core::UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
    file = core::above_standard_streams(std::move(file));
    if (file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0) {
        start.lock = core::PrivateFd(std::move(file));
        return Locking::Done;
    }
    const int error = errno;
    if (file && (error == EWOULDBLOCK || error == EINTR)) return Locking::Held;
    const char* const what = file ? " cannot be locked: " : " cannot be opened: ";
    const char* const link = error == ELOOP ? " (it is a symbolic link)" : "";
    start.failure = "the lock file " + path + what + std::system_category().message(error) + link;
    return Locking::Failed;
}

std::size_t ActionRun::free_worker() {
    const auto free = std::find(busy_workers_.begin(), busy_workers_.end(), false);
    const auto position = static_cast<std::size_t>(free - busy_workers_.begin());
    if (free == busy_workers_.end()) busy_workers_.push_back(false);
    busy_workers_[position] = true;
    return position + 1;
}

void ActionRun::proceed(const Environment& environment) {
    Start start = std::move(*starting_);
    starting_.reset();
    if (stopping_) {  // since it was told
        busy_workers_[start.task.worker - 1] = false;
        return queue_.put_back(start.task.key);
    }
    if (!start.failure.empty()) {
        const JobId id = batch_->refuse("", {core::FailureReason::Internal, std::move(start.failure)});
        tasks_.emplace(id, std::move(start.task));
        events_->push(CommandEnded{id});
        return;
    }
    ActionStart work{start.task.action, with_own(environment, start.task.action->environment), std::move(start.lock),
                     tells_output_};
    const JobId id = batch_->submit(std::move(work));
    tasks_.emplace(id, std::move(start.task));
}

void ActionRun::set_workers(std::size_t workers) {
    workers_ = workers;
    note_change();
}

void ActionRun::stop(bool force) {
    stopping_ = true;
    if (force && !finished_) supervisor_->interrupt();
    note_change();
}

// ------------------------------------------------------------------------------------------- the end

void ActionRun::end_if_done() {
    if (!tasks_.empty() || queue_.waiting() > 0) return supervisor_->wake_at(queue_.next_wake());
    batch_->close();
    end();
}

/// What is left is a descriptor that is always readable.
void ActionRun::end() {
    finished_ = true;
    batch_.reset();
    supervisor_.reset();
    events_->notify(true);
}

int ActionRun::ready_fd() {
    if (std::exchange(is_silent_, false)) events_->silence(false);
    return events_->fd();
}

core::UniqueFd ActionRun::observer() {
    is_watched_ = true;
    ready_fd();
    return events_->observer();
}

std::vector<ActionKey> ActionRun::abandon() {
    std::vector<ActionKey> keys;
    if (finished_) return keys;
    batch_->abandon();
    if (starting_) queue_.put_back(starting_->task.key);
    starting_.reset();
    for (const auto& [id, task] : tasks_) {
        queue_.end(task.key, false);
        keys.push_back(task.key);
    }
    tasks_.clear();
    while (events_->pop()) {
    }
    end();
    return keys;
}

}  // namespace photolibrary::schedule
