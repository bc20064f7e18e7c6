#include <cmath>
#include <string>
#include <vector>

#include "binding/conversions.hpp"
#include "net/address_guard.hpp"

namespace photolibrary::binding {

#include "http_options_arginfo.h"

zend_class_entry* http_options_ce = nullptr;

namespace {

enum Property {
    concurrency,
    per_host,
    retries,
    connect_timeout,
    timeout,
    max_bytes,
    max_redirects,
    allow,
    proxy,
    answer_timeout,
    property_count
};

constexpr const char* names[] = {"concurrency", "perHost",      "retries", "connectTimeout", "timeout",
                                 "maxBytes",    "maxRedirects", "allow",   "proxy",          "answerTimeout"};

constexpr double min_timeout = 0.001;

struct Range {
    Property property;
    zend_long low;
    zend_long high;
};

constexpr Range integer_ranges[] = {
    {concurrency, 1, 1024}, {per_host, 1, 64}, {retries, 0, 20}, {max_bytes, 1, ZEND_LONG_MAX}, {max_redirects, 0, 20}};

double max_of(Property seconds) {
    return seconds == connect_timeout ? 3600 : 86400;
}

/// Values by their position in the stub, borrowed.
struct Values {
    zend_long integers[property_count] = {};
    double seconds[property_count] = {};
    HashTable* allow = nullptr;  ///< null: nothing
    zend_string* proxy = nullptr;
    bool has_answer_timeout = false;  ///< its seconds count
};

Values defaults() {
    const net::HttpOptions options;
    Values values;
    values.integers[concurrency] = options.concurrency;
    values.integers[per_host] = options.per_host;
    values.integers[retries] = options.retries;
    values.seconds[connect_timeout] = options.connect_timeout.count();
    values.seconds[timeout] = options.timeout.count();
    values.integers[max_bytes] = static_cast<zend_long>(options.max_bytes);
    values.integers[max_redirects] = options.max_redirects;
    return values;
}

bool are_strings_that_say_something(HashTable* list) {
    if (!zend_array_is_list(list)) return false;
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(list, item) {
        ZVAL_DEREF(item);
        if (Z_TYPE_P(item) != IS_STRING || Z_STRLEN_P(item) == 0) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

std::vector<std::string> strings_of(HashTable* list) {
    std::vector<std::string> strings;
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(list, item) {
        ZVAL_DEREF(item);
        strings.emplace_back(view_of(Z_STR_P(item)));
    }
    ZEND_HASH_FOREACH_END();
    return strings;
}

/// What the list of what may be connected to must be, if it is wrong; else empty.
std::string expected_of_allow(HashTable* list) {
    if (list == nullptr) return {};
    if (!are_strings_that_say_something(list)) return "a list of strings that are not empty";
    const auto guard = net::AddressGuard::make(strings_of(list));
    return guard.ok() ? std::string() : "a list of hosts, addresses and CIDRs: " + guard.failure().message;
}

/// What the proxy must be, if it is wrong.
const char* expected_of_proxy(const zend_string* url) {
    if (url == nullptr) return nullptr;
    if (ZSTR_LEN(url) == 0) return "null or not empty";
    return zend_str_has_nul_byte(url) ? "a URL without null bytes" : nullptr;
}

/// Without references, so that nobody can change it.
void copy_list(zval* target, HashTable* list) {
    array_init(target);
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(list, item) {
        ZVAL_DEREF(item);
        Z_TRY_ADDREF_P(item);
        add_next_index_zval(target, item);
    }
    ZEND_HASH_FOREACH_END();
}

void set_all(zend_object* object, const Values& values) {
    for (const Range& range : integer_ranges)
        ZVAL_LONG(slot(object, range.property), values.integers[range.property]);
    ZVAL_DOUBLE(slot(object, connect_timeout), values.seconds[connect_timeout]);
    ZVAL_DOUBLE(slot(object, timeout), values.seconds[timeout]);
    if (values.allow != nullptr)
        copy_list(slot(object, allow), values.allow);
    else
        ZVAL_EMPTY_ARRAY(slot(object, allow));
    ZVAL_NULL(slot(object, proxy));
    if (values.proxy != nullptr) ZVAL_STR_COPY(slot(object, proxy), values.proxy);
    ZVAL_NULL(slot(object, answer_timeout));
    if (values.has_answer_timeout) ZVAL_DOUBLE(slot(object, answer_timeout), values.seconds[answer_timeout]);
}

/// A missing or null one is none.
void read_answer_timeout(ArrayReader& reader, Values& values) {
    const zval* value = reader.find(names[answer_timeout], false);
    if (value == nullptr || Z_TYPE_P(value) == IS_NULL) return;
    values.has_answer_timeout = true;
    const double seconds = Z_TYPE_P(value) == IS_DOUBLE || Z_TYPE_P(value) == IS_LONG
                               ? zval_get_double(const_cast<zval*>(value))
                               : std::nan("");
    values.seconds[answer_timeout] = seconds;
    if (!(seconds >= min_timeout && seconds <= max_of(answer_timeout)))
        reader.fail(names[answer_timeout], "null or a number between 0.001 and 86400");
}

/// Missing keys take the defaults.
bool fill(zend_object* object, HashTable* array) {
    ArrayReader reader("PhotoLibrary\\HttpOptions", array);
    Values values = defaults();
    for (const Range& range : integer_ranges) {
        zend_long& value = values.integers[range.property];
        value = reader.integer(names[range.property], range.low, range.high, false, value);
    }
    for (const Property property : {connect_timeout, timeout}) {
        double& value = values.seconds[property];
        value = reader.real(names[property], min_timeout, max_of(property), false, value);
    }
    const zval* list = reader.find(names[allow], false);
    if (list != nullptr && Z_TYPE_P(list) == IS_ARRAY)
        values.allow = Z_ARRVAL_P(list);
    else if (list != nullptr)
        reader.fail(names[allow], "a list of strings that are not empty");
    if (const std::string expected = expected_of_allow(values.allow); !expected.empty())
        reader.fail(names[allow], expected.c_str());
    values.proxy = reader.string(names[proxy], true, false);
    if (const char* expected = expected_of_proxy(values.proxy)) reader.fail(names[proxy], expected);
    read_answer_timeout(reader, values);
    if (!reader.finish()) return false;
    set_all(object, values);
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

/// False, with an exception thrown, if an argument of the constructor is out of its range.
bool check_arguments(const Values& values) {
    for (const Range& range : integer_ranges) {
        const zend_long value = values.integers[range.property];
        if (value >= range.low && value <= range.high) continue;
        if (range.high == ZEND_LONG_MAX)
            zend_argument_value_error(range.property + 1, "must be at least " ZEND_LONG_FMT, range.low);
        else
            zend_argument_value_error(range.property + 1, "must be between " ZEND_LONG_FMT " and " ZEND_LONG_FMT,
                                      range.low, range.high);
        return false;
    }
    for (const Property property : {connect_timeout, timeout, answer_timeout}) {
        if (property == answer_timeout && !values.has_answer_timeout) continue;
        if (values.seconds[property] >= min_timeout && values.seconds[property] <= max_of(property)) continue;
        zend_argument_value_error(property + 1, "must be between %g and %g", min_timeout, max_of(property));
        return false;
    }
    if (const std::string expected = expected_of_allow(values.allow); !expected.empty()) {
        zend_argument_value_error(allow + 1, "must be %s", expected.c_str());
        return false;
    }
    if (const char* expected = expected_of_proxy(values.proxy)) {
        zend_argument_value_error(proxy + 1, "must be %s", expected);
        return false;
    }
    return true;
}

}  // namespace

void register_http_options() {
    http_options_ce = register_class_PhotoLibrary_HttpOptions(php_json_serializable_ce);
    make_value_class(http_options_ce);
    mark_sensitive(http_options_ce, "__construct", proxy);
}

net::HttpOptions http_options_of(zend_object* object) {
    const auto integer = [object](Property property) { return Z_LVAL_P(slot(object, property)); };
    const auto seconds = [object](Property property) {
        return std::chrono::duration<double>(Z_DVAL_P(slot(object, property)));
    };
    net::HttpOptions options;
    options.concurrency = static_cast<int>(integer(concurrency));
    options.per_host = static_cast<int>(integer(per_host));
    options.retries = static_cast<int>(integer(retries));
    options.connect_timeout = seconds(connect_timeout);
    options.timeout = seconds(timeout);
    options.max_bytes = static_cast<std::uint64_t>(integer(max_bytes));
    options.max_redirects = static_cast<int>(integer(max_redirects));
    options.allow = strings_of(Z_ARRVAL_P(slot(object, allow)));
    if (Z_TYPE_P(slot(object, proxy)) == IS_STRING) options.proxy = view_of(Z_STR_P(slot(object, proxy)));
    if (Z_TYPE_P(slot(object, answer_timeout)) == IS_DOUBLE) options.answer_timeout = seconds(answer_timeout);
    return options;
}

bool http_options_from_array(zval* target, HashTable* values) {
    zend_object* object = new_value(http_options_ce);
    ZVAL_OBJ(target, object);
    return fill(object, values);
}

void http_options_to_array(zend_object* object, zval* target) {
    to_array(object, target);
}

PHOTOLIBRARY_VALUE_METHODS(HttpOptions, http_options_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(HttpOptions, traits)

ZEND_METHOD(PhotoLibrary_HttpOptions, __construct) {
    Values values = defaults();
    bool no_answer_timeout = true;
    ZEND_PARSE_PARAMETERS_START(0, 10)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(values.integers[concurrency])
    Z_PARAM_LONG(values.integers[per_host])
    Z_PARAM_LONG(values.integers[retries])
    Z_PARAM_DOUBLE(values.seconds[connect_timeout])
    Z_PARAM_DOUBLE(values.seconds[timeout])
    Z_PARAM_LONG(values.integers[max_bytes])
    Z_PARAM_LONG(values.integers[max_redirects])
    Z_PARAM_ARRAY_HT(values.allow)
    Z_PARAM_STR_OR_NULL(values.proxy)
    Z_PARAM_DOUBLE_OR_NULL(values.seconds[answer_timeout], no_answer_timeout)
    ZEND_PARSE_PARAMETERS_END();
    values.has_answer_timeout = !no_answer_timeout;
    if (!check_arguments(values)) RETURN_THROWS();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!may_construct(object)) RETURN_THROWS();
    set_all(object, values);
}

ZEND_METHOD(PhotoLibrary_HttpOptions, with) {
    value_with(INTERNAL_FUNCTION_PARAM_PASSTHRU, http_options_ce, traits, "concurrency: 8");
}

}  // namespace photolibrary::binding
