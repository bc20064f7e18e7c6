#include "binding/php_action_starting.hpp"

#include "binding/php_action.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/action_starting_arginfo.h"

zend_class_entry* action_starting_ce = nullptr;

namespace {

using Starting = schedule::ActionRun::Starting;

struct Event {
    zend_object* action;
    Starting starting;
};

constexpr ValueTable table(&action_starting_ce, {
                                                    action_row<Event>(),
                                                    integer<&Event::starting, &Starting::attempt>("attempt", 1),
                                                    integer<&Event::starting, &Starting::worker>("worker", 1),
                                                    integer<&Event::starting, &Starting::active>("active", 1),
                                                    integer<&Event::starting, &Starting::workers>("workers", 1),
                                                });

}  // namespace

void register_action_starting() {
    table.adopt(register_class_PhotoLibrary_ActionStarting(php_json_serializable_ce));
}

void starting_to_zval(zval* target, zend_object* action, const Starting& starting) {
    table.to_zval(target, {action, starting});
}

PHOTOLIBRARY_TABLE_METHODS(ActionStarting, table)
PHOTOLIBRARY_JSON_AS_ARRAY(ActionStarting, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(ActionStarting)

}  // namespace photolibrary::binding
