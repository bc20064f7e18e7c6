#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace photolibrary::net {

/// Which of two threads runs a loop: its own, or one that waits for what the loop brings and can as well work for it, a
/// helper (Schmidt et al., Leader/Followers, 2000). A helper that comes back at once saves waking two threads for each
/// result; while one is busy with something else, or there is none, the loop's own thread leads.
class Lead {
  public:
    using Clock = std::chrono::steady_clock;

    /// A helper that stays away longer than this, after it was told something, has other work.
    static constexpr std::chrono::microseconds quick{250};
    /// How long nobody leads at most, while there is something to do.
    static constexpr std::chrono::milliseconds patience{1};

    // For helpers.

    /// False: somebody else leads, or will. is_quick: whether this helper comes back at once, usually.
    bool try_lead(bool is_quick);
    /// is_idle: nothing is to do until notify() is called.
    void resign(bool is_idle);

    // For the loop's own thread.

    /// Waits for its turn; it leads then.
    void await(bool is_idle);
    /// Whether a quick helper is waiting to lead. Best asked after its listener was told something.
    bool is_wanted() const noexcept { return is_wanted_; }

    // For all.

    /// There is something to do.
    void notify();
    /// The loop's own thread is to lead as soon as it can.
    void promote_own();

  private:
    enum class Leader { Nobody, Own, Helper };

    void set_vacant(bool is_idle);

    std::mutex mutex_;
    std::condition_variable own_turn_;
    Leader leader_ = Leader::Nobody;
    Clock::time_point left_;  ///< when the last leader gave it back
    unsigned turns_ = 0;      ///< of helpers
    bool is_idle_ = true;
    bool is_notified_ = false;  ///< since somebody found it idle
    bool is_promoted_ = false;
    bool is_asleep_ = false;  ///< the loop's own thread, until it is woken
    std::atomic<bool> is_wanted_ = false;
};

}  // namespace photolibrary::net
