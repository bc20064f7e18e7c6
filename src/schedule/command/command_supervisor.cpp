#include "schedule/command/command_supervisor.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

#include "core/signal_name.hpp"
#include "process/start_ticks.hpp"

namespace photolibrary::schedule {
namespace {

using core::Failure;
using std::chrono::milliseconds;

/// How often the end of a command is looked for where the system has no descriptor that tells it.
constexpr milliseconds look_interval(10);

/// The number under which a command inherits its lock: shells name those up to 9 in their scripts.
constexpr int lock_descriptor = 10;

/// The file for both streams, or why there is none. Never what a link leads to: whoever may write to the folder could
/// have the output appended to any file of ours.
core::Outcome<core::UniqueFd> open_output(const std::string& path) {
    constexpr int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
    core::UniqueFd file(::open(path.c_str(), flags | O_NONBLOCK, 0600));  // a FIFO must not hold us up
    if (file && ::fcntl(file.get(), F_SETFL, O_APPEND) == 0) return file;
    const int error = errno;
    const std::string what = "the output file " + path + " cannot be opened";
    if (std::optional<Failure> failure = core::shortage(error, what)) return *std::move(failure);
    const char* const link = error == ELOOP ? " (it is a symbolic link)" : "";
    return Failure{core::FailureReason::Internal, what + ": " + std::system_category().message(error) + link};
}

process::Command command_of(const ActionStart& start, const core::UniqueFd& output) {
    process::Command command;
    command.argv = start.action->command;
    command.directory = start.action->directory;
    command.capture_output = command.capture_errors = !output;
    if (output) command.descriptors = {{output.get(), 1}, {output.get(), 2}};
    if (start.lock) command.descriptors.push_back({start.lock.get(), lock_descriptor});
    return command;
}

std::string name_of(const Action& action) {
    return action.id;
}

std::string sentence_of(const Action& action, const ActionEnd& end) {
    const std::string& program = action.command.front();
    switch (end.outcome) {
        case ActionOutcome::Ok:
            return {};
        case ActionOutcome::Timeout:
            return program + " was stopped: it took longer than its timeout of " +
                   core::shown_seconds(action.timeout.value_or(Action::Seconds(0)));
        case ActionOutcome::Interrupted:
            return program + " was interrupted";
        default:
            break;
    }
    if (end.signal) return program + " was ended by " + core::signal_name(*end.signal);
    if (end.code) return program + " ended with exit code " + std::to_string(*end.code);
    return program + " has ended, but code of this program's own waited for it and took its exit code away";
}

}  // namespace

CommandSupervisor::CommandSupervisor(Completions& completions, CommandEvents& events)
    : completions_(completions), events_(events) {
    if (!poller_.open()) throw std::system_error(errno, std::system_category(), "epoll");
    poller_.watch(orders_.fd(), true, false);
}

// ------------------------------------------------------------------------------------------- from the batch's thread

void CommandSupervisor::submit(Job job) {
    const std::lock_guard lock(mutex_);
    submitted_.push_back(std::move(job));
    if (!std::exchange(has_orders_, true)) orders_.set();
}

void CommandSupervisor::interrupt() {
    const std::lock_guard lock(mutex_);
    interrupt_requested_ = true;
    if (!std::exchange(has_orders_, true)) orders_.set();
}

void CommandSupervisor::wake_at(std::optional<Time> time) {
    const std::lock_guard lock(mutex_);
    if (wake_time_ == time) return;
    wake_time_ = time;
    if (!std::exchange(has_orders_, true)) orders_.set();
}

void CommandSupervisor::end() {
    const std::lock_guard lock(mutex_);
    end_requested_ = true;
    if (!std::exchange(has_orders_, true)) orders_.set();
}

// ------------------------------------------------------------------------------------------- the supervising thread

void CommandSupervisor::run() noexcept {
    while (!is_ended_) {
        try {
            step();
        } catch (const std::exception& error) {
            give_up(error.what());
        }
    }
    end_all();
}

void CommandSupervisor::step() {
    take_orders();
    if (is_ended_) return;
    start_incoming();
    events_.push_all(told_);
    poller_.wait(wait_time());
    read_ready();
    look_at_blind_ones();
    check_clocks();
    events_.push_all(told_);
}

void CommandSupervisor::take_orders() {
    bool interrupting = false;
    {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(has_orders_, false)) return;
        orders_.clear();
        for (Job& job : submitted_)
            incoming_.push_back(std::move(job));
        submitted_.clear();
        interrupting = std::exchange(interrupt_requested_, false);
        is_ended_ = end_requested_;
        wake_at_ = wake_time_;
    }
    if (!interrupting) return;
    for (const Job& job : std::exchange(incoming_, {}))
        settle(job.id, {.outcome = ActionOutcome::Cancelled, .message = "it was stopped before it was started"},
               name_of(*std::get<ActionStart>(job.work).action));
    stop_all();
}

