#include "binding/conversions.hpp"
#include "core/signal_name.hpp"

namespace photolibrary::binding {

#include "failure_arginfo.h"

zend_class_entry* failure_ce = nullptr;

namespace {

bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\Failure", values);
    zend_object* reason = reader.enum_value("reason", failure_reason_ce);
    zend_string* message = reader.string("message");
    zend_string* source = reader.string("source");
    const zend_long attempts = reader.integer("attempts", 0, ZEND_LONG_MAX);
    zval* status = reader.find("httpStatus");
    if (status != nullptr && Z_TYPE_P(status) != IS_NULL && Z_TYPE_P(status) != IS_LONG) {
        reader.fail("httpStatus", "an integer or null");
    }
    zend_string* signal = reader.string("signal", true);
    if (!reader.finish()) return false;
    ZVAL_OBJ_COPY(slot(object, 0), reason);
    ZVAL_STR_COPY(slot(object, 1), message);
    ZVAL_STR_COPY(slot(object, 2), source);
    ZVAL_LONG(slot(object, 3), attempts);
    ZVAL_COPY(slot(object, 4), status);
    ZVAL_NULL(slot(object, 5));
    if (signal != nullptr) ZVAL_STR_COPY(slot(object, 5), signal);
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, 6);
    zval* reason = zend_enum_fetch_case_value(Z_OBJ_P(slot(object, 0)));
    Z_TRY_ADDREF_P(reason);
    add_assoc_zval(target, "reason", reason);
    static constexpr const char* keys[] = {"message", "source", "attempts", "httpStatus", "signal"};
    for (int i = 0; i < 5; ++i) {
        Z_TRY_ADDREF_P(slot(object, i + 1));
        add_assoc_zval(target, keys[i], slot(object, i + 1));
    }
}

constexpr ValueTraits traits{fill, to_array};

zend_object* case_of(core::FailureReason reason) {
    // The engine knows a reason by its value, the enum's table leads from there to the case.
    const std::string_view value = core::to_string(reason);
    zval* name = zend_hash_str_find(failure_reason_ce->backed_enum_table, value.data(), value.size());
    return zend_enum_get_case(failure_reason_ce, Z_STR_P(name));
}

}  // namespace

void register_failure() {
    failure_ce = register_class_PhotoLibrary_Failure(php_json_serializable_ce);
    make_value_class(failure_ce);
}

void failure_to_zval(zval* target, const core::Failure& failure, std::string_view source, int attempts) {
    zend_object* object = new_value(failure_ce);
    ZVAL_OBJ(target, object);
    ZVAL_OBJ_COPY(slot(object, 0), case_of(failure.reason));
    set_string(slot(object, 1), failure.message);
    set_string(slot(object, 2), source);
    ZVAL_LONG(slot(object, 3), attempts);
    ZVAL_NULL(slot(object, 4));
    if (failure.http_status != 0) ZVAL_LONG(slot(object, 4), failure.http_status);
    if (failure.signal == 0) {
        ZVAL_NULL(slot(object, 5));
    } else {
        set_string(slot(object, 5), core::signal_name(failure.signal));
    }
}

PHOTOLIBRARY_VALUE_METHODS(Failure, failure_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(Failure, traits)

ZEND_METHOD(PhotoLibrary_Failure, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

}  // namespace photolibrary::binding
