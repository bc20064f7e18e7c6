#pragma once

#include "binding/php_photolibrary.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

/// What is wrong with an argument, to be said behind "must be ".
struct Complaint {
    zend_string* expected = nullptr;  ///< null: nothing is wrong
    bool is_type = false;             ///< for a TypeError, not a ValueError

    explicit operator bool() const noexcept { return expected != nullptr; }
};

Complaint complaint(const char* expected);
Complaint complaint_about_url(const zend_string* url);
Complaint complaint_about_method(const zend_string* method);
/// headers: names with a string or a list of strings each. Values, which may be secret, are not quoted.
Complaint complaint_about_headers(HashTable* headers);
Complaint complaint_about_path(const zend_string* path);

/// Throws it for an argument of the function that is being called, and frees it.
void throw_complaint(uint32_t argument, Complaint complaint);

/// Precondition: nothing is wrong with the headers. The copy holds no references, so that nobody can change it.
void copy_headers(zval* target, HashTable* headers);
net::Headers headers_of(HashTable* headers);

}  // namespace photolibrary::binding
