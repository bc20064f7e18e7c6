#include "binding/iterable.hpp"

namespace photolibrary::binding {

bool Iterable::open() {
    if (Z_TYPE(value) == IS_OBJECT) iterator = Z_OBJCE(value)->get_iterator(Z_OBJCE(value), &value, 0);
    return EG(exception) == nullptr && (iterator != nullptr || Z_TYPE(value) == IS_ARRAY);
}

Iterable::Fetched Iterable::fetch(zval** item, zval* key) {
    return iterator != nullptr ? fetch_from_iterator(item, key) : fetch_from_array(item, key);
}

Iterable::Fetched Iterable::fetch_from_array(zval** item, zval* key) {
    HashTable* const items = Z_ARRVAL(value);
    *item = zend_hash_get_current_data_ex(items, &position);
    if (*item == nullptr) return Fetched::End;
    zend_hash_get_current_key_zval_ex(items, key, &position);
    zend_hash_move_forward_ex(items, &position);
    return Fetched::Item;
}

Iterable::Fetched Iterable::fetch_from_iterator(zval** item, zval* key) {
    const zend_object_iterator_funcs* const funcs = iterator->funcs;
    if (has_begun) {
        ++iterator->index;
        funcs->move_forward(iterator);
    } else if (funcs->rewind != nullptr) {
        funcs->rewind(iterator);
    }
    has_begun = true;
    if (EG(exception) != nullptr) return Fetched::Exception;
    const bool valid = funcs->valid(iterator) == SUCCESS;
    if (EG(exception) != nullptr) return Fetched::Exception;
    if (!valid) return Fetched::End;
    *item = funcs->get_current_data(iterator);
    if (EG(exception) != nullptr || *item == nullptr) return Fetched::Exception;
    if (funcs->get_current_key != nullptr) {
        funcs->get_current_key(iterator, key);
        if (EG(exception) != nullptr) return Fetched::Exception;
    } else {
        ZVAL_LONG(key, static_cast<zend_long>(iterator->index));
    }
    return Fetched::Item;
}

void Iterable::add_to(zend_get_gc_buffer* buffer) {
    zend_get_gc_buffer_add_zval(buffer, &value);
    if (iterator != nullptr) zend_get_gc_buffer_add_obj(buffer, &iterator->std);
}

void Iterable::release() {
    if (iterator != nullptr) zend_iterator_dtor(iterator);
    iterator = nullptr;
    zval_ptr_dtor(&value);
    ZVAL_UNDEF(&value);
}

}  // namespace photolibrary::binding
