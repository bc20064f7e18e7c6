#pragma once

#include <memory>
#include <unordered_map>

#include "binding/php_photolibrary.hpp"
#include "core/process_generation.hpp"
#include "schedule/command/action_queue.hpp"
#include "schedule/command/action_run.hpp"

namespace photolibrary::binding {

/// What an ActionQueue object and the batch that runs it share: at the end of a request, either may be freed first.
struct QueueState {
    schedule::ActionQueue queue;
    std::size_t workers = 0;
    std::unordered_map<schedule::ActionKey, zend_object*> actions{};  ///< those of the queue, held
    schedule::ActionRun* run = nullptr;                               ///< while there is one
    unsigned generation = core::process_generation();                 ///< of the process that it lives in

    /// In a child that PHP code has forked: what runs is the parent's.
    bool is_foreign() const { return generation != core::process_generation(); }
    /// Of an action that has left the queue: the caller takes it over. Null if it has been freed already.
    zend_object* take(schedule::ActionKey key) noexcept;
};

/// For whoever uses a queue, or its batch, in a fork of the process that made it.
void throw_foreign_queue();

}  // namespace photolibrary::binding
