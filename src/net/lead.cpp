#include "net/lead.hpp"

#include <utility>

namespace photolibrary::net {
namespace {

/// How often the loop's own thread looks after a helper that comes and goes. To be woken each time would cost more.
constexpr std::chrono::milliseconds round{5};

}  // namespace

bool Lead::take(bool is_quick) {
    const std::lock_guard lock(mutex_);
    if (leader_ == Leader::Nobody && is_quick && !is_called_) {
        leader_ = Leader::Helper;
        return true;
    }
    if (leader_ == Leader::Nobody) {
        is_called_ = true;
        own_turn_.notify_one();
    }
    is_wanted_ = is_quick;
    return false;
}

void Lead::give_back(bool is_idle) {
    const std::lock_guard lock(mutex_);
    ++turns_;
    rest(is_idle);
    if (is_called_ || (is_asleep_ && !is_idle_)) own_turn_.notify_one();
}

void Lead::await(bool is_idle) {
    std::unique_lock lock(mutex_);
    if (leader_ == Leader::Own) rest(is_idle);
    unsigned seen = turns_;
    while (leader_ != Leader::Nobody || !is_called_) {
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
    is_called_ = false;
    leader_ = Leader::Own;
}

void Lead::stir() {
    const std::lock_guard lock(mutex_);
    if (leader_ != Leader::Nobody) is_stirred_ = true;
    if (leader_ != Leader::Nobody || !std::exchange(is_idle_, false)) return;
    left_ = Clock::now();
    if (is_asleep_) own_turn_.notify_one();
}

void Lead::call() {
    const std::lock_guard lock(mutex_);
    is_called_ = true;
    own_turn_.notify_one();
}

void Lead::rest(bool is_idle) {
    leader_ = Leader::Nobody;
    left_ = Clock::now();
    is_idle_ = !std::exchange(is_stirred_, false) && is_idle;
    is_wanted_ = false;
}

}  // namespace photolibrary::net
