#include "binding/zvals.hpp"

namespace photolibrary::binding {

void set_string(zval* target, std::string_view text) {
    ZVAL_STRINGL_FAST(target, text.data(), text.size());
}

std::string_view view_of(const zend_string* text) noexcept {
    return {ZSTR_VAL(text), ZSTR_LEN(text)};
}

bool is_list_of_strings(zval* list) {
    if (Z_TYPE_P(list) != IS_ARRAY || !zend_array_is_list(Z_ARRVAL_P(list))) return false;
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(list), item) {
        ZVAL_DEREF(item);
        if (Z_TYPE_P(item) != IS_STRING) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

void copy_array(zval* target, HashTable* array) {
    if (zend_hash_num_elements(array) == 0) {
        ZVAL_EMPTY_ARRAY(target);
        return;
    }
    array_init_size(target, zend_hash_num_elements(array));
    zend_ulong index = 0;
    zend_string* key = nullptr;
    zval* value = nullptr;
    ZEND_HASH_FOREACH_KEY_VAL(array, index, key, value) {
        ZVAL_DEREF(value);
        zval copy;
        if (Z_TYPE_P(value) == IS_ARRAY)
            copy_array(&copy, Z_ARRVAL_P(value));
        else
            ZVAL_COPY(&copy, value);
        if (key != nullptr)
            zend_hash_add_new(Z_ARRVAL_P(target), key, &copy);
        else
            zend_hash_index_add_new(Z_ARRVAL_P(target), index, &copy);
    }
    ZEND_HASH_FOREACH_END();
}

void add_copy(zval* array, const char* key, zval* value) {
    Z_TRY_ADDREF_P(value);
    add_assoc_zval(array, key, value);
}

}  // namespace photolibrary::binding
