#include "binding/php_http_request.hpp"

#include <vector>

#include "binding/array_reader.hpp"
#include "binding/http_arguments.hpp"
#include "binding/paths.hpp"
#include "binding/php_form_part.hpp"
#include "binding/value_traits.hpp"

namespace photolibrary::binding {

#include "http_request_arginfo.h"

zend_class_entry* http_request_ce = nullptr;

namespace {

enum Property { url, method, headers, body, body_file, sink_file, timeout, retry_unsafe, parts, property_count };

constexpr const char* names[] = {"url",      "method",  "headers",     "body", "bodyFile",
                                 "sinkFile", "timeout", "retryUnsafe", "parts"};
constexpr double min_timeout = 0.001;
constexpr double max_timeout = 86400;

/// Borrowed; null: the default.
struct Values {
    zend_string* url = nullptr;
    zend_string* method = nullptr;
    HashTable* headers = nullptr;
    zend_string* body = nullptr;
    zend_string* body_file = nullptr;
    zend_string* sink_file = nullptr;
    double timeout = 0;
    bool has_timeout = false;
    bool retry_unsafe = false;
    HashTable* parts = nullptr;
};

bool names_content_type(HashTable* headers) {
    zend_string* key = nullptr;
    ZEND_HASH_FOREACH_STR_KEY(headers, key) {
        if (key != nullptr && zend_string_equals_literal_ci(key, "content-type")) return true;
    }
    ZEND_HASH_FOREACH_END();
    return false;
}

/// may_be_arrays: whether the parts may be what toArray() makes of them.
Complaint complaint_about_parts(const Values& values, bool is_head, bool may_be_arrays) {
    if (values.parts == nullptr || zend_hash_num_elements(values.parts) == 0) return {};
    if (!is_list_of_form_parts(values.parts, may_be_arrays)) {
        Complaint wrong = complaint("a list of PhotoLibrary\\FormPart");
        wrong.is_type = true;
        return wrong;
    }
    if (is_head) return complaint("empty for a HEAD request");
    if (values.body_file != nullptr || (values.body != nullptr && ZSTR_LEN(values.body) > 0))
        return complaint("empty when there is a body or a bodyFile");
    if (values.headers != nullptr && names_content_type(values.headers))
        return complaint("empty when a header gives the Content-Type: that of parts names what stands between them");
    return {};
}

/// The first property that is wrong, and how.
Complaint complaint_about(const Values& values, Property& culprit, bool may_be_arrays) {
    culprit = url;
    if (Complaint wrong = complaint_about_url(values.url)) return wrong;
    culprit = method;
    if (values.method != nullptr) {
        if (Complaint wrong = complaint_about_method(values.method)) return wrong;
    }
    culprit = headers;
    if (values.headers != nullptr) {
        if (Complaint wrong = complaint_about_headers(values.headers)) return wrong;
    }
    const bool is_head = values.method != nullptr && zend_string_equals_literal_ci(values.method, "HEAD");
    culprit = body;
    if (is_head && values.body != nullptr && ZSTR_LEN(values.body) > 0) return complaint("empty for a HEAD request");
    culprit = body_file;
    if (values.body_file != nullptr) {
        if (is_head) return complaint("null for a HEAD request");
        if (values.body != nullptr && ZSTR_LEN(values.body) > 0) return complaint("null when there is a body");
        if (Complaint wrong = complaint_about_path(values.body_file)) return wrong;
    }
    culprit = sink_file;
    if (values.sink_file != nullptr) {
        if (Complaint wrong = complaint_about_path(values.sink_file)) return wrong;
    }
    culprit = parts;
    if (Complaint wrong = complaint_about_parts(values, is_head, may_be_arrays)) return wrong;
    culprit = timeout;
    const bool in_range = values.timeout >= min_timeout && values.timeout <= max_timeout;
    return values.has_timeout && !in_range ? complaint("between 0.001 and 86400") : Complaint{};
}

void set_string_or_null(zval* target, zend_string* text) {
    ZVAL_NULL(target);
    if (text != nullptr) ZVAL_STR_COPY(target, text);
}

/// False, with an exception thrown and nothing set, if a part is none.
bool set_all(zend_object* object, const Values& values) {
    zval part_list;
    ZVAL_EMPTY_ARRAY(&part_list);
    if (values.parts != nullptr && !copy_form_parts(&part_list, values.parts)) return false;
    ZVAL_COPY_VALUE(slot(object, parts), &part_list);
    ZVAL_STR_COPY(slot(object, url), values.url);
    if (values.method != nullptr)
        ZVAL_STR(slot(object, method), zend_string_toupper(values.method));
    else
        set_string(slot(object, method), "GET");
    ZVAL_EMPTY_ARRAY(slot(object, headers));
    if (values.headers != nullptr) copy_array(slot(object, headers), values.headers);
    ZVAL_EMPTY_STRING(slot(object, body));
    if (values.body != nullptr) ZVAL_STR_COPY(slot(object, body), values.body);
    set_string_or_null(slot(object, body_file), values.body_file);
    set_string_or_null(slot(object, sink_file), values.sink_file);
    ZVAL_NULL(slot(object, timeout));
    if (values.has_timeout) ZVAL_DOUBLE(slot(object, timeout), values.timeout);
    ZVAL_BOOL(slot(object, retry_unsafe), values.retry_unsafe);
    return true;
}

/// A missing or null timeout is none.
void read_timeout(ArrayReader& reader, Values& values) {
    const zval* value = reader.find(names[timeout], false);
    if (value == nullptr || Z_TYPE_P(value) == IS_NULL) return;
    values.has_timeout = Z_TYPE_P(value) == IS_DOUBLE || Z_TYPE_P(value) == IS_LONG;
    if (values.has_timeout)
        values.timeout = zval_get_double(const_cast<zval*>(value));
    else
        reader.fail(names[timeout], "a number or null");
}

/// Missing keys take the defaults.
bool fill(zend_object* object, HashTable* array) {
    ArrayReader reader("PhotoLibrary\\HttpRequest", array);
    Values values;
    values.url = reader.string(names[url]);
    values.method = reader.string(names[method], false, false);
    const zval* list = reader.array(names[headers], false);
    if (list != nullptr) values.headers = Z_ARRVAL_P(list);
    values.body = reader.string(names[body], false, false);
    values.body_file = reader.string(names[body_file], true, false);
    values.sink_file = reader.string(names[sink_file], true, false);
    read_timeout(reader, values);
    values.retry_unsafe = reader.boolean(names[retry_unsafe], false);
    const zval* part_list = reader.array(names[parts], false);
    if (part_list != nullptr) values.parts = Z_ARRVAL_P(part_list);
    if (!reader.finish()) return false;
    Property culprit = url;
    if (const Complaint wrong = complaint_about(values, culprit, true)) {
        reader.fail(names[culprit], ZSTR_VAL(wrong.expected));
        zend_string_release(wrong.expected);
        return false;
    }
    return set_all(object, values);
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, property_count);
    for (int i = 0; i < parts; ++i) {
        Z_TRY_ADDREF_P(slot(object, i));
        add_assoc_zval(target, names[i], slot(object, i));
    }
    zval list;
    form_parts_to_array(Z_ARRVAL_P(slot(object, parts)), &list);
    add_assoc_zval(target, names[parts], &list);
}

constexpr ValueTraits traits{fill, to_array};

net::Request request_of(zend_object* object) {
    const auto text = [object](Property property) {
        const zval* value = slot(object, property);
        return Z_TYPE_P(value) == IS_STRING ? std::string(view_of(Z_STR_P(value))) : std::string();
    };
    net::Request request;
    request.url = text(url);
    request.method = text(method);
    request.headers = headers_of(Z_ARRVAL_P(slot(object, headers)));
    request.body = text(body);
    request.body_file = text(body_file);
    zval* part = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(slot(object, parts)), part) {
        request.parts.push_back(form_part_of(Z_OBJ_P(part)));
    }
    ZEND_HASH_FOREACH_END();
    request.sink_file = text(sink_file);
    if (Z_TYPE_P(slot(object, timeout)) == IS_DOUBLE)
        request.timeout = std::chrono::duration<double>(Z_DVAL_P(slot(object, timeout)));
    request.retry_unsafe = Z_TYPE_P(slot(object, retry_unsafe)) == IS_TRUE;
    return request;
}

}  // namespace

