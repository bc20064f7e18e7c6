#pragma once

#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

/// What PHP calls an iterable, an array or a Traversable, on its way through it. It goes through it as foreach does, so
/// a generator never runs ahead.
struct Iterable {
    enum class Fetched { Item, End, Exception };

    zval value;                                // undefined until set()
    zend_object_iterator* iterator = nullptr;  // if a Traversable
    HashPosition position = 0;                 // if an array
    bool has_begun = false;                    // the iterator stands on an item that was fetched

    Iterable() noexcept { ZVAL_UNDEF(&value); }

    void set(zval* iterable) { ZVAL_COPY(&value, iterable); }
    /// To be called once, after set(): runs code of the user's. False with an exception thrown if it cannot be
    /// iterated.
    bool open();
    /// The next item, borrowed, and its key, which the caller takes over.
    Fetched fetch(zval** item, zval* key);
    void add_to(zend_get_gc_buffer* buffer);
    void release();

  private:
    Fetched fetch_from_array(zval** item, zval* key);
    Fetched fetch_from_iterator(zval** item, zval* key);
};

}  // namespace photolibrary::binding
