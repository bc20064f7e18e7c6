#pragma once

#include "binding/php_photolibrary.hpp"
#include "binding/value_kinds.hpp"
#include "schedule/command/action.hpp"

namespace photolibrary::binding {

const ValueClass& action_class();

/// What a complete Action says, its paths as it gave them.
schedule::Action action_of(zend_object* action);

/// The property that is the action of an event: the very object that was added. Event: has it as `action`, borrowed.
template <class Event>
constexpr Row<Event> action_row() {
    return {{.name = "action",
             .kind = &kinds::values,
             .object_class = &action_ce,
             .nested = action_class,
             .expected = "an array"},
            [](zval* property, const Event& event) { ZVAL_OBJ_COPY(property, event.action); },
            nullptr};
}

}  // namespace photolibrary::binding
