#include "schedule/decode/linux/supervisor.hpp"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <system_error>
#include <utility>

#include "core/signal_name.hpp"
#include "schedule/decode/run_job.hpp"

namespace photolibrary::schedule {
namespace {

using core::Failure;
using core::FailureReason;
using std::chrono::milliseconds;

/// A child notices a deadline itself wherever it can; only one that does not is killed.
constexpr milliseconds deadline_grace(20);
constexpr milliseconds start_time(10'000);  // of a forked child, on a machine that is very busy
constexpr milliseconds leave_time(2'000);
constexpr milliseconds report_time(2'000);  // of the zygote, for how a child ended
constexpr milliseconds back_off_time(50);
constexpr milliseconds end_time(500);

// A child is replaced after this many results, and when it holds this much memory: whatever leaks, leaks no further,
// and one that an image has taken over lies about no more than these.
constexpr unsigned max_results = 256;
constexpr std::uint64_t max_resident_bytes = 128U << 20;

/// Of a job whose children end and name other jobs, again and again: from then on it is alone in its child.
constexpr int most_acquittals = 3;

constexpr const char* any_file = "…";

int poll_time(std::chrono::steady_clock::time_point until) {
    if (until == std::chrono::steady_clock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<milliseconds::rep>(left.count(), 0, 60'000));
}

std::string described(int status) {
    if (WIFSIGNALED(status)) return "by " + core::signal_name(WTERMSIG(status));
    return "with exit status " + std::to_string(WEXITSTATUS(status));
}

/// What a process that could not be waited for has ended by.
constexpr int killed_status = SIGKILL;

/// As it would stand in a string of PHP's on a command line.
std::string shown_in_php(const ImageJob& job) {
    const std::string& name = analysis::label_of(job.work.source);
    const bool is_plain =
        std::holds_alternative<analysis::File>(job.work.source) && name.find_first_of("'\"\\$\n") == std::string::npos;
    return is_plain ? name : any_file;
}

}  // namespace

Supervisor::Supervisor(process::ZygoteSession session, process::ZygoteProgram program, const Settings& settings,
                       Completions& completions)
    : session_(std::move(session)),
      program_(std::move(program)),
      settings_(settings),
      completions_(completions),
      last_victim_(any_file),
      most_children_(settings.processes) {}

// ------------------------------------------------------------------------------------------- from the batch's thread

void Supervisor::submit(ImageJob job) {
    const std::lock_guard lock(mutex_);
    incoming_.push_back(std::move(job));
    orders_.set();
}

void Supervisor::cancel_waiting() {
    const std::lock_guard lock(mutex_);
    cancel_requested_ = true;
    orders_.set();
}

void Supervisor::end() {
    const std::lock_guard lock(mutex_);
    end_requested_ = true;
    orders_.set();
}

std::optional<Failure> Supervisor::breakdown() const {
    const std::lock_guard lock(mutex_);
    return breakdown_;
}

std::vector<std::string> Supervisor::confinement() const {
    const std::lock_guard lock(mutex_);
    return process::names_of(confinement_);
}

// ------------------------------------------------------------------------------------------- the supervising thread

void Supervisor::run() noexcept {
    while (!is_ended_) {
        try {
            step();
        } catch (const std::system_error& error) {
            back_off(error.code().value());
        } catch (const std::exception& error) {
            give_up(std::string("supervising them failed: ") + error.what());
        }
    }
    end_children();
}

void Supervisor::step() {
    take_orders();
    if (is_ended_) return;
    dispatch();
    wait();
    read_children();
    read_session();
    check_clocks();
}

void Supervisor::take_orders() {
    std::vector<ImageJob> incoming;
    bool cancelling = false;
    {
        const std::lock_guard lock(mutex_);
        orders_.clear();
        incoming.swap(incoming_);
        cancelling = std::exchange(cancel_requested_, false);
        is_ended_ = end_requested_;
    }
    for (ImageJob& job : incoming)
        waiting_.push_back({std::move(job)});
    if (!cancelling && !is_broken_) return;
    for (const Task& task : std::exchange(waiting_, {}))
        cancel(task);
}

void Supervisor::wait() {
    std::vector<pollfd> waiting{{orders_.fd(), POLLIN, 0}};
    if (has_session_) waiting.push_back({session_.fd(), POLLIN, 0});
    for (const Child& child : children_) {
        if (!child.is_closed) waiting.push_back({child.channel.fd(), POLLIN, 0});
    }
    ::poll(waiting.data(), waiting.size(), poll_time(next_alarm()));
}

Supervisor::Clock::time_point Supervisor::next_alarm() const {
    Clock::time_point alarm = Clock::time_point::max();
    for (const Child& child : children_) {
        if (child.is_ending()) {
            alarm = std::min(alarm, child.since + report_time);
            continue;
        }
        if (const auto most = time_allowed(child)) alarm = std::min(alarm, child.since + *most);
        for (const auto& [id, running] : child.running) {
            if (running.deadline != Clock::time_point::max())
                alarm = std::min(alarm, running.deadline + deadline_grace);
        }
    }
    if (waiting_.empty() && suspects_.empty()) return alarm;
    if (no_job_before_ > Clock::now()) alarm = std::min(alarm, no_job_before_);
    return places_taken() < most_children_ ? std::min(alarm, no_fork_before_) : alarm;
}

// ------------------------------------------------------------------------------------------- giving jobs

/// Children that work, or may.
std::size_t Supervisor::places_taken() const noexcept {
    return static_cast<std::size_t>(std::count_if(children_.begin(), children_.end(), [](const Child& child) {
        return !child.is_leaving || (!child.is_idle() && !child.is_killed && !child.is_closed);
    }));
}

void Supervisor::dispatch() {
    if (Clock::now() < no_job_before_) return;
    while (!suspects_.empty() && dispatch_suspect()) {
    }
    while (!waiting_.empty() && dispatch_waiting()) {
    }
}

/// A suspect goes alone into a fresh child, so a place must be made for that. False if there is none yet.
bool Supervisor::dispatch_suspect() {
    if (places_taken() == most_children_) make_room();
    if (places_taken() == most_children_ || !fork_child()) return false;
    children_.back().is_for_suspect = true;
    Task task = std::move(suspects_.front());
    suspects_.pop_front();
    return give(children_.back(), std::move(task));
}

/// Lets the least busy child go, unless one that is going already will do.
void Supervisor::make_room() {
    Child* least_busy = nullptr;
    for (Child& child : children_) {
        if (child.is_leaving && !child.is_idle() && !child.is_killed && !child.is_closed) return;
        if (child.is_leaving || child.is_for_suspect) continue;
        if (least_busy == nullptr || child.running.size() < least_busy->running.size()) least_busy = &child;
    }
    if (least_busy != nullptr) let_go(*least_busy);
}

/// Jobs that it has and had: one that answers faster than others gets no more than they, as long as they are free.
std::pair<std::size_t, unsigned> Supervisor::load_of(const Child& child) noexcept {
    return {child.running.size(), child.results};
}

/// False if every thread of every child has a job.
bool Supervisor::dispatch_waiting() {
    Child* freest = nullptr;
    for (Child& child : children_) {
        if (child.is_leaving || child.is_for_suspect || child.running.size() >= settings_.child.threads) continue;
        if (freest == nullptr || load_of(child) < load_of(*freest)) freest = &child;
    }
    if ((freest == nullptr || !freest->is_idle()) && places_taken() < most_children_ && fork_child()) {
        freest = &children_.back();
    }
    if (freest == nullptr) return false;
    Task task = std::move(waiting_.front());
    waiting_.pop_front();
    return give(*freest, std::move(task));
}

bool Supervisor::fork_child() {
    if (Clock::now() < no_fork_before_) return false;
    auto [ours, theirs] = process::Channel::make_pair();
    Child child;
    child.number = next_number_++;
    child.channel = process::Channel(std::move(ours));
    child.since = Clock::now();
    if (!session_.fork(child.number, theirs, settings_.child)) {
        no_fork_before_ = Clock::now() + back_off_time;  // the session has closed: read_session() will see it
        return false;
    }
    children_.push_back(std::move(child));
    return true;
}

/// Takes the task over. False if the child cannot be given anything.
bool Supervisor::give(Child& child, Task task) {
    core::Outcome<OpenSource> source = open_for_child(task.job.work.source);
    if (const Failure* const lack = source.shortage()) {
        requeue(std::move(task));
        child.is_for_suspect = false;
        wait_out(*lack);
        return false;
    }
    patience_.renew();
    ++task.attempts;
    if (!source) {
        finish(task, std::move(source).failure());
        child.is_for_suspect = false;
        return true;
    }
    if (!send_job(child.channel, task.job, source.value())) {
        --task.attempts;  // for the death of a child that never had it
        requeue(std::move(task));
        let_go(child);
        return false;
    }
    Running running{std::move(task)};
    if (child.stage != Stage::Starting) running.deadline = deadline_of(running.task.job);
    const JobId id = running.task.job.id;
    child.running.emplace(id, std::move(running));
    return true;
}

/// It leaves when it has done what it has.
void Supervisor::let_go(Child& child) {
    child.is_leaving = true;
    child.since = Clock::now();
    if (child.is_idle() && !child.is_closed) child.channel.end_sending();
}

void Supervisor::kill(Child& child) noexcept {
    child.is_leaving = true;
    child.is_killed = true;
    child.since = Clock::now();
    end_process(child);
}

/// Nothing that it says is of interest any more. One that has closed its end is about to leave, which this does not
/// change: how it ends is settled by then. One that only pretends to leave ends here.
void Supervisor::hang_up(Child& child) noexcept {
    child.is_leaving = true;
    child.is_closed = true;
    child.since = Clock::now();
    child.channel.close();
    end_process(child);
}

/// The zygote knows it also while we do not, or have no descriptor for it.
void Supervisor::end_process(const Child& child) noexcept {
    if (child.pid) {
        child.pid.send(SIGKILL);
    } else {
        session_.kill(child.number);
    }
}

// ------------------------------------------------------------------------------------------- hearing from children

void Supervisor::read_children() {
    for (Child& child : children_)
        read(child);
}

void Supervisor::read(Child& child) {
    process::Frame frame;
    while (!child.is_closed) {
        const process::Channel::State state = child.channel.receive(frame);
        if (state == process::Channel::State::Nothing) return;
        if (state == process::Channel::State::Frame && accept(child, frame)) continue;
        child.has_offended = state == process::Channel::State::Frame;
        hang_up(child);
    }
}

/// False for a frame that no healthy child sends, or not now. So none can be repeated for ever: each is of a job that
/// the child has, or leads to another stage.
bool Supervisor::accept(Child& child, const process::Frame& frame) {
    std::optional<ChildFrame> message = read_child_frame(frame);
    if (!message) return false;
    if (const auto* const ready = std::get_if<ChildReady>(&*message)) {
        if (child.stage != Stage::Starting) return false;
        accept_ready(child, *ready);
        return true;
    }
    if (const auto* const dying = std::get_if<ChildDying>(&*message)) {
        if (child.stage != Stage::Serving || !child.running.contains(dying->job)) return false;
        accept_last_words(child, *dying);
        return true;
    }
    auto& result = std::get<ChildResult>(*message);
    const auto running = child.running.find(result.result.id);
    const bool is_dead = child.last_words && child.last_words->job == result.result.id;
    if (child.stage == Stage::Starting || is_dead || running == child.running.end()) return false;
    if (!is_plausible(result, running->second.task.job)) return false;
    accept_result(child, std::move(result));
    return true;
}

void Supervisor::accept_ready(Child& child, const ChildReady& ready) {
    child.stage = Stage::Serving;
    for (auto& [id, running] : child.running)
        running.deadline = deadline_of(running.task.job);
    const std::lock_guard lock(mutex_);
    confinement_ = ready.confinement;
}

void Supervisor::accept_last_words(Child& child, const ChildDying& dying) {
    child.stage = Stage::Dying;
    child.last_words = dying;
    child.is_leaving = true;
    child.since = Clock::now();
}

void Supervisor::accept_result(Child& child, ChildResult message) {
    const auto running = child.running.find(message.result.id);
    const Task& task = running->second.task;
    message.result.attempts = task.attempts;
    describe(message.result, task.job);
    completions_.push(std::move(message.result));
    child.running.erase(running);
    child.is_for_suspect = false;
    deaths_ = 0;
    const bool is_spent = ++child.results >= max_results || message.resident_bytes > max_resident_bytes;
    if (is_spent || child.is_leaving) let_go(child);
}

// ------------------------------------------------------------------------------------------- hearing from the zygote

void Supervisor::read_session() {
    while (auto event = session_.next_event()) {
        if (std::holds_alternative<process::ZygoteSession::Lost>(*event)) {
            on_lost();
            return;
        }
        if (auto* const forked = std::get_if<process::ZygoteSession::Forked>(&*event)) {
            if (Child* const child = child_of(forked->number)) on_forked(*child, std::move(forked->pid));
        } else if (const auto* const refused = std::get_if<process::ZygoteSession::NotForked>(&*event)) {
            if (Child* const child = child_of(refused->number)) {
                requeue(*child);
                remove(*child);
                back_off(refused->error);
            }
        } else if (const auto* const ended = std::get_if<process::ZygoteSession::Ended>(&*event)) {
            if (Child* const child = child_of(ended->number)) on_ended(*child, ended->status);
        }
    }
}

Supervisor::Child* Supervisor::child_of(std::uint32_t number) noexcept {
    const auto child =
        std::find_if(children_.begin(), children_.end(), [number](const Child& one) { return one.number == number; });
    return child != children_.end() ? &*child : nullptr;
}

void Supervisor::on_forked(Child& child, process::PidFd pid) {
    child.pid = std::move(pid);
    if (child.pid) return;
    requeue(child);  // one that only the zygote can end must not begin
    kill(child);
    back_off(EMFILE);
}

void Supervisor::on_ended(Child& child, int status) {
    read(child);  // what it has said before
    settle(child, status);
    remove(child);
}

void Supervisor::settle(Child& child, int status) {
    if (!child.running.empty()) last_victim_ = shown_in_php(victim_of(child).task.job);
    const bool ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0 && child.is_idle();
    if (!ended_well && !child.is_killed) count_death(status);
    const bool was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    const Clock::time_point now = Clock::now();
    const bool is_culprit_known = child.last_words && child.running.contains(child.last_words->job);
    for (auto& [id, running] : std::exchange(child.running, {})) {
        const bool is_culprit = is_culprit_known ? id == child.last_words->job : !child.is_killed;
        if (running.is_overdue || (was_killed && running.deadline <= now)) {
            finish(running.task, core::timed_out(running.task.job.work.options.timeout));
        } else if (is_culprit) {
            settle_culprit(std::move(running.task), is_culprit_known && child.last_words->out_of_memory, child, status);
        } else {
            acquit(std::move(running.task), is_culprit_known);
        }
    }
}

/// It starts again at no cost, unless that has happened too often.
void Supervisor::acquit(Task task, bool other_was_named) {
    if (other_was_named && ++task.acquittals > most_acquittals) {
        task.is_suspect = true;
    } else {
        --task.attempts;
    }
    requeue(std::move(task));
}

/// The job that has ended the child, or one of those that may have. Precondition: it had some.
const Supervisor::Running& Supervisor::victim_of(const Child& child) {
    const auto named = child.last_words ? child.running.find(child.last_words->job) : child.running.end();
    return named != child.running.end() ? named->second : child.running.begin()->second;
}

void Supervisor::settle_culprit(Task task, bool out_of_memory, const Child& child, int status) {
    const bool was_alone = task.is_suspect || settings_.child.threads == 1;
    if (out_of_memory && was_alone) {
        finish(task, core::not_enough_memory());
    } else if (task.is_suspect) {
        const std::string how =
            child.has_offended ? "was ended, because it sent what no decoder sends" : "ended " + described(status);
        finish(task, {FailureReason::Crashed, "the process that decoded it " + how + ", twice",
                      WIFSIGNALED(status) ? WTERMSIG(status) : 0});
    } else {
        task.is_suspect = true;
        suspects_.push_back(std::move(task));
    }
}

/// The zygote has ended, and its children with it.
void Supervisor::on_lost() {
    for (Child& child : children_) {
        read(child);
        kill(child);
        requeue(child);
    }
    children_.clear();
    has_session_ = false;
    if (is_broken_) return give_up({});
    core::Outcome<process::ZygoteSession> session = process::ZygoteSession::open(program_);
    if (!session) return give_up(session.failure().message);
    session_ = std::move(session).value();
    has_session_ = true;
    count_death(SIGKILL);
}

void Supervisor::remove(const Child& child) {
    children_.remove_if([&child](const Child& one) { return &one == &child; });
}

/// Its jobs start again elsewhere, at no cost to them.
void Supervisor::requeue(Child& child) {
    for (auto& [id, running] : std::exchange(child.running, {})) {
        --running.task.attempts;
        requeue(std::move(running.task));
    }
}

void Supervisor::requeue(Task task) {
    (task.is_suspect ? suspects_ : waiting_).push_front(std::move(task));
}

/// The system lacks something just now: descriptors, processes, memory.
void Supervisor::back_off(int error) {
    no_fork_before_ = Clock::now() + back_off_time;
    if (places_taken() > 0 || ++deaths_ < storm) return;
    give_up("the system refuses another process: " + std::system_category().message(error) +
            ". Ask for fewer, or raise its limits.");
}

/// Children that end their jobs give back what those hold. If none has one, others may help for a while; then the
/// children themselves have to become fewer, for good.
void Supervisor::wait_out(const Failure& lack) {
    no_job_before_ = Clock::now() + Patience::pause;
    const bool is_busy =
        std::any_of(children_.begin(), children_.end(), [](const Child& child) { return !child.is_idle(); });
    if (is_busy) return patience_.renew();
    if (patience_.lasts()) return;
    if (most_children_ == 1) return give_up(lack.message);
    most_children_ /= 2;
    patience_.renew();
    for (Child& child : children_)
        if (!child.is_leaving && places_taken() > most_children_) kill(child);
}

void Supervisor::count_death(int status) {
    if (++deaths_ < storm) return;
    const std::string said = session_.errors();
    give_up(
        "the last " + std::to_string(storm) + " of them ended without a result, the very last one " +
        described(status) + (said.empty() ? "" : " (they said: " + said + ")") +
        ". Unless all of these images are hostile, a library that decodes them is broken: to see it crash, run php -r "
        "'PhotoLibrary\\palette(\"" +
        last_victim_ + "\");'");
}

// ------------------------------------------------------------------------------------------- time, and the end

void Supervisor::check_clocks() {
    const Clock::time_point now = Clock::now();
    for (auto child = children_.begin(); child != children_.end();) {
        const auto next = std::next(child);
        if (child->is_ending()) {
            if (check_end(*child, now)) children_.erase(child);
        } else {
            check_deadlines(*child, now);
        }
        if (is_broken_) return;
        child = next;
    }
}

/// How long a child may stay as it is, apart from the deadlines of its jobs.
std::optional<milliseconds> Supervisor::time_allowed(const Child& child) noexcept {
    if (child.stage == Stage::Dying || (child.is_leaving && child.is_idle())) return leave_time;
    if (child.stage == Stage::Starting) return start_time;
    return std::nullopt;
}

void Supervisor::check_deadlines(Child& child, Clock::time_point now) {
    bool is_late = false;
    for (auto& [id, running] : child.running) {
        if (running.deadline == Clock::time_point::max()) continue;
        running.is_overdue = now >= running.deadline + deadline_grace;
        is_late = is_late || running.is_overdue;
    }
    const auto most = time_allowed(child);
    if (!is_late && !(most && now >= child.since + *most)) return;
    kill(child);
    if (child.stage == Stage::Starting) count_death(killed_status);
}

/// True for a child that is to be forgotten: the system has not ended it yet, so the zygote cannot say that it has.
bool Supervisor::check_end(Child& child, Clock::time_point now) {
    if (now < child.since + report_time) return false;
    child.since = now;
    if (child.pid && !child.pid.has_ended()) {
        settle(child, killed_status);
        return true;
    }
    session_.kill_zygote();  // it should have said so by now; on_lost() follows
    return false;
}

Supervisor::Clock::time_point Supervisor::deadline_of(const ImageJob& job) {
    return Clock::now() + std::chrono::duration_cast<Clock::duration>(time_left(job));
}

void Supervisor::finish(const Task& task, Failure failure) {
    completions_.push(failed(task.job, std::move(failure), task.attempts));
}

void Supervisor::cancel(const Task& task) {
    completions_.push(cancelled(task.job, task.attempts));
}

/// Every job that has no result yet comes back as cancelled, and so does every later one.
void Supervisor::give_up(const std::string& why) {
    if (!is_broken_) {
        const std::lock_guard lock(mutex_);
        breakdown_ = Failure{FailureReason::Internal, "isolated processes were given up: " + why};
    }
    is_broken_ = true;
    for (Child& child : children_) {
        kill(child);
        requeue(child);
    }
    for (const Task& task : std::exchange(waiting_, {}))
        cancel(task);
    for (const Task& task : std::exchange(suspects_, {}))
        cancel(task);
}

void Supervisor::end_children() {
    for (Child& child : children_)
        kill(child);
    const Clock::time_point end = Clock::now() + end_time;
    for (const Child& child : children_) {
        while (child.pid && !child.pid.has_ended() && Clock::now() < end) {
            pollfd waiting{child.pid.fd(), POLLIN, 0};
            ::poll(&waiting, 1, poll_time(end));
        }
    }
}

}  // namespace photolibrary::schedule
