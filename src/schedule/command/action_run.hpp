#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "core/unique_fd.hpp"
#include "schedule/command/action_queue.hpp"
#include "schedule/command/command_events.hpp"
#include "schedule/command/command_supervisor.hpp"
#include "schedule/waitable.hpp"
#include "schedule/work.hpp"

namespace photolibrary::schedule {

/// Works through a queue: takes actions in their turn, has a batch run their commands, and tells all that happens in
/// the order in which it happens. Used by one thread, which also changes the queue meanwhile.
class ActionRun final : public Waitable {
  public:
    /// An action is about to be started: proceed() does it, and nothing else happens before that.
    struct Starting {
        ActionKey key;
        int attempt;
        std::size_t worker;   ///< from 1
        std::size_t active;   ///< with this one
        std::size_t workers;  ///< that there may be
    };
    struct Started {
        ActionKey key;
        pid_t pid;
        std::uint64_t start_ticks;
    };
    struct Output {
        ActionKey key;
        std::string text;
        bool is_error;
    };
    /// The action is gone from the queue.
    struct Ended {
        ActionKey key;
        ActionEnd end;
        int attempt;         ///< 0: it was never started
        std::size_t worker;  ///< 0: it had none
    };
    using Event = std::variant<Starting, Started, Output, Ended>;

    /// workers: at once; 0: one. queue: outlives the run. Throws std::system_error if the system has no thread or
    /// descriptor left.
    ActionRun(ActionQueue& queue, std::size_t workers, bool tells_output);
    ActionRun(const ActionRun&) = delete;
    ActionRun& operator=(const ActionRun&) = delete;
    ~ActionRun() override { abandon(); }

    /// What has happened next, if it is there. Precondition: not is_starting().
    std::optional<Event> next();

    bool is_starting() const noexcept { return starting_.has_value(); }
    /// Starts what Starting told of. environment: of its command, "NAME=value", without what the action adds.
    void proceed(const std::shared_ptr<const std::vector<std::string>>& environment);

    void set_workers(std::size_t workers);
    /// Nothing more is started; those that wait come out as cancelled. force: those that run are stopped.
    void stop(bool force);
    /// To be called whenever the queue was changed from outside.
    void note_change() { events_->notify(true); }

    /// Nothing waits or runs, and everything was told.
    bool finished() const noexcept { return finished_; }

    /// Kills those that run at once, with their groups, and tells nothing more. What was not started stays in the
    /// queue. The others are gone from it: returns their keys.
    std::vector<ActionKey> abandon();

    bool help(std::chrono::milliseconds) override { return false; }
    int ready_fd() override;
    /// As ready_fd(), for strangers, who may use it for as long as the run lives. Empty if the process has no
    /// descriptor left.
    core::UniqueFd observer();

  private:
    using Clock = ActionQueue::Clock;

    struct Task {
        ActionKey key = 0;
        std::shared_ptr<const Action> action{};
        int attempt = 0;
        std::size_t worker = 0;
    };
    /// Of which it is the turn, and what its command will hold.
    struct Start {
        Task task;
        core::PrivateFd lock;
        std::string failure;  ///< why it cannot be started
    };
    enum class Locking { Done, Held, Failed };

    std::optional<Event> take_event();
    std::optional<Event> take_end();
    std::optional<Event> settle(const Task& task, ActionEnd end);
    std::optional<Event> take_turn();
    std::optional<Event> take_unstarted();
    static Locking lock(Start& start);
    bool has_room() const noexcept { return !stopping_ && tasks_.size() < limit(); }
    std::size_t limit() const noexcept { return workers_ == 0 ? 1 : workers_; }
    std::size_t free_worker();
    void end_if_done();
    void end();

    ActionQueue& queue_;
    std::size_t workers_;
    const bool tells_output_;
    const std::unique_ptr<CommandEvents> events_ = std::make_unique<CommandEvents>();
    std::unique_ptr<Batch> batch_;
    std::shared_ptr<CommandSupervisor> supervisor_;
    std::unordered_map<JobId, Task> tasks_;  ///< that run
    std::vector<bool> busy_workers_;
    std::optional<Start> starting_;
    std::vector<ActionKey> cancelling_;  ///< the last one first
    std::minstd_rand random_;
    bool stopping_ = false;
    bool prefers_turn_ = false;  ///< to what has happened, lest a flood of output keeps others from their start
    bool finished_ = false;
    bool is_silent_ = false;   ///< its descriptor, while nobody waits
    bool is_watched_ = false;  ///< by strangers
};

}  // namespace photolibrary::schedule
