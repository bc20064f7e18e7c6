#include "binding/php_http_request.hpp"

#include <vector>

#include "binding/http_arguments.hpp"
#include "binding/paths.hpp"
#include "binding/php_form_part.hpp"
#include "binding/value_kinds.hpp"
#include "net/redirect_rule.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/http_request_arginfo.h"

zend_class_entry* http_request_ce = nullptr;

namespace {

using net::Request;

template <Complaint (*rule)(const zend_string*)>
Complaint of_text(zval* text) {
    return rule(Z_STR_P(text));
}

void no_headers_to_zval(zval* property, const Request&) {
    ZVAL_EMPTY_ARRAY(property);
}

/// Their names, and the values of those that say nothing about who asks.
void hide_headers(zval* headers, zval* target) {
    array_init_size(target, zend_hash_num_elements(Z_ARRVAL_P(headers)));
    zend_ulong number = 0;
    zend_string* name = nullptr;
    zval* value = nullptr;
    ZEND_HASH_FOREACH_KEY_VAL(Z_ARRVAL_P(headers), number, name, value) {
        zval shown;
        if (name != nullptr && net::may_cross_origins(view_of(name)))
            ZVAL_COPY(&shown, value);
        else
            ZVAL_STRING(&shown, "***");
        if (name != nullptr)
            zend_hash_update(Z_ARRVAL_P(target), name, &shown);
        else
            zend_hash_index_update(Z_ARRVAL_P(target), number, &shown);
    }
    ZEND_HASH_FOREACH_END();
}

void hide_body(zval* body, zval* target) {
    ZVAL_STR(target, zend_strpprintf(0, "%zu bytes", Z_STRLEN_P(body)));
}

constexpr Row<Request> headers_row() {
    auto row = array_from<no_headers_to_zval>(
        "headers", [](zval* headers) { return complaint_about_headers(Z_ARRVAL_P(headers)); });
    row.load = [](const zval* property, Request& request) { request.headers = headers_of(Z_ARRVAL_P(property)); };
    return row;
}

constexpr Row<Request> parts_row() {
    auto row = list_of_objects<Request>("parts", &form_part_ce, form_part_class, "a list of PhotoLibrary\\FormPart");
    row.load = [](const zval* property, Request& request) {
        zval* part = nullptr;
        ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(property), part) {
            request.parts.push_back(form_part_of(Z_OBJ_P(part)));
        }
        ZEND_HASH_FOREACH_END();
    };
    return row;
}

constexpr Row<Request> timeout_row() {
    auto row = number<&Request::timeout>("timeout", 0.001, 86400);
    row.field.expected = "a number or null";
    return row;
}

Complaint complaint_about_body(const zval* values, uint32_t& culprit);

constexpr ValueTable table(
    &http_request_ce,
    {
        text<&Request::url>("url", of_text<complaint_about_url>).redacted_by(hide_secrets_of_url),
        upper_case_text<&Request::method>("method", of_text<complaint_about_method>).with_default(),
        headers_row().redacted_by(hide_headers).with_default(),
        text<&Request::body>("body").redacted_by(hide_body).with_default(),
        path_or_null<&Request::body_file>("bodyFile", of_text<complaint_about_path>).with_default(),
        path_or_null<&Request::sink_file>("sinkFile", of_text<complaint_about_path>).with_default(),
        timeout_row().with_default(),
        boolean<&Request::retry_unsafe>("retryUnsafe").with_default(),
        parts_row().with_default(),
    },
    complaint_about_body);

constexpr uint32_t method = table.position("method"), headers = table.position("headers"),
                   body = table.position("body"), body_file = table.position("bodyFile"),
                   parts = table.position("parts");

bool names_content_type(HashTable* fields) {
    zend_string* key = nullptr;
    ZEND_HASH_FOREACH_STR_KEY(fields, key) {
        if (key != nullptr && zend_string_equals_literal_ci(key, "content-type")) return true;
    }
    ZEND_HASH_FOREACH_END();
    return false;
}

/// A request has one body at most, and HEAD has none.
Complaint complaint_about_body(const zval* values, uint32_t& culprit) {
    const bool is_head =
        Z_TYPE(values[method]) == IS_STRING && zend_string_equals_literal_ci(Z_STR(values[method]), "HEAD");
    const bool has_body = Z_TYPE(values[body]) == IS_STRING && Z_STRLEN(values[body]) > 0;
    const bool has_file = Z_TYPE(values[body_file]) == IS_STRING;
    culprit = body;
    if (is_head && has_body) return complaint("empty for a HEAD request");
    culprit = body_file;
    if (is_head && has_file) return complaint("null for a HEAD request");
    if (has_body && has_file) return complaint("null when there is a body");
    culprit = parts;
    if (Z_TYPE(values[parts]) != IS_ARRAY || zend_hash_num_elements(Z_ARRVAL(values[parts])) == 0) return {};
    if (is_head) return complaint("empty for a HEAD request");
    if (has_body || has_file) return complaint("empty when there is a body or a bodyFile");
    if (Z_TYPE(values[headers]) == IS_ARRAY && names_content_type(Z_ARRVAL(values[headers])))
        return complaint("empty when a header gives the Content-Type: that of parts names what stands between them");
    return {};
}

}  // namespace

void register_http_request() {
    table.adopt(register_class_PhotoLibrary_HttpRequest(php_json_serializable_ce));
}

PulledRequest pull_request(zend_object* object) {
    PulledRequest pulled{table.engine_of(object), std::nullopt};
    std::vector<std::string*> paths{&pulled.request.body_file, &pulled.request.sink_file};
    for (net::FormPart& part : pulled.request.parts)
        paths.push_back(&part.file);
    for (std::string* path : paths) {
        *path = absolute(*path);
        if (path->empty() || allowed(*path)) continue;
        pulled.forbidden = {core::FailureReason::Unreadable,
                            "the open_basedir setting does not allow " + *path + " to be opened"};
    }
    return pulled;
}

PHOTOLIBRARY_TABLE_METHODS(HttpRequest, table)
PHOTOLIBRARY_JSON_AS_ARRAY(HttpRequest, table)

ZEND_METHOD(PhotoLibrary_HttpRequest, __construct) {
    table.construct(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

ZEND_METHOD(PhotoLibrary_HttpRequest, __debugInfo) {
    table.return_debug_info(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

ZEND_METHOD(PhotoLibrary_HttpRequest, with) {
    table.return_with(INTERNAL_FUNCTION_PARAM_PASSTHRU, "method: 'HEAD'");
}

}  // namespace photolibrary::binding
