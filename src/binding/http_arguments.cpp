#include "binding/http_arguments.hpp"

#include <algorithm>
#include <cstring>

#include "binding/zvals.hpp"
#include "net/ascii.hpp"

extern "C" {
#include "zend_smart_str.h"
}

namespace photolibrary::binding {
namespace {

constexpr Complaint fine{};

/// The name is quoted between the two texts, with what cannot be printed escaped.
Complaint complaint(const char* before, std::string_view name, const char* after, bool is_type = false) {
    smart_str escaped = {};
    smart_str_append_escaped(&escaped, name.data(), name.size());
    // The inline functions of smart_str call, in late patch releases, one that earlier ones do not export.
    zend_string* const text = zend_string_concat3(before, std::strlen(before), ZSTR_VAL(escaped.s), ZSTR_LEN(escaped.s),
                                                  after, std::strlen(after));
    zend_string_release(escaped.s);
    return {text, is_type};
}

/// RFC 9110, 5.6.2.
bool is_token(std::string_view text) noexcept {
    static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    const auto belongs = [](char c) {
        return net::is_letter(c) || net::is_digit(c) || marks.find(c) != std::string_view::npos;
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), belongs);
}

bool begins_with_ignoring_case(std::string_view text, std::string_view lower) noexcept {
    return text.size() >= lower.size() &&
           zend_binary_strncasecmp(text.data(), text.size(), lower.data(), lower.size(), lower.size()) == 0;
}

/// The URL behind its scheme; nothing, not even an empty text, for another scheme.
std::string_view behind_scheme(std::string_view url) noexcept {
    for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
        if (begins_with_ignoring_case(url, scheme)) return url.substr(scheme.size());
    }
    return {};
}

bool names_host(std::string_view behind) noexcept {
    std::string_view authority = behind.substr(0, behind.find_first_of("/?#"));
    const std::size_t user_end = authority.rfind('@');
    if (user_end != std::string_view::npos) authority.remove_prefix(user_end + 1);
    return !authority.empty() && authority.front() != ':';
}

/// A string, or a list of strings.
bool is_header_value(zval* value) {
    return Z_TYPE_P(value) == IS_STRING || is_list_of_strings(value);
}

/// Calls visit(const zend_string*) for each string of a header.
template <class Visit>
void for_each_value(zval* value, Visit visit) {
    if (Z_TYPE_P(value) == IS_STRING) return visit(Z_STR_P(value));
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), item) {
        ZVAL_DEREF(item);
        visit(Z_STR_P(item));
    }
    ZEND_HASH_FOREACH_END();
}

bool fits_on_a_line(zval* value) {
    bool fits = true;
    for_each_value(value, [&](const zend_string* text) {
        fits = fits && view_of(text).find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
    });
    return fits;
}

/// PHP makes integers of keys like "42", which are tokens too.
class HeaderName {
  public:
    HeaderName(const zend_string* key, zend_ulong index) noexcept {
        if (key != nullptr) {
            text_ = view_of(key);
        } else {
            char* const end = digits_ + sizeof digits_ - 1;
            const char* const begin = zend_print_long_to_buf(end, static_cast<zend_long>(index));
            text_ = {begin, static_cast<std::size_t>(end - begin)};
        }
    }

    HeaderName(const HeaderName&) = delete;
    HeaderName& operator=(const HeaderName&) = delete;

    std::string_view text() const noexcept { return text_; }

  private:
    char digits_[32];
    std::string_view text_;
};

}  // namespace

bool has_http_scheme(std::string_view url) noexcept {
    return behind_scheme(url).data() != nullptr;
}

Complaint complaint_about_url(const zend_string* url) {
    const std::string_view text = view_of(url);
    const std::string_view behind = behind_scheme(text);
    if (behind.data() == nullptr) return complaint("a URL that begins with http:// or https://");
    const auto is_odd = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; };
    if (std::any_of(text.begin(), text.end(), is_odd)) return complaint("a URL without spaces or control characters");
    if (!names_host(behind)) return complaint("a URL that names a host");
    return fine;
}

Complaint complaint_about_method(const zend_string* method) {
    return is_token(view_of(method)) ? fine : complaint("a method like \"GET\"");
}

Complaint complaint_about_headers(HashTable* headers) {
    zend_ulong index = 0;
    zend_string* key = nullptr;
    zval* value = nullptr;
    // ['Accept: a/b'] would be a header called 0. A name like "42" alone is an integer, too, but no list.
    if (zend_hash_num_elements(headers) > 0 && zend_array_is_list(headers))
        return complaint("an array of name => value");
    ZEND_HASH_FOREACH_KEY_VAL(headers, index, key, value) {
        ZVAL_DEREF(value);
        const HeaderName name(key, index);
        if (!is_token(name.text()))
            return complaint("an array whose keys are names of headers, which \"", name.text(), "\" is not");
        if (!is_header_value(value))
            return complaint("an array of strings and lists of strings, which header \"", name.text(), "\" is not",
                             true);
        if (!fits_on_a_line(value))
            return complaint("an array of headers without line breaks or null bytes, unlike header \"", name.text(),
                             "\"");
    }
    ZEND_HASH_FOREACH_END();
    return fine;
}

Complaint complaint_about_text(const zend_string* text, const char* what, bool nullable) {
    if (ZSTR_LEN(text) == 0) return complaint(nullable ? "null or not empty" : "a non-empty string");
    if (zend_str_has_nul_byte(text)) return {zend_strpprintf(0, "%s without null bytes", what), false};
    return fine;
}

Complaint complaint_about_path(const zend_string* path) {
    return complaint_about_text(path, "a path", true);
}

void hide_secrets_of_url(zval* url, zval* target) {
    set_string(target, net::shown_url(std::string(view_of(Z_STR_P(url)))));
}

net::Headers headers_of(HashTable* headers) {
    net::Headers result;
    zend_ulong index = 0;
    zend_string* key = nullptr;
    zval* value = nullptr;
    ZEND_HASH_FOREACH_KEY_VAL(headers, index, key, value) {
        ZVAL_DEREF(value);
        const HeaderName name(key, index);
        for_each_value(value, [&](const zend_string* text) { result.emplace_back(name.text(), view_of(text)); });
    }
    ZEND_HASH_FOREACH_END();
    return result;
}

}  // namespace photolibrary::binding
