#include "binding/php_http_response.hpp"

#include "binding/value_kinds.hpp"

extern "C" {
#include "ext/standard/php_string.h"
}

namespace photolibrary::binding {

#include "binding/arginfo/http_response_arginfo.h"

zend_class_entry* http_response_ce = nullptr;

namespace {

using net::Response;

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

constexpr const char* named_lists = "an array of lower-case name => list of strings";

Complaint complaint_about_headers(zval* headers) {
    return are_headers(Z_ARRVAL_P(headers)) ? Complaint{} : complaint(named_lists);
}

/// Joins what came under one name.
void headers_to_zval(zval* target, const Response& response) {
    array_init_size(target, static_cast<uint32_t>(response.headers.size()));
    for (const auto& [name, value] : response.headers) {
        zval* list = zend_symtable_str_find(Z_ARRVAL_P(target), name.data(), name.size());
        if (list == nullptr) {
            zval empty;
            array_init_size(&empty, 1);
            list = zend_symtable_str_update(Z_ARRVAL_P(target), name.data(), name.size(), &empty);
        }
        add_next_index_stringl(list, value.data(), value.size());
    }
}

std::string_view body_of(const Response& response) {
    return response.body.bytes();
}

constexpr ValueTable table(&http_response_ce, {
                                                  integer<&Response::status>("status", 100, 999),
                                                  text<&Response::url>("url"),
                                                  text<&Response::version>("version"),
                                                  text<body_of>("body"),
                                                  array_from<headers_to_zval>("headers", complaint_about_headers),
                                                  integer<&Response::bytes>("bytes", 0),
                                                  integer<&Response::attempts>("attempts", 0),
                                                  number<&Response::elapsed>("seconds", 0),
                                              });

}  // namespace

void register_http_response() {
    table.adopt(register_class_PhotoLibrary_HttpResponse(php_json_serializable_ce));
}

void response_to_zval(zval* target, const Response& response) {
    table.to_zval(target, response);
}

PHOTOLIBRARY_TABLE_METHODS(HttpResponse, table)
PHOTOLIBRARY_JSON_AS_ARRAY(HttpResponse, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(HttpResponse)

ZEND_METHOD(PhotoLibrary_HttpResponse, header) {
    zend_string* name = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STR(name)
    ZEND_PARSE_PARAMETERS_END();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    zend_string* lower = zend_string_tolower(name);
    const zval* const list = zend_symtable_find(Z_ARRVAL_P(slot(Z_OBJ_P(ZEND_THIS), table.position("headers"))), lower);
    zend_string_release(lower);
    if (list == nullptr) RETURN_NULL();
    zend_string* const comma = zend_string_init(ZEND_STRL(", "), false);
    php_implode(comma, Z_ARRVAL_P(list), return_value);
    zend_string_release(comma);
}

}  // namespace photolibrary::binding