/// For the poller, in milliseconds.
int CommandSupervisor::wait_time() const {
    Time until = Time::max();
    if (!alarms_.empty()) until = alarms_.begin()->first;
    if (wake_at_) until = std::min(until, *wake_at_);
    if (!blind_.empty() || !incoming_.empty()) until = std::min(until, Clock::now() + look_interval);
    if (until == Time::max()) return -1;
    const auto left = std::chrono::ceil<milliseconds>(until - Clock::now()).count();
    return static_cast<int>(std::clamp<milliseconds::rep>(left, 0, 3'600'000));
}

void CommandSupervisor::read_ready() {
    while (const std::optional<core::Poller::Ready> ready = poller_.take()) {
        const auto owner = owners_.find(ready->fd);
        if (owner != owners_.end()) advance(owner->second);
    }
}

void CommandSupervisor::look_at_blind_ones() {
    for (const JobId id : std::set<JobId>(blind_))
        advance(id);
}

void CommandSupervisor::check_clocks() {
    const Time now = Clock::now();
    while (!alarms_.empty() && alarms_.begin()->first <= now) {
        const JobId id = alarms_.begin()->second;
        Running& running = running_.at(id);
        set_alarm(id, running, std::nullopt);
        if (running.stopped) {
            running.command.kill();
        } else {
            stop(id, ActionOutcome::Timeout);
        }
    }
    if (!wake_at_ || now < *wake_at_) return;
    wake_at_.reset();
    {
        const std::lock_guard lock(mutex_);
        if (!has_orders_) wake_time_.reset();
    }
    told_.emplace_back(TimeHasCome{});
}

// ------------------------------------------------------------------------------------------- starting

void CommandSupervisor::start_incoming() {
    while (!incoming_.empty() && start(incoming_.front()))
        incoming_.pop_front();
}

/// False if the system lacks something that may be there once another command has ended.
bool CommandSupervisor::start(Job& job) {
    auto& start = std::get<ActionStart>(job.work);
    const Action& action = *start.action;
    const auto not_started = [&](const std::string& why) {
        settle(job.id, {.outcome = ActionOutcome::NotStarted, .message = why}, name_of(action));
        return true;
    };
    if (!broken_.empty()) return not_started(broken_);
    core::UniqueFd output;
    if (!action.output_file.empty()) {
        core::Outcome<core::UniqueFd> opened = open_output(action.output_file);
        if (opened.shortage() != nullptr && !running_.empty()) return false;
        if (!opened) return not_started(opened.failure().message);
        output = std::move(opened).value();
    }
    process::Command command = command_of(start, output);
    if (start.tells_output && !output) {
        command.output.sink = [this, id = job.id](std::string_view text) { tell_output(id, text, false); };
        command.errors.sink = [this, id = job.id](std::string_view text) { tell_output(id, text, true); };
    }
    const std::uint64_t not_before = process::boot_ticks();
    core::Outcome<process::RunningCommand> started = process::RunningCommand::start(command, *start.environment);
    if (started.shortage() != nullptr && !running_.empty()) return false;
    if (!started) return not_started(started.failure().message);
    start.lock.reset();  // from here on it is the command's alone
    const Time now = Clock::now();
    Running& running = running_.emplace(job.id, Running{start.action, std::move(started).value(), now}).first->second;
    const pid_t pid = running.command.pid();
    told_.emplace_back(CommandStarted{job.id, pid, process::start_ticks(pid, not_before)});
    if (!running.command.tells_end()) blind_.insert(job.id);
    watch(job.id, running);
    if (action.timeout) set_alarm(job.id, running, now + std::chrono::duration_cast<Clock::duration>(*action.timeout));
    return true;
}

