#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "net/transfer.hpp"

namespace photolibrary::net {

/// The transfers of one client that do not run, and whose turn it is: hosts take turns, and within one host first come
/// is first served. Who waits holds no slot.
class TransferQueue {
  public:
    using Clock = Transfer::Clock;
    using TransferPtr = std::unique_ptr<Transfer>;

    TransferQueue(int slots, int per_host) noexcept : slots_(slots), per_host_(per_host) {}

    void add(TransferPtr transfer);
    /// Before all others of its host.
    void add_first(TransferPtr transfer);
    /// Its turn comes at resume_at().
    void add_later(TransferPtr transfer);
    /// Until there is room for its bytes.
    void park(TransferPtr transfer);
    /// Looks at the parked ones again.
    void unpark();

    /// The next one to run; nothing if every slot is taken, or every host busy or paused. It holds a slot until
    /// ended() is called for its host.
    TransferPtr next(Clock::time_point now);
    /// is_multiplexed: whether the host takes many requests over one connection; then the limit of connections does
    /// not limit transfers.
    void ended(const Origin& origin, bool is_multiplexed);

    /// Asks nothing of a host until then.
    void pause(const Origin& origin, Clock::time_point until);

    /// Those that were never started, or whose deadline has passed.
    std::vector<TransferPtr> take_not_begun();
    std::vector<TransferPtr> take_late(Clock::time_point now);

    /// When next() or take_late() may have something that they do not have now.
    Clock::time_point next_alarm() const;

    /// Every slot is taken.
    bool is_full() const noexcept { return running_ == slots_; }

  private:
    struct Host {
        std::deque<TransferPtr> waiting;
        int running = 0;
        bool is_multiplexed = false;
        Clock::time_point paused_until;
    };

    Host& host_of(const Origin& origin);
    std::vector<TransferPtr> take_if(const std::function<bool(const Transfer&)>& wanted);

    const int slots_;
    const int per_host_;
    int running_ = 0;
    std::map<std::string, Host> hosts_;
    std::list<Host*> turns_;  ///< hosts with waiting transfers, the next one first
    std::list<TransferPtr> later_;
    std::deque<TransferPtr> parked_;
};

}  // namespace photolibrary::net
