#include "binding/php_action_output.hpp"

#include "binding/php_action.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/action_output_arginfo.h"

zend_class_entry* action_output_ce = nullptr;

namespace {

using Output = schedule::ActionRun::Output;

struct Event {
    zend_object* action;
    const Output& output;
};

const std::string& text_of(const Event& event) {
    return event.output.text;
}

bool is_error(const Event& event) {
    return event.output.is_error;
}

constexpr ValueTable table(&action_output_ce, {
                                                  action_row<Event>(),
                                                  text<text_of>("text"),
                                                  boolean<is_error>("isError"),
                                              });

}  // namespace

void register_action_output() {
    table.adopt(register_class_PhotoLibrary_ActionOutput(php_json_serializable_ce));
}

void output_to_zval(zval* target, zend_object* action, const Output& output) {
    table.to_zval(target, {action, output});
}

PHOTOLIBRARY_TABLE_METHODS(ActionOutput, table)
PHOTOLIBRARY_JSON_AS_ARRAY(ActionOutput, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(ActionOutput)

}  // namespace photolibrary::binding
