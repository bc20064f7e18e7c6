#pragma once

#include "binding/php_photolibrary.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

/// A list of parts, or of their arrays, without references.
bool is_list_of_form_parts(HashTable* list, bool may_be_arrays);

/// Precondition: is_list_of_form_parts(). target: a list of objects. False, with an exception thrown and target unset,
/// if an array is ill-formed or the construction of an object failed.
bool copy_form_parts(zval* target, HashTable* list);

/// As a list of arrays.
void form_parts_to_array(HashTable* list, zval* target);

net::FormPart form_part_of(zend_object* object);

}  // namespace photolibrary::binding
