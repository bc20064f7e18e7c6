#pragma once

#include <memory>

#include "binding/queue_state.hpp"

namespace photolibrary::binding {

/// Makes the ActionBatch object of ActionQueue::run(), or throws an EngineException. queue: the object of the state.
void return_action_batch(zval* return_value, zend_object* queue, const std::shared_ptr<QueueState>& state, bool output);

/// At the end of a request: no thread and no command outlives it.
void end_action_batches();

}  // namespace photolibrary::binding
