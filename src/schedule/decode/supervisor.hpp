#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "process/zygote.hpp"
#include "schedule/decode/job_frames.hpp"

namespace photolibrary::schedule {

/// Feeds the decoding children of one batch, from a thread of its own: gives them jobs, ends those that pass a
/// deadline, replaces those that end, and sees to it that every job gets exactly one result.
///
/// A job during which its child ends is tried once more, alone in a fresh child; if that ends too, it is `crashed`.
/// Jobs that merely shared the child are started again at no cost to them.
class Supervisor {
  public:
    struct Settings {
        std::size_t processes = 1;
        process::ChildSettings child;
    };

    /// Children that end in a row, without a single result between them, before the batch is given up.
    static constexpr int storm = 32;

    Supervisor(process::ZygoteSession session, process::ZygoteProgram program, const Settings& settings,
               Completions& completions);

    void submit(ImageJob job);  ///< from any thread
    // From the batch's thread.
    void cancel_waiting();
    void end();  ///< run() ends its children and returns; jobs that are left get no result
    std::optional<core::Failure> breakdown() const;
    std::vector<std::string> confinement() const;

    /// The supervising thread's whole life.
    void run() noexcept;

  private:
    using Clock = std::chrono::steady_clock;

    struct Task {
        ImageJob job;
        int attempts = 0;
        bool is_suspect = false;  ///< its child has ended while it ran
    };
    struct Running {
        Task task;
        Clock::time_point deadline = Clock::time_point::max();
        bool is_overdue = false;
    };
    struct Child {
        std::uint32_t number = 0;
        process::Channel channel;
        process::PidFd pid;
        std::map<JobId, Running> running;
        std::optional<ChildDying> last_words;
        unsigned results = 0;
        bool is_ready = false;
        bool is_for_suspect = false;  ///< takes nothing else meanwhile
        bool is_leaving = false;      ///< gets no more jobs
        bool is_closed = false;       ///< it has closed the channel; how it ended is still to come
        bool is_killed = false;       ///< by us
        Clock::time_point since;      ///< forked, told to leave, killed or closed, whichever was last

        bool is_idle() const noexcept { return running.empty(); }
        /// Nothing but the zygote's word can tell what became of it: how it ended, or that it ever began.
        bool awaits_zygote() const noexcept { return is_closed || (is_killed && !pid); }
    };
    using Children = std::list<Child>;

    void step();
    void take_orders();
    void wait();
    Clock::time_point next_alarm() const;

    void dispatch();
    bool dispatch_suspect();
    bool dispatch_waiting();
    bool fork_child();
    bool give(Child& child, Task task);
    void make_room();
    std::size_t places_taken() const noexcept;

    void read_children();
    void read(Child& child);
    bool accept(Child& child, const process::Frame& frame);
    void accept_result(Child& child, ChildResult message);
    static void let_go(Child& child);
    static void kill(Child& child) noexcept;

    void read_session();
    Child* child_of(std::uint32_t number) noexcept;
    void on_forked(Child& child, process::PidFd pid);
    void on_ended(Child& child, int status);
    void on_lost();
    void settle(Child& child, int status);
    static const Running& victim_of(const Child& child);
    void settle_culprit(Task task, bool out_of_memory, int status);
    void remove(const Child& child);
    void back_off(int error);
    void requeue(Child& child);
    void requeue(Task task);
    void count_death(int status);

    void check_clocks();
    static Clock::time_point deadline_of(const ImageJob& job);
    void finish(const Task& task, core::Failure failure);
    void cancel(const Task& task);
    void give_up(const std::string& why);
    void end_children();

    process::ZygoteSession session_;
    const process::ZygoteProgram program_;
    const Settings settings_;
    Completions& completions_;

    mutable std::mutex mutex_;  // for what follows until the blank line
    std::vector<ImageJob> incoming_;
    bool cancel_requested_ = false;
    bool end_requested_ = false;
    std::optional<core::Failure> breakdown_;
    process::Confinement confinement_;
    core::Event orders_;

    std::deque<Task> waiting_;
    std::deque<Task> suspects_;
    Children children_;
    std::uint32_t next_number_ = 0;
    int deaths_ = 0;           // in a row
    std::string last_victim_;  // the file that the last of them was on
    Clock::time_point no_fork_before_;
    bool has_session_ = true;
    bool is_broken_ = false;
    bool is_ended_ = false;
};

}  // namespace photolibrary::schedule
