#include "binding/conversions.hpp"

namespace photolibrary::binding {

#include "remote_file_arginfo.h"

zend_class_entry* remote_file_ce = nullptr;

namespace {

enum Property { etag, last_modified, size, property_count };

constexpr const char* names[] = {"etag", "lastModified", "size"};

bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\RemoteFile", values);
    zend_string* tag = reader.string(names[etag], true);
    zend_string* date = reader.string(names[last_modified], true);
    const zval* bytes = reader.find(names[size]);
    const bool has_size = bytes != nullptr && Z_TYPE_P(bytes) == IS_LONG && Z_LVAL_P(bytes) >= 0;
    if (bytes != nullptr && !has_size && Z_TYPE_P(bytes) != IS_NULL)
        reader.fail(names[size], "an integer of at least 0 or null");
    if (!reader.finish()) return false;
    for (int i = 0; i < property_count; ++i)
        ZVAL_NULL(slot(object, i));
    if (tag != nullptr) ZVAL_STR_COPY(slot(object, etag), tag);
    if (date != nullptr) ZVAL_STR_COPY(slot(object, last_modified), date);
    if (has_size) ZVAL_LONG(slot(object, size), Z_LVAL_P(bytes));
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, property_count);
    for (int i = 0; i < property_count; ++i) {
        Z_TRY_ADDREF_P(slot(object, i));
        add_assoc_zval(target, names[i], slot(object, i));
    }
}

constexpr ValueTraits traits{fill, to_array};

void set_string_or_null(zval* target, const std::string& text) {
    if (text.empty())
        ZVAL_NULL(target);
    else
        set_string(target, text);
}

}  // namespace

void register_remote_file() {
    remote_file_ce = register_class_PhotoLibrary_RemoteFile(php_json_serializable_ce);
    make_value_class(remote_file_ce);
}

void remote_file_to_zval(zval* target, const analysis::RemoteFile& remote) {
    zend_object* object = new_value(remote_file_ce);
    ZVAL_OBJ(target, object);
    set_string_or_null(slot(object, etag), remote.etag);
    set_string_or_null(slot(object, last_modified), remote.last_modified);
    ZVAL_NULL(slot(object, size));
    if (remote.size) ZVAL_LONG(slot(object, size), static_cast<zend_long>(*remote.size));
}

bool remote_file_from_array(zval* target, HashTable* values) {
    zend_object* object = new_value(remote_file_ce);
    ZVAL_OBJ(target, object);
    return fill(object, values);
}

void remote_file_to_array(zend_object* object, zval* target) {
    to_array(object, target);
}

PHOTOLIBRARY_VALUE_METHODS(RemoteFile, remote_file_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(RemoteFile, traits)

ZEND_METHOD(PhotoLibrary_RemoteFile, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

}  // namespace photolibrary::binding
