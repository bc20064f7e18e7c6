#pragma once

#include "binding/value_class.hpp"

namespace photolibrary::binding {

/// What a value class brings besides its own methods if its properties depend on each other, so that no table says it
/// all.
struct ValueTraits {
    /// Fills the unset properties of object from an array; false with an exception thrown if it is ill-formed.
    bool (*fill)(zend_object* object, HashTable* values);
    void (*to_array)(zend_object* object, zval* target);
};

/// Makes an object; its properties are still unset.
inline zend_object* new_value(zend_class_entry* ce) {
    return ce->create_object(ce);
}

// Bodies of the methods that all value classes share.
void value_to_array(INTERNAL_FUNCTION_PARAMETERS, const ValueTraits& traits);
void value_from_array(INTERNAL_FUNCTION_PARAMETERS, zend_class_entry* ce, const ValueTraits& traits);
void value_unserialize(INTERNAL_FUNCTION_PARAMETERS, const ValueTraits& traits);
/// example: arguments that would be right, for errors.
void value_with(INTERNAL_FUNCTION_PARAMETERS, zend_class_entry* ce, const ValueTraits& traits, const char* example);

}  // namespace photolibrary::binding

/// toArray, fromArray, jsonSerialize, __serialize and __unserialize of such a class.
#define PHOTOLIBRARY_VALUE_METHODS(Class, ce, traits)                   \
    ZEND_METHOD(PhotoLibrary_##Class, toArray) {                        \
        value_to_array(INTERNAL_FUNCTION_PARAM_PASSTHRU, traits);       \
    }                                                                   \
    ZEND_METHOD(PhotoLibrary_##Class, __serialize) {                    \
        value_to_array(INTERNAL_FUNCTION_PARAM_PASSTHRU, traits);       \
    }                                                                   \
    ZEND_METHOD(PhotoLibrary_##Class, fromArray) {                      \
        value_from_array(INTERNAL_FUNCTION_PARAM_PASSTHRU, ce, traits); \
    }                                                                   \
    ZEND_METHOD(PhotoLibrary_##Class, __unserialize) {                  \
        value_unserialize(INTERNAL_FUNCTION_PARAM_PASSTHRU, traits);    \
    }                                                                   \
    ZEND_METHOD(PhotoLibrary_##Class, jsonSerialize) {                  \
        value_to_array(INTERNAL_FUNCTION_PARAM_PASSTHRU, traits);       \
    }
