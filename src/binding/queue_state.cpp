#include "binding/queue_state.hpp"

#include "binding/exceptions.hpp"

namespace photolibrary::binding {

zend_object* QueueState::take(schedule::ActionKey key) noexcept {
    const auto found = actions.find(key);
    if (found == actions.end()) return nullptr;
    zend_object* const action = found->second;
    actions.erase(found);
    return action;
}

void throw_foreign_queue() {
    throw_engine_exception("this queue belongs to the process that made it, not to its fork");
}

}  // namespace photolibrary::binding
