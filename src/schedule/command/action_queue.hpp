#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/failure.hpp"
#include "schedule/command/action.hpp"

namespace photolibrary::schedule {

/// Numbers the actions of a queue, ascending in the order they were added.
using ActionKey = std::uint64_t;

/// Which action is next: the one with the largest priority, and of these the first that was added, whose target is free
/// and which need not wait for anything else. Data only: it starts nothing, and is used by one thread.
class ActionQueue {
  public:
    using Clock = std::chrono::steady_clock;
    using Time = Clock::time_point;

    struct Turn {
        ActionKey key;
        std::shared_ptr<const Action> action;
        int attempt;  ///< from 1
    };
    struct Doomed {
        ActionKey key;
        std::shared_ptr<const Action> action;
        std::string cause;  ///< id of the action that did not end ok
        int attempts;
    };

    /// Fails if one with this id waits, runs or is leased, or if it is to come after one that was never added: the
    /// message completes "must ".
    core::Outcome<ActionKey> add(std::shared_ptr<const Action> action);

    /// The next one whose turn it is, if there is one: it holds its target until it is put back or ends.
    std::optional<Turn> choose();
    /// It was not started after all: it waits where it was.
    void put_back(ActionKey key);
    /// It cannot be started before that, but others of its target can. Precondition: chosen.
    void pass_over(ActionKey key, Time until);
    /// It is to be started once more, and keeps its target until then.
    void retry(ActionKey key, Time at);
    /// It is gone, and those that come after it may be next, or never.
    void end(ActionKey key, bool ok);

    /// Those whose turn it is, for somebody else to do: they hold their targets until that is told, or until then.
    std::vector<ActionKey> lease(std::size_t count, Time until);
    /// What a lease was for is done: it ended ok. Nothing if there is no such lease.
    std::optional<ActionKey> complete(const std::string& id);
    /// It waits where it was. False if there is no such lease.
    bool release(const std::string& id);
    /// Takes one that waits away. Nothing if none of this id waits.
    std::optional<ActionKey> remove(const std::string& id);

    /// Those whose time has come wait for their turn again: leases that have expired with one attempt more.
    void wake(Time now);
    /// Those that were passed over for this file may be tried again.
    void wake_those_for_lock(const std::string& lock_file);
    /// When wake() will find the next one.
    std::optional<Time> next_wake() const noexcept;

    /// The next one that can never be started. To be ended.
    std::optional<Doomed> doomed() const;
    /// All that wait, in their order.
    std::vector<ActionKey> waiting_keys() const;
    std::shared_ptr<const Action> action(ActionKey key) const { return entries_.at(key).action; }
    /// False also if it is gone.
    bool is_waiting(ActionKey key) const;
    int attempts(ActionKey key) const { return entries_.at(key).attempts; }

    std::size_t waiting() const noexcept { return entries_.size() - running_ - leased_; }
    std::size_t running() const noexcept { return running_; }
    std::size_t leased() const noexcept { return leased_; }
    std::uint64_t ended() const noexcept { return ended_; }

  private:
    /// In the line.
    struct Place {
        std::int64_t priority;
        ActionKey key;

        std::strong_ordering operator<=>(const Place& other) const noexcept {
            return priority == other.priority ? key <=> other.key : other.priority <=> priority;
        }
        bool operator==(const Place&) const noexcept = default;
    };
    enum class State {
        Blocked,     ///< by those that it comes after
        Ready,       ///< but for its target
        PassedOver,  ///< until a time
        Pausing,     ///< until a time, and its target with it
        Chosen,
        Leased,
        Doomed,
    };
    struct Entry {
        std::shared_ptr<const Action> action;
        State state = State::Blocked;
        int attempts = 0;  ///< that were begun
        Time until{};
        std::size_t blockers = 0;
        std::vector<ActionKey> successors;  ///< that come after it
        std::string cause;                  ///< why it is doomed
    };
    struct Target {
        bool is_held = false;
        std::set<Place> ready;
        std::optional<Place> head;  ///< as it stands in heads_
    };
    using Entries = std::unordered_map<ActionKey, Entry>;

    static bool is_waiting(State state) noexcept { return state != State::Chosen && state != State::Leased; }
    Place place_of(ActionKey key) const { return {entries_.at(key).action->priority, key}; }
    Entry* leased_entry(const std::string& id, ActionKey& key);

    void make_ready(ActionKey key, Entry& entry);
    void make_unready(ActionKey key, Entry& entry);
    void hold(const std::string& target);
    void let_go(const std::string& target);
    void update_head(const std::string& name, Target& target);
    void sleep(ActionKey key, Entry& entry, State state, Time until);
    void wake(ActionKey key, Entry& entry);
    void doom(ActionKey key, Entry& entry, const std::string& cause);
    void erase(Entries::iterator position, bool ok);

    ActionKey next_key_ = 1;
    Entries entries_;                                 ///< all but those that have ended
    std::unordered_map<std::string, ActionKey> ids_;  ///< of these
    std::unordered_map<std::string, bool> ends_;      ///< of ids that have ended: whether ok
    std::unordered_map<std::string, Target> targets_;
    std::set<Place> heads_;  ///< of the targets that are free
    std::set<std::pair<Time, ActionKey>> sleepers_;
    std::deque<ActionKey> doomed_;
    std::size_t running_ = 0;
    std::size_t leased_ = 0;
    std::uint64_t ended_ = 0;
};

}  // namespace photolibrary::schedule
