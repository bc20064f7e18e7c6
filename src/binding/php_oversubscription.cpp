#include "binding/conversions.hpp"

namespace photolibrary::binding {

#include "oversubscription_arginfo.h"

zend_class_entry* oversubscription_ce = nullptr;

namespace {

constexpr const char* names[] = {"total", "cpus", "suggestedProcesses", "suggestedWorkers"};

bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\Oversubscription", values);
    zval* numbers[4];
    for (int i = 0; i < 4; ++i) {
        numbers[i] = reader.find(names[i]);
        if (numbers[i] == nullptr || Z_TYPE_P(numbers[i]) == IS_LONG) continue;
        if (i < 2 || Z_TYPE_P(numbers[i]) != IS_NULL)
            reader.fail(names[i], i < 2 ? "an integer" : "an integer or null");
    }
    if (!reader.finish()) return false;
    for (int i = 0; i < 4; ++i)
        ZVAL_COPY(slot(object, i), numbers[i]);
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, 4);
    for (int i = 0; i < 4; ++i)
        add_assoc_zval(target, names[i], slot(object, i));
}

constexpr ValueTraits traits{fill, to_array};

void set_optional(zval* target, std::optional<int> number) {
    ZVAL_NULL(target);
    if (number) ZVAL_LONG(target, *number);
}

}  // namespace

void register_oversubscription() {
    oversubscription_ce = register_class_PhotoLibrary_Oversubscription(php_json_serializable_ce);
    make_value_class(oversubscription_ce);
}

void oversubscription_to_zval(zval* target, const schedule::Oversubscription& oversubscription) {
    zend_object* object = new_value(oversubscription_ce);
    ZVAL_OBJ(target, object);
    ZVAL_LONG(slot(object, 0), oversubscription.total);
    ZVAL_LONG(slot(object, 1), oversubscription.cpus);
    set_optional(slot(object, 2), oversubscription.suggested_processes);
    set_optional(slot(object, 3), oversubscription.suggested_workers);
}

PHOTOLIBRARY_VALUE_METHODS(Oversubscription, oversubscription_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(Oversubscription, traits)

ZEND_METHOD(PhotoLibrary_Oversubscription, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

}  // namespace photolibrary::binding
