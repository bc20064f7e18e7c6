#pragma once

#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

/// Objects of a class of ours that own something of the engine's behind one pointer. They are neither cloned nor
/// compared.
template <class Owned>
class OwningObject {
  public:
    /// What an object owns: null until somebody has made that.
    static Owned*& of(zend_object* object) noexcept {
        return reinterpret_cast<Layout*>(reinterpret_cast<char*>(object) - offsetof(Layout, std))->owned;
    }

    static zend_object* create(zend_class_entry* ce) {
        auto* const object = static_cast<Layout*>(zend_object_alloc(sizeof(Layout), ce));
        object->owned = nullptr;
        zend_object_std_init(&object->std, ce);
        object_properties_init(&object->std, ce);
        object->std.handlers = &handlers;
        return &object->std;
    }

    /// Makes ce such a class. free: ends with zend_object_std_dtor(). collect_garbage: null if it owns no PHP values.
    static void set_up(zend_class_entry* ce, zend_object_free_obj_t free, zend_object_get_gc_t collect_garbage) {
        ce->create_object = create;
        handlers = *zend_get_std_object_handlers();
        handlers.offset = offsetof(Layout, std);
        handlers.free_obj = free;
        handlers.clone_obj = nullptr;
        if (collect_garbage != nullptr) handlers.get_gc = collect_garbage;
        handlers.compare = zend_objects_not_comparable;
    }

  private:
    struct Layout {
        Owned* owned;
        zend_object std;
    };

    static inline zend_object_handlers handlers;
};

// Those that must end with their request are in a list: each has `previous` and `next`.

template <class Handle>
void link(Handle*& first, Handle* handle) noexcept {
    handle->next = first;
    if (first != nullptr) first->previous = handle;
    first = handle;
}

template <class Handle>
void unlink(Handle*& first, Handle* handle) noexcept {
    if (handle->next != nullptr) handle->next->previous = handle->previous;
    (handle->previous != nullptr ? handle->previous->next : first) = handle->next;
}

}  // namespace photolibrary::binding
