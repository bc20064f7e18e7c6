#include "binding/php_action_started.hpp"

#include "binding/php_action.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/action_started_arginfo.h"

zend_class_entry* action_started_ce = nullptr;

namespace {

using Started = schedule::ActionRun::Started;

struct Event {
    zend_object* action;
    Started started;
};

constexpr ValueTable table(&action_started_ce, {
                                                   action_row<Event>(),
                                                   integer<&Event::started, &Started::pid>("pid", 1),
                                                   integer<&Event::started, &Started::start_ticks>("startTicks", 0),
                                               });

}  // namespace

void register_action_started() {
    table.adopt(register_class_PhotoLibrary_ActionStarted(php_json_serializable_ce));
}

void started_to_zval(zval* target, zend_object* action, const Started& started) {
    table.to_zval(target, {action, started});
}

PHOTOLIBRARY_TABLE_METHODS(ActionStarted, table)
PHOTOLIBRARY_JSON_AS_ARRAY(ActionStarted, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(ActionStarted)

}  // namespace photolibrary::binding
