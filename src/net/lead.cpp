#include "net/lead.hpp"

#include <utility>

namespace photolibrary::net {
namespace {

/// How often the loop's own thread looks after a helper that comes and goes. To be woken each time would cost more.
constexpr std::chrono::milliseconds round{5};

}  // namespace

bool Lead::try_lead(bool is_quick) {
    const std::lock_guard lock(mutex_);
    if (leader_ == Leader::Nobody && is_quick && !is_promoted_) {
        leader_ = Leader::Helper;
        return true;
    }
    if (leader_ == Leader::Nobody) {
        is_promoted_ = true;
        own_turn_.notify_one();
    }
    is_wanted_ = is_quick;
    return false;
}

void Lead::resign(bool is_idle) {
    const std::lock_guard lock(mutex_);
    ++turns_;
    set_vacant(is_idle);
    if (is_promoted_ || (is_asleep_ && !is_idle_)) own_turn_.notify_one();
}

void Lead::await(bool is_idle) {
    std::unique_lock lock(mutex_);
    if (leader_ == Leader::Own) set_vacant(is_idle);
    unsigned seen = turns_;
    while (leader_ != Leader::Nobody || !is_promoted_) {
        if (leader_ == Leader::Helper && turns_ != seen) {
            seen = turns_;
            own_turn_.wait_for(lock, round);
        } else if (leader_ == Leader::Helper || is_idle_) {
            is_asleep_ = true;
            own_turn_.wait(lock);
            is_asleep_ = false;
        } else {
            if (Clock::now() >= left_ + patience) break;
            own_turn_.wait_until(lock, left_ + patience);
        }
    }
    is_promoted_ = false;
    leader_ = Leader::Own;
}

void Lead::notify() {
    const std::lock_guard lock(mutex_);
    if (leader_ != Leader::Nobody) is_notified_ = true;
    if (leader_ != Leader::Nobody || !std::exchange(is_idle_, false)) return;
    left_ = Clock::now();
    if (is_asleep_) own_turn_.notify_one();
}

void Lead::promote_own() {
    const std::lock_guard lock(mutex_);
    is_promoted_ = true;
    own_turn_.notify_one();
}

void Lead::set_vacant(bool is_idle) {
    leader_ = Leader::Nobody;
    left_ = Clock::now();
    is_idle_ = !std::exchange(is_notified_, false) && is_idle;
    is_wanted_ = false;
}

}  // namespace photolibrary::net