void CommandSupervisor::tell_output(JobId id, std::string_view text, bool is_error) {
    if (text.empty()) return;
    if (output_held_ + text.size() > most_output_held) {
        running_.at(id).untold += text.size();
        return;
    }
    output_held_ += text.size();
    told_.emplace_back(CommandOutput{id, std::string(text), is_error});
}

// ------------------------------------------------------------------------------------------- running

void CommandSupervisor::advance(JobId id) {
    const auto entry = running_.find(id);
    if (entry == running_.end()) return;
    if (entry->second.command.advance())
        finish(entry);
    else
        watch(id, entry->second);
}

/// Its streams may have ended since it was watched last: what was their descriptor may be another's by now.
void CommandSupervisor::watch(JobId id, Running& running) {
    std::vector<int> wanted = running.command.poll_descriptors();
    if (wanted == running.watched) return;
    for (const int fd : running.watched) {
        if (std::find(wanted.begin(), wanted.end(), fd) != wanted.end()) continue;
        poller_.forget(fd);
        owners_.erase(fd);
    }
    for (const int fd : wanted) {
        if (!owners_.emplace(fd, id).second) continue;
        poller_.watch(fd, true, false);
    }
    running.watched = std::move(wanted);
}

void CommandSupervisor::forget(const Running& running) noexcept {
    for (const int fd : running.watched) {
        poller_.forget(fd);
        owners_.erase(fd);
    }
}

void CommandSupervisor::set_alarm(JobId id, Running& running, std::optional<Time> time) {
    if (running.alarm) alarms_.erase({*running.alarm, id});
    running.alarm = time;
    if (time) alarms_.emplace(*time, id);
}

/// Unless it has ended by itself by now.
void CommandSupervisor::stop(JobId id, ActionOutcome why) {
    const auto entry = running_.find(id);
    if (entry->second.command.advance()) return finish(entry);
    Running& running = entry->second;
    running.stopped = why;
    running.command.terminate(running.action->stop_signal);
    const auto grace = std::chrono::duration_cast<Clock::duration>(running.action->stop_grace);
    set_alarm(id, running, Clock::now() + grace);
}

void CommandSupervisor::stop_all() {
    std::vector<JobId> ids;
    for (const auto& [id, running] : running_)
        if (!running.stopped) ids.push_back(id);
    for (const JobId id : ids)
        stop(id, ActionOutcome::Interrupted);
}

void CommandSupervisor::finish(AllRunning::iterator entry) {
    const JobId id = entry->first;
    Running& running = entry->second;
    const process::ExitStatus& status = *running.command.status();
    forget(running);
    set_alarm(id, running, std::nullopt);
    blind_.erase(id);
    const bool is_ok = status.code == 0;
    ActionEnd end{.outcome = running.stopped.value_or(is_ok ? ActionOutcome::Ok : ActionOutcome::Failed),
                  .code = status.code,
                  .signal = status.signal,
                  .elapsed = Clock::now() - running.started,
                  .cpu = status.cpu,
                  .output = running.command.output(),
                  .errors = running.command.errors(),
                  .untold = running.untold};
    end.message = sentence_of(*running.action, end);
    const std::string name = name_of(*running.action);
    running_.erase(entry);
    settle(id, std::move(end), name);
}

void CommandSupervisor::settle(JobId id, ActionEnd end, const std::string& name) {
    completions_.push({id, Product(std::move(end)), 0, 1, name});
    told_.emplace_back(CommandEnded{id});
}

/// Of what should never fail. Nothing runs on unwatched.
void CommandSupervisor::give_up(const std::string& why) {
    try {
        broken_ = "commands cannot be supervised any more: " + why;
        for (const Job& job : std::exchange(incoming_, {}))
            settle(job.id, {.outcome = ActionOutcome::NotStarted, .message = broken_},
                   name_of(*std::get<ActionStart>(job.work).action));
        stop_all();
    } catch (const std::exception&) {  // memory is short: it may be there again when the next command has ended
    }
}

/// All are told before any is waited for.
void CommandSupervisor::end_all() noexcept {
    for (auto& [id, running] : running_)
        running.command.kill();
    running_.clear();
    incoming_.clear();
}

}  // namespace photolibrary::schedule
