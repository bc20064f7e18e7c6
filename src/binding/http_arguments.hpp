#pragma once

#include "binding/complaint.hpp"
#include "binding/zvals.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

/// Whether a text begins as a URL of http or https does.
bool has_http_scheme(std::string_view url) noexcept;

Complaint complaint_about_url(const zend_string* url);
Complaint complaint_about_method(const zend_string* method);
/// headers: names with a string or a list of strings each. Values, which may be secret, are not quoted.
Complaint complaint_about_headers(HashTable* headers);
/// Of an empty text, and of one with null bytes. what: "a path"; nullable: whether null would do.
Complaint complaint_about_text(const zend_string* text, const char* what, bool nullable);
Complaint complaint_about_path(const zend_string* path);

/// What var_dump() shows of a URL: no user, password or query.
void hide_secrets_of_url(zval* url, zval* target);

/// Precondition: nothing is wrong with the headers.
net::Headers headers_of(HashTable* headers);

}  // namespace photolibrary::binding
