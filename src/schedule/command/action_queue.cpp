#include "schedule/command/action_queue.hpp"

#include <algorithm>

namespace photolibrary::schedule {
namespace {

core::Failure refused(const std::string& why) {
    return {core::FailureReason::Internal, why};
}

}  // namespace

core::Outcome<ActionKey> ActionQueue::add(std::shared_ptr<const Action> action) {
    if (ids_.contains(action->id))
        return refused("not have the id \"" + action->id + "\": another action with it has not ended yet");
    for (const std::string& id : action->after) {
        if (id == action->id) return refused("not come after itself: $after has its own id, \"" + id + "\"");
        if (!ids_.contains(id) && !ends_.contains(id))
            return refused("come after actions that were added before: $after has the unknown id \"" + id + "\"");
    }
    const ActionKey key = next_key_++;
    ids_[action->id] = key;
    Entry& entry = entries_[key];
    entry.action = std::move(action);
    const Action& added = *entry.action;
    for (const std::string& id : std::set<std::string>(added.after.begin(), added.after.end())) {
        if (const auto open = ids_.find(id); open != ids_.end()) {
            ++entry.blockers;
            entries_.at(open->second).successors.push_back(key);
        } else if (!ends_.at(id) && entry.state != State::Doomed) {
            doom(key, entry, id);
        }
    }
    ends_.erase(added.id);
    if (entry.state == State::Blocked && entry.blockers == 0) make_ready(key, entry);
    return key;
}

// ------------------------------------------------------------------------------------------- turns

std::optional<ActionQueue::Turn> ActionQueue::choose() {
    if (heads_.empty()) return std::nullopt;
    const ActionKey key = heads_.begin()->key;
    Entry& entry = entries_.at(key);
    make_unready(key, entry);
    entry.state = State::Chosen;
    ++entry.attempts;
    ++running_;
    hold(entry.action->target);
    return Turn{key, entry.action, entry.attempts};
}

void ActionQueue::put_back(ActionKey key) {
    Entry& entry = entries_.at(key);
    --running_;
    --entry.attempts;
    make_ready(key, entry);
    let_go(entry.action->target);
}

void ActionQueue::pass_over(ActionKey key, Time until) {
    Entry& entry = entries_.at(key);
    --running_;
    --entry.attempts;
    sleep(key, entry, State::PassedOver, until);
    let_go(entry.action->target);
}

void ActionQueue::retry(ActionKey key, Time at) {
    --running_;
    sleep(key, entries_.at(key), State::Pausing, at);
}

void ActionQueue::end(ActionKey key, bool ok) {
    const auto entry = entries_.find(key);
    if (entry != entries_.end()) erase(entry, ok);
}

// ------------------------------------------------------------------------------------------- leases

std::vector<ActionKey> ActionQueue::lease(std::size_t count, Time until) {
    std::vector<ActionKey> keys;
    while (keys.size() < count) {
        const std::optional<Turn> turn = choose();
        if (!turn) break;
        --running_;
        ++leased_;
        sleep(turn->key, entries_.at(turn->key), State::Leased, until);
        keys.push_back(turn->key);
    }
    return keys;
}

std::optional<ActionKey> ActionQueue::complete(const std::string& id) {
    ActionKey key = 0;
    if (leased_entry(id, key) == nullptr) return std::nullopt;
    erase(entries_.find(key), true);
    return key;
}

bool ActionQueue::release(const std::string& id) {
    ActionKey key = 0;
    Entry* const entry = leased_entry(id, key);
    if (entry == nullptr) return false;
    --entry->attempts;
    wake(key, *entry);
    return true;
}

std::optional<ActionKey> ActionQueue::remove(const std::string& id) {
    const auto found = ids_.find(id);
    if (found == ids_.end() || !is_waiting(entries_.at(found->second).state)) return std::nullopt;
    const ActionKey key = found->second;
    erase(entries_.find(key), false);
    return key;
}

ActionQueue::Entry* ActionQueue::leased_entry(const std::string& id, ActionKey& key) {
    const auto found = ids_.find(id);
    if (found == ids_.end()) return nullptr;
    key = found->second;
    Entry& entry = entries_.at(key);
    return entry.state == State::Leased ? &entry : nullptr;
}

// ------------------------------------------------------------------------------------------- time

void ActionQueue::wake(Time now) {
    while (!sleepers_.empty() && sleepers_.begin()->first <= now) {
        const ActionKey key = sleepers_.begin()->second;
        wake(key, entries_.at(key));
    }
}

void ActionQueue::wake_those_for_lock(const std::string& lock_file) {
    std::vector<ActionKey> keys;
    for (const auto& [time, key] : sleepers_) {
        const Entry& entry = entries_.at(key);
        if (entry.state == State::PassedOver && entry.action->lock_file == lock_file) keys.push_back(key);
    }
    for (const ActionKey key : keys)
        wake(key, entries_.at(key));
}

std::optional<ActionQueue::Time> ActionQueue::next_wake() const noexcept {
    return sleepers_.empty() ? std::nullopt : std::optional(sleepers_.begin()->first);
}

void ActionQueue::sleep(ActionKey key, Entry& entry, State state, Time until) {
    entry.state = state;
    entry.until = until;
    sleepers_.emplace(until, key);
}

void ActionQueue::wake(ActionKey key, Entry& entry) {
    sleepers_.erase({entry.until, key});
    const State was = entry.state;
    if (was == State::Leased) --leased_;
    make_ready(key, entry);
    if (was != State::PassedOver) let_go(entry.action->target);
}

// ------------------------------------------------------------------------------------------- the line

std::optional<ActionQueue::Doomed> ActionQueue::doomed() const {
    if (doomed_.empty()) return std::nullopt;
    const Entry& entry = entries_.at(doomed_.front());
    return Doomed{doomed_.front(), entry.action, entry.cause, entry.attempts};
}

bool ActionQueue::is_waiting(ActionKey key) const {
    const auto found = entries_.find(key);
    return found != entries_.end() && is_waiting(found->second.state);
}

std::vector<ActionKey> ActionQueue::waiting_keys() const {
    std::vector<Place> places;
    for (const auto& [key, entry] : entries_)
        if (is_waiting(entry.state)) places.push_back({entry.action->priority, key});
    std::sort(places.begin(), places.end());
    std::vector<ActionKey> keys;
    keys.reserve(places.size());
    for (const Place& place : places)
        keys.push_back(place.key);
    return keys;
}

void ActionQueue::make_ready(ActionKey key, Entry& entry) {
    entry.state = State::Ready;
    Target& target = targets_[entry.action->target];
    target.ready.insert({entry.action->priority, key});
    update_head(entry.action->target, target);
}

void ActionQueue::make_unready(ActionKey key, Entry& entry) {
    Target& target = targets_.at(entry.action->target);
    target.ready.erase({entry.action->priority, key});
    update_head(entry.action->target, target);
}

void ActionQueue::hold(const std::string& target) {
    Target& held = targets_[target];
    held.is_held = true;
    update_head(target, held);
}

void ActionQueue::let_go(const std::string& target) {
    Target& held = targets_.at(target);
    held.is_held = false;
    update_head(target, held);
}

/// Forgets the target if there is nothing to be remembered of it.
void ActionQueue::update_head(const std::string& name, Target& target) {
    std::optional<Place> head;
    if (!target.is_held && !target.ready.empty()) head = *target.ready.begin();
    if (head != target.head) {
        if (target.head) heads_.erase(*target.head);
        if (head) heads_.insert(*head);
        target.head = head;
    }
    if (!target.is_held && target.ready.empty()) targets_.erase(name);
}

void ActionQueue::doom(ActionKey key, Entry& entry, const std::string& cause) {
    entry.state = State::Doomed;
    entry.cause = cause;
    doomed_.push_back(key);
}

void ActionQueue::erase(Entries::iterator position, bool ok) {
    const ActionKey key = position->first;
    Entry entry = std::move(position->second);
    const std::string& id = entry.action->id;
    if (entry.state == State::Ready) make_unready(key, entry);
    if (entry.state == State::Doomed) std::erase(doomed_, key);
    if (entry.state == State::Chosen) --running_;
    if (entry.state == State::Leased) --leased_;
    sleepers_.erase({entry.until, key});
    entries_.erase(position);
    ids_.erase(id);
    ends_[id] = ok;
    ++ended_;
    if (entry.state == State::Chosen || entry.state == State::Leased || entry.state == State::Pausing)
        let_go(entry.action->target);
    for (const ActionKey successor : entry.successors) {
        const auto found = entries_.find(successor);
        if (found == entries_.end() || found->second.state != State::Blocked) continue;
        --found->second.blockers;
        if (!ok)
            doom(successor, found->second, id);
        else if (found->second.blockers == 0)
            make_ready(successor, found->second);
    }
}

}  // namespace photolibrary::schedule
