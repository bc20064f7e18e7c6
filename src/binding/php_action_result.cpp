#include "binding/php_action_result.hpp"

#include "binding/php_action.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/action_result_arginfo.h"

zend_class_entry* action_result_ce = nullptr;

namespace {

using schedule::ActionEnd;
using Ended = schedule::ActionRun::Ended;

struct Event {
    zend_object* action;
    const Ended& ended;
};

const ActionEnd& end_of(const Event& event) {
    return event.ended.end;
}

int attempt_of(const Event& event) {
    return event.ended.attempt;
}

std::size_t worker_of(const Event& event) {
    return event.ended.worker;
}

constexpr const char* parts = "an array of head => string, tail => string, dropped => integer of at least 0";

bool is_captured(HashTable* array) {
    const zval* const head = zend_hash_str_find_deref(array, ZEND_STRL("head"));
    const zval* const tail = zend_hash_str_find_deref(array, ZEND_STRL("tail"));
    const zval* const dropped = zend_hash_str_find_deref(array, ZEND_STRL("dropped"));
    if (head == nullptr || tail == nullptr || dropped == nullptr) return false;
    return zend_hash_num_elements(array) == 3 && Z_TYPE_P(head) == IS_STRING && Z_TYPE_P(tail) == IS_STRING &&
           Z_TYPE_P(dropped) == IS_LONG && Z_LVAL_P(dropped) >= 0;
}

Complaint complaint_about_captured(zval* array) {
    return is_captured(Z_ARRVAL_P(array)) ? Complaint{} : complaint(parts);
}

void captured_to_zval(zval* property, const process::CapturedOutput& captured) {
    array_init_size(property, 3);
    add_assoc_stringl(property, "head", captured.head.data(), captured.head.size());
    add_assoc_stringl(property, "tail", captured.tail.data(), captured.tail.size());
    add_assoc_long(property, "dropped", static_cast<zend_long>(captured.dropped));
}

void output_of(zval* property, const Event& event) {
    captured_to_zval(property, end_of(event).output);
}

void errors_of(zval* property, const Event& event) {
    captured_to_zval(property, end_of(event).errors);
}

constexpr ValueTable table(&action_result_ce, {
                                                  action_row<Event>(),
                                                  enumeration<end_of, &ActionEnd::outcome>("outcome"),
                                                  integer<end_of, &ActionEnd::code>("exitCode"),
                                                  integer<end_of, &ActionEnd::signal>("signal"),
                                                  integer<attempt_of>("attempt", 0),
                                                  integer<worker_of>("worker", 0),
                                                  number<end_of, &ActionEnd::elapsed>("seconds", 0),
                                                  number<end_of, &ActionEnd::cpu>("cpuSeconds", 0),
                                                  array_from<output_of>("output", complaint_about_captured),
                                                  array_from<errors_of>("errors", complaint_about_captured),
                                                  integer<end_of, &ActionEnd::untold>("untold", 0),
                                                  text<end_of, &ActionEnd::message>("message"),
                                              });

}  // namespace

void register_action_result() {
    table.adopt(register_class_PhotoLibrary_ActionResult(php_json_serializable_ce));
}

void result_to_zval(zval* target, zend_object* action, const Ended& ended) {
    table.to_zval(target, {action, ended});
}

PHOTOLIBRARY_TABLE_METHODS(ActionResult, table)
PHOTOLIBRARY_JSON_AS_ARRAY(ActionResult, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(ActionResult)

}  // namespace photolibrary::binding
