#include "binding/php_http_options.hpp"

#include "binding/http_arguments.hpp"
#include "binding/value_kinds.hpp"
#include "net/address_guard.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/http_options_arginfo.h"

zend_class_entry* http_options_ce = nullptr;

namespace {

using net::HttpOptions;

constexpr const char* some_strings = "a list of non-empty strings";

bool are_non_empty_strings(HashTable* list) {
    if (!zend_array_is_list(list)) return false;
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(list, item) {
        ZVAL_DEREF(item);
        if (Z_TYPE_P(item) != IS_STRING || Z_STRLEN_P(item) == 0) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

/// Of the list of what may be connected to.
Complaint complaint_about_allow(zval* list) {
    if (!are_non_empty_strings(Z_ARRVAL_P(list))) return complaint(some_strings);
    std::vector<std::string> allow;
    detail::get(list, allow);
    const auto guard = net::AddressGuard::make(allow);
    if (guard.ok()) return {};
    return complaint("a list of hosts, addresses and CIDRs: " + guard.failure().message);
}

Complaint complaint_about_proxy(zval* url) {
    return complaint_about_text(Z_STR_P(url), "a URL", true);
}
constexpr ValueTable table(
    &http_options_ce,
    with_defaults({
        integer<&HttpOptions::concurrency>("concurrency", 1, 1024),
        integer<&HttpOptions::per_host>("perHost", 1, 64),
        integer<&HttpOptions::retries>("retries", 0, 20),
        number<&HttpOptions::connect_timeout>("connectTimeout", 0.001, 3600),
        number<&HttpOptions::timeout>("timeout", 0.001, 86400),
        integer<&HttpOptions::max_bytes>("maxBytes", 1),
        integer<&HttpOptions::max_redirects>("maxRedirects", 0, 20),
        array<&HttpOptions::allow>("allow", some_strings, complaint_about_allow),
        text_or_null<&HttpOptions::proxy>("proxy", complaint_about_proxy).redacted_by(hide_secrets_of_url),
        number<&HttpOptions::answer_timeout>("answerTimeout", 0.001, 86400),
    }));

}  // namespace

void register_http_options() {
    table.adopt(register_class_PhotoLibrary_HttpOptions(php_json_serializable_ce));
}

const ValueClass& http_options_class() noexcept {
    return table;
}

net::HttpOptions http_options_of(zend_object* object) {
    return table.engine_of(object);
}

void http_options_to_zval(zval* target, const net::HttpOptions& options) {
    table.to_zval(target, options);
}

PHOTOLIBRARY_TABLE_METHODS(HttpOptions, table)
PHOTOLIBRARY_JSON_AS_ARRAY(HttpOptions, table)

ZEND_METHOD(PhotoLibrary_HttpOptions, __construct) {
    table.construct(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

ZEND_METHOD(PhotoLibrary_HttpOptions, with) {
    table.return_with(INTERNAL_FUNCTION_PARAM_PASSTHRU, "concurrency: 8");
}

ZEND_METHOD(PhotoLibrary_HttpOptions, __debugInfo) {
    table.return_debug_info(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

}  // namespace photolibrary::binding
