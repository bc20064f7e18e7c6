#include "binding/conversions.hpp"
#include "binding/http_arguments.hpp"

extern "C" {
#include "zend_smart_str.h"
}

namespace photolibrary::binding {

#include "http_response_arginfo.h"

zend_class_entry* http_response_ce = nullptr;

namespace {

enum Property { status, url, version, body, headers, bytes, attempts, seconds, property_count };

constexpr const char* names[] = {"status", "url", "version", "body", "headers", "bytes", "attempts", "seconds"};

bool is_lower_case(const zend_string* text) {
    const std::string_view view = view_of(text);
    return view.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

bool are_headers(HashTable* array) {
    zend_string* name = nullptr;
    zval* list = nullptr;
    ZEND_HASH_FOREACH_STR_KEY_VAL(array, name, list) {
        ZVAL_DEREF(list);
        if ((name != nullptr && !is_lower_case(name)) || !is_list_of_strings(list)) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

bool fill(zend_object* object, HashTable* array) {
    ArrayReader reader("PhotoLibrary\\HttpResponse", array);
    const zend_long code = reader.integer(names[status], 100, 999);
    zend_string* from = reader.string(names[url]);
    zend_string* protocol = reader.string(names[version]);
    zend_string* content = reader.string(names[body]);
    const zval* fields = reader.array(names[headers]);
    if (fields != nullptr && !are_headers(Z_ARRVAL_P(fields)))
        reader.fail(names[headers], "an array of lists of strings under names in lower case");
    const zend_long size = reader.integer(names[bytes], 0, ZEND_LONG_MAX);
    const zend_long tries = reader.integer(names[attempts], 0, ZEND_LONG_MAX);
    const double elapsed = reader.real(names[seconds], 0, ZEND_INFINITY);
    if (!reader.finish()) return false;
    ZVAL_LONG(slot(object, status), code);
    ZVAL_STR_COPY(slot(object, url), from);
    ZVAL_STR_COPY(slot(object, version), protocol);
    ZVAL_STR_COPY(slot(object, body), content);
    copy_headers(slot(object, headers), Z_ARRVAL_P(fields));
    ZVAL_LONG(slot(object, bytes), size);
    ZVAL_LONG(slot(object, attempts), tries);
    ZVAL_DOUBLE(slot(object, seconds), elapsed);
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

/// Joins what came under one name.
void headers_to_zval(zval* target, const net::Headers& fields) {
    array_init_size(target, static_cast<uint32_t>(fields.size()));
    for (const auto& [name, value] : fields) {
        zval* list = zend_symtable_str_find(Z_ARRVAL_P(target), name.data(), name.size());
        if (list == nullptr) {
            zval empty;
            array_init_size(&empty, 1);
            list = zend_symtable_str_update(Z_ARRVAL_P(target), name.data(), name.size(), &empty);
        }
        add_next_index_stringl(list, value.data(), value.size());
    }
}

}  // namespace

void register_http_response() {
    http_response_ce = register_class_PhotoLibrary_HttpResponse(php_json_serializable_ce);
    make_value_class(http_response_ce);
}

void response_to_zval(zval* target, const net::Response& response) {
    zend_object* object = new_value(http_response_ce);
    ZVAL_OBJ(target, object);
    ZVAL_LONG(slot(object, status), response.status);
    set_string(slot(object, url), response.url);
    set_string(slot(object, version), response.version);
    set_string(slot(object, body), response.body.bytes());
    headers_to_zval(slot(object, headers), response.headers);
    ZVAL_LONG(slot(object, bytes), static_cast<zend_long>(response.bytes));
    ZVAL_LONG(slot(object, attempts), response.attempts);
    ZVAL_DOUBLE(slot(object, seconds), response.elapsed.count());
}

PHOTOLIBRARY_VALUE_METHODS(HttpResponse, http_response_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(HttpResponse, traits)

ZEND_METHOD(PhotoLibrary_HttpResponse, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(PhotoLibrary_HttpResponse, header) {
    zend_string* name = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STR(name)
    ZEND_PARSE_PARAMETERS_END();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    zend_string* lower = zend_string_tolower(name);
    const zval* list = zend_symtable_find(Z_ARRVAL_P(slot(Z_OBJ_P(ZEND_THIS), headers)), lower);
    zend_string_release(lower);
    if (list == nullptr) RETURN_NULL();
    smart_str joined = {};
    const zval* value = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(list), value) {
        if (joined.s != nullptr) smart_str_appends(&joined, ", ");
        smart_str_append(&joined, Z_STR_P(value));
    }
    ZEND_HASH_FOREACH_END();
    RETURN_STR(smart_str_extract(&joined));
}

}  // namespace photolibrary::binding