void register_http_request() {
    http_request_ce = register_class_PhotoLibrary_HttpRequest(php_json_serializable_ce);
    make_value_class(http_request_ce);
    mark_sensitive(http_request_ce, "__construct", headers);
}

PulledRequest pull_request(zend_object* object) {
    PulledRequest pulled{request_of(object), std::nullopt};
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

PHOTOLIBRARY_VALUE_METHODS(HttpRequest, http_request_ce, traits)

ZEND_METHOD(PhotoLibrary_HttpRequest, __construct) {
    Values values;
    bool no_timeout = true;
    zval* body_path = nullptr;
    zval* sink_path = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 9)
    Z_PARAM_STR(values.url)
    Z_PARAM_OPTIONAL
    Z_PARAM_STR(values.method)
    Z_PARAM_ARRAY_HT(values.headers)
    Z_PARAM_STR(values.body)
    Z_PARAM_ZVAL(body_path)
    Z_PARAM_ZVAL(sink_path)
    Z_PARAM_DOUBLE_OR_NULL(values.timeout, no_timeout)
    Z_PARAM_BOOL(values.retry_unsafe)
    Z_PARAM_ARRAY_HT(values.parts)
    ZEND_PARSE_PARAMETERS_END();
    values.has_timeout = !no_timeout;
    if (body_path != nullptr && !take_path(body_file + 1, body_path, values.body_file, true)) RETURN_THROWS();
    if (sink_path != nullptr && !take_path(sink_file + 1, sink_path, values.sink_file, true)) RETURN_THROWS();
    Property culprit = url;
    if (const Complaint wrong = complaint_about(values, culprit, false)) {
        throw_complaint(culprit + 1, wrong);
        RETURN_THROWS();
    }
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!may_construct(object)) RETURN_THROWS();
    set_all(object, values);
}

ZEND_METHOD(PhotoLibrary_HttpRequest, with) {
    value_with(INTERNAL_FUNCTION_PARAM_PASSTHRU, http_request_ce, traits, "method: 'HEAD'");
}

}  // namespace photolibrary::binding
