#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/event.hpp"
#include "core/poller.hpp"
#include "schedule/command/command_events.hpp"
#include "schedule/work.hpp"

namespace photolibrary::schedule {

/// Runs the commands of one batch, from a thread of its own: starts them, takes their output, stops those that pass
/// their timeout, and sees to it that each gets exactly one result. Whatever it waits for, it waits for in one place.
class CommandSupervisor {
  public:
    using Clock = std::chrono::steady_clock;
    using Time = Clock::time_point;

    /// Output that was told and not taken; what comes beyond it is counted only.
    static constexpr std::size_t most_output_held = std::size_t{1} << 20;

    /// Throws std::system_error if no descriptor is left.
    CommandSupervisor(Completions& completions, CommandEvents& events);

    // From the batch's thread.
    void submit(Job job);
    /// Stops all that were submitted, as each of them is to be stopped.
    void interrupt();
    /// Tells an event at that time; nothing: at none. The last call counts.
    void wake_at(std::optional<Time> time);
    /// So much of the output that was told was taken.
    void take_output(std::size_t bytes) noexcept { output_held_ -= bytes; }
    /// run() ends all commands at once and returns; those that are left get no result.
    void end();

    /// The supervising thread's whole life.
    void run() noexcept;

  private:
    struct Running {
        std::shared_ptr<const Action> action;
        process::RunningCommand command;
        Time started;
        std::optional<Time> alarm{};             ///< to be stopped, or killed
        std::optional<ActionOutcome> stopped{};  ///< by us, and why
        std::vector<int> watched{};              ///< descriptors
        std::uint64_t untold = 0;
    };
    using AllRunning = std::unordered_map<JobId, Running>;

    void step();
    void take_orders();
    int wait_time() const;
    void read_ready();
    void look_at_blind_ones();
    void check_clocks();

    void start_incoming();
    bool start(Job& job);
    void tell_output(JobId id, std::string_view text, bool is_error);
    void advance(JobId id);
    void watch(JobId id, Running& running);
    void forget(const Running& running) noexcept;
    void set_alarm(JobId id, Running& running, std::optional<Time> time);
    void stop(JobId id, ActionOutcome why);
    void stop_all();
    void finish(AllRunning::iterator entry);
    void settle(JobId id, ActionEnd end, const std::string& name);
    void give_up(const std::string& why);
    void end_all() noexcept;

    Completions& completions_;
    CommandEvents& events_;
    std::atomic<std::size_t> output_held_{0};

    std::mutex mutex_;  // for what follows until the blank line
    std::vector<Job> submitted_;
    std::optional<Time> wake_time_;
    bool interrupt_requested_ = false;
    bool end_requested_ = false;
    bool has_orders_ = false;
    core::Event orders_;

    core::Poller poller_;
    std::vector<CommandEvent> told_;  // to be pushed at once
    std::deque<Job> incoming_;
    AllRunning running_;
    std::unordered_map<int, JobId> owners_;  // of descriptors
    std::set<std::pair<Time, JobId>> alarms_;
    std::set<JobId> blind_;  // whose end no descriptor tells
    std::optional<Time> wake_at_;
    std::string broken_;  // why nothing can run any more
    bool is_ended_ = false;
};

}  // namespace photolibrary::schedule
