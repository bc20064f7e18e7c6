#include "net/transfer_queue.hpp"

#include <algorithm>
#include <utility>

namespace photolibrary::net {

TransferQueue::Host& TransferQueue::host_of(const Origin& origin) {
    return hosts_[origin.scheme + "://" + origin.host + ':' + origin.port];
}

void TransferQueue::add(TransferPtr transfer) {
    Host& host = host_of(transfer->origin());
    if (host.waiting.empty()) turns_.push_back(&host);
    host.waiting.push_back(std::move(transfer));
}

void TransferQueue::add_first(TransferPtr transfer) {
    Host& host = host_of(transfer->origin());
    if (host.waiting.empty()) turns_.push_front(&host);
    host.waiting.push_front(std::move(transfer));
}

void TransferQueue::add_later(TransferPtr transfer) {
    later_.push_back(std::move(transfer));
}

void TransferQueue::park(TransferPtr transfer) {
    parked_.push_back(std::move(transfer));
}

void TransferQueue::unpark() {
    for (TransferPtr& transfer : std::exchange(parked_, {}))
        add(std::move(transfer));
}

TransferQueue::TransferPtr TransferQueue::next(Clock::time_point now) {
    for (auto entry = later_.begin(); entry != later_.end();) {
        if ((*entry)->resume_at() > now) {
            ++entry;
            continue;
        }
        add_first(std::move(*entry));
        entry = later_.erase(entry);
    }
    if (running_ == slots_) return nullptr;
    for (auto turn = turns_.begin(); turn != turns_.end();) {
        Host& host = **turn;
        const bool is_busy = host.running >= (host.is_multiplexed ? slots_ : per_host_) || host.paused_until > now;
        if (is_busy) {
            ++turn;
            continue;
        }
        TransferPtr transfer = std::move(host.waiting.front());
        host.waiting.pop_front();
        if (host.waiting.empty()) {
            turn = turns_.erase(turn);
        } else if (std::next(turn) != turns_.end()) {
            turns_.splice(turns_.end(), turns_, turn);
            turn = turns_.begin();
        }
        if (!transfer->reserve()) {
            park(std::move(transfer));
            continue;
        }
        ++host.running;
        ++running_;
        return transfer;
    }
    return nullptr;
}

void TransferQueue::ended(const Origin& origin, bool is_multiplexed) {
    Host& host = host_of(origin);
    --host.running;
    --running_;
    host.is_multiplexed = is_multiplexed;
}

void TransferQueue::pause(const Origin& origin, Clock::time_point until) {
    Host& host = host_of(origin);
    host.paused_until = std::max(host.paused_until, until);
}

std::vector<TransferQueue::TransferPtr> TransferQueue::take_if(const std::function<bool(const Transfer&)>& wanted) {
    std::vector<TransferPtr> taken;
    const auto take_from = [&](auto& transfers) {
        for (TransferPtr& transfer : transfers) {
            if (wanted(*transfer)) taken.push_back(std::move(transfer));
        }
        std::erase_if(transfers, [](const TransferPtr& transfer) { return transfer == nullptr; });
    };
    for (auto& [key, host] : hosts_)
        take_from(host.waiting);
    turns_.remove_if([](const Host* host) { return host->waiting.empty(); });
    take_from(later_);
    take_from(parked_);
    return taken;
}

std::vector<TransferQueue::TransferPtr> TransferQueue::take_not_begun() {
    return take_if([](const Transfer& transfer) { return !transfer.has_begun(); });
}

std::vector<TransferQueue::TransferPtr> TransferQueue::take_late(Clock::time_point now) {
    return take_if([now](const Transfer& transfer) { return transfer.deadline() <= now; });
}

TransferQueue::Clock::time_point TransferQueue::next_alarm() const {
    Clock::time_point alarm = Clock::time_point::max();
    const auto heed = [&alarm](const TransferPtr& transfer) { alarm = std::min(alarm, transfer->deadline()); };
    for (const TransferPtr& transfer : later_) {
        heed(transfer);
        alarm = std::min(alarm, transfer->resume_at());
    }
    std::for_each(parked_.begin(), parked_.end(), heed);
    for (const Host* host : turns_) {
        if (host->paused_until > Clock::now()) alarm = std::min(alarm, host->paused_until);
        for (const TransferPtr& transfer : host->waiting) {
            if (!transfer->has_begun()) break;  // those that have stand in front
            heed(transfer);
        }
    }
    return alarm;
}

}  // namespace photolibrary::net
