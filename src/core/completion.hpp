#pragma once

#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "core/event.hpp"

namespace photolibrary::core {

/// Finished work on its way to the one thread that takes it. The descriptor is readable exactly while something is
/// there to take (or while notify() is on), so a reader that leaves items behind need not re-arm anything.
template <class T>
class Completion {
  public:
    void push(T item) {
        const std::lock_guard lock(mutex_);
        items_.push_back(std::move(item));
        update();
    }

    /// As one push(), for all of them: whoever waits is woken once. Leaves none.
    void push_all(std::vector<T>& items) {
        if (items.empty()) return;
        const std::lock_guard lock(mutex_);
        for (T& item : items)
            items_.push_back(std::move(item));
        items.clear();
        update();
    }

    std::optional<T> pop() {
        const std::lock_guard lock(mutex_);
        if (items_.empty()) return std::nullopt;
        std::optional<T> item(std::move(items_.front()));
        items_.pop_front();
        update();
        return item;
    }

    bool empty() const {
        const std::lock_guard lock(mutex_);
        return items_.empty();
    }

    /// While on, the descriptor is readable even with nothing to take.
    void notify(bool on) {
        const std::lock_guard lock(mutex_);
        notified_ = on;
        update();
    }

    /// As notify(), but an independent flag, for whoever fills this queue.
    void notify_as_producer(bool on) {
        const std::lock_guard lock(mutex_);
        notified_by_producer_ = on;
        update();
    }

    /// While on, the descriptor does not change, which saves two system calls for each item.
    void silence(bool on) {
        const std::lock_guard lock(mutex_);
        silent_ = on;
        update();
    }

    int fd() const noexcept { return event_.fd(); }

    /// Another one for strangers: see Event::observer().
    UniqueFd observer() {
        const std::lock_guard lock(mutex_);
        return event_.observer();
    }

  private:
    void update() noexcept {
        if (silent_) return;
        const bool wanted = notified_ || notified_by_producer_ || !items_.empty();
        if (wanted == std::exchange(signalled_, wanted)) return;
        wanted ? event_.set() : event_.clear();
    }

    mutable std::mutex mutex_;
    std::deque<T> items_;
    Event event_;
    bool notified_ = false;
    bool notified_by_producer_ = false;
    bool silent_ = false;
    bool signalled_ = false;
};

}  // namespace photolibrary::core
