#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/event.hpp"
#include "process/linux/zygote.hpp"
#include "schedule/decode/linux/job_frames.hpp"
#include "schedule/decode/patience.hpp"

namespace photolibrary::schedule {

/// Feeds the decoding children of one batch, from a thread of its own: gives them jobs, ends those that pass a
/// deadline, replaces those that end, and sees to it that every job gets exactly one result.
///
/// A job during which its child ends is tried once more, alone in a fresh child; if that ends too, it is `crashed`.
/// Jobs that merely shared the child are started again at no cost to them, but not for ever: an image that controls its
/// child can name others as culprits.
///
/// A child may be under the control of an image. Whatever it does that docs/child-protocol.md does not allow ends it,
/// and only it, as a crash.
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
        int acquittals = 0;       ///< its child has ended, and had named another job as the culprit
        bool is_suspect = false;  ///< its child has ended while it ran
    };
    struct Running {
        Task task;
        Clock::time_point deadline = Clock::time_point::max();
        bool is_overdue = false;
    };
    /// What a child may say next.
    enum class Stage {
        Starting,  ///< Ready
        Serving,   ///< the result of a job that it has; that it dies on one
        Dying,     ///< the result of another job that it has
    };
    struct Child {
        std::uint32_t number = 0;
        Stage stage = Stage::Starting;
        process::Channel channel;
        process::PidFd pid;
        std::map<JobId, Running> running;
        std::optional<ChildDying> last_words;
        unsigned results = 0;
        bool is_for_suspect = false;  ///< takes nothing else meanwhile
        bool is_leaving = false;      ///< gets no more jobs
        bool is_closed = false;       ///< nobody listens to it any more
        bool is_killed = false;       ///< by us, for a deadline or at the end
        bool has_offended = false;    ///< it did what no healthy child does
        Clock::time_point since;      ///< forked, told to leave, dying, killed or closed, whichever was last

        bool is_idle() const noexcept { return running.empty(); }
        /// It has ended, or is about to: the zygote will say how.
        bool is_ending() const noexcept { return is_closed || is_killed; }
    };
    using Children = std::list<Child>;

    void step();
    void take_orders();
    void wait();
    Clock::time_point next_alarm() const;

    void dispatch();
    bool dispatch_suspect();
    bool dispatch_waiting();
    static std::pair<std::size_t, unsigned> load_of(const Child& child) noexcept;
    bool fork_child();
    bool give(Child& child, Task task);
    void make_room();
    std::size_t places_taken() const noexcept;

    void read_children();
    void read(Child& child);
    bool accept(Child& child, const process::Frame& frame);
    void accept_ready(Child& child, const ChildReady& ready);
    static void accept_last_words(Child& child, const ChildDying& dying);
    void accept_result(Child& child, ChildResult message);
    static void let_go(Child& child);
    void hang_up(Child& child) noexcept;
    void kill(Child& child) noexcept;
    void end_process(const Child& child) noexcept;

    void read_session();
    Child* child_of(std::uint32_t number) noexcept;
    void on_forked(Child& child, process::PidFd pid);
    void on_ended(Child& child, int status);
    void on_lost();
    void settle(Child& child, int status);
    static const Running& victim_of(const Child& child);
    void acquit(Task task, bool other_was_named);
    void settle_culprit(Task task, bool out_of_memory, const Child& child, int status);
    void remove(const Child& child);
    void back_off(int error);
    void wait_out(const core::Failure& lack);
    void requeue(Child& child);
    void requeue(Task task);
    void count_death(int status);

    void check_clocks();
    static std::optional<std::chrono::milliseconds> time_allowed(const Child& child) noexcept;
    void check_deadlines(Child& child, Clock::time_point now);
    bool check_end(Child& child, Clock::time_point now);
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
    Clock::time_point no_job_before_;  // nothing more can be opened
    Patience patience_;
    std::size_t most_children_;  // at once; fewer than wanted once the system has refused what more would need
    bool has_session_ = true;
    bool is_broken_ = false;
    bool is_ended_ = false;
};

}  // namespace photolibrary::schedule
