#include "binding/value_traits.hpp"

namespace photolibrary::binding {

void value_to_array(INTERNAL_FUNCTION_PARAMETERS, const ValueTraits& traits) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (is_complete(Z_OBJ_P(ZEND_THIS))) traits.to_array(Z_OBJ_P(ZEND_THIS), return_value);
}

void value_from_array(INTERNAL_FUNCTION_PARAMETERS, zend_class_entry* ce, const ValueTraits& traits) {
    HashTable* values = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_ARRAY_HT(values)
    ZEND_PARSE_PARAMETERS_END();
    ZVAL_OBJ(return_value, new_value(ce));
    if (traits.fill(Z_OBJ_P(return_value), values)) return;
    zval_ptr_dtor(return_value);
    ZVAL_UNDEF(return_value);
}

void value_unserialize(INTERNAL_FUNCTION_PARAMETERS, const ValueTraits& traits) {
    HashTable* values = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_ARRAY_HT(values)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (may_construct(object)) traits.fill(object, values);
}

void value_with(INTERNAL_FUNCTION_PARAMETERS, zend_class_entry* ce, const ValueTraits& traits, const char* example) {
    [[maybe_unused]] zval* positional = nullptr;
    uint32_t count = 0;
    HashTable* changes = nullptr;
    ZEND_PARSE_PARAMETERS_START(0, -1)
    Z_PARAM_VARIADIC_WITH_NAMED(positional, count, changes)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!is_complete(object)) RETURN_THROWS();
    if (count > 0) {
        zend_argument_value_error(1, "must be passed by name, as in with(%s)", example);
        RETURN_THROWS();
    }
    zval values;
    traits.to_array(object, &values);
    if (changes != nullptr) zend_hash_merge(Z_ARRVAL(values), changes, zval_add_ref, true);
    ZVAL_OBJ(return_value, new_value(ce));
    const bool ok = traits.fill(Z_OBJ_P(return_value), Z_ARRVAL(values));
    zval_ptr_dtor(&values);
    if (ok) return;
    zval_ptr_dtor(return_value);
    ZVAL_UNDEF(return_value);
}

}  // namespace photolibrary::binding
