#pragma once

#include "binding/complaint.hpp"
#include "binding/zvals.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

Complaint complaint_about_url(const zend_string* url);
Complaint complaint_about_method(const zend_string* method);
/// headers: names with a string or a list of strings each. Values, which may be secret, are not quoted.
Complaint complaint_about_headers(HashTable* headers);
Complaint complaint_about_path(const zend_string* path);

/// Precondition: nothing is wrong with the headers.
inline void copy_headers(zval* target, HashTable* headers) {
    copy_array(target, headers);
}
net::Headers headers_of(HashTable* headers);

}  // namespace photolibrary::binding
