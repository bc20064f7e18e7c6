#pragma once

#include <string_view>

#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

// What the engine and PHP say of the same text, list or property. Nothing here, nor in the files of the classes, keeps
// a heap-owning local across a Zend call that may bail out (a longjmp skips destructors), but for a few short
// texts, as those of HttpOptions(allow:).

void set_string(zval* target, std::string_view text);
std::string_view view_of(const zend_string* text) noexcept;

bool is_list_of_strings(zval* list);

/// Copies an array with the arrays in it. The copy holds no references, so that nobody can change it.
void copy_array(zval* target, HashTable* array);

/// Adds a value under a key; the array shares it.
void add_copy(zval* array, const char* key, zval* value);

/// A property slot of one of our objects, by its position in the stub.
inline zval* slot(zend_object* object, uint32_t position) noexcept {
    return OBJ_PROP_NUM(object, position);
}

}  // namespace photolibrary::binding
