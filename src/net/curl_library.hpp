#pragma once

#include <curl/curl.h>

#include <string>

#include "core/failure.hpp"

namespace photolibrary::net {

/// The functions of libcurl that we call, found at run time: linked in, it would cost every start of PHP 4 ms and 5 MB.
struct CurlApi {
    decltype(&::curl_global_init) global_init;
    decltype(&::curl_version_info) version_info;
    decltype(&::curl_easy_init) easy_init;
    decltype(&::curl_easy_reset) easy_reset;
    decltype(&::curl_easy_cleanup) easy_cleanup;
    decltype(&::curl_easy_setopt) easy_setopt;
    decltype(&::curl_easy_getinfo) easy_getinfo;
    decltype(&::curl_easy_strerror) easy_strerror;
    decltype(&::curl_multi_init) multi_init;
    decltype(&::curl_multi_cleanup) multi_cleanup;
    decltype(&::curl_multi_setopt) multi_setopt;
    decltype(&::curl_multi_add_handle) multi_add_handle;
    decltype(&::curl_multi_remove_handle) multi_remove_handle;
    decltype(&::curl_multi_socket_action) multi_socket_action;
    decltype(&::curl_multi_info_read) multi_info_read;
    decltype(&::curl_slist_append) slist_append;
    decltype(&::curl_slist_free_all) slist_free_all;
    decltype(&::curl_url) url;
    decltype(&::curl_url_cleanup) url_cleanup;
    decltype(&::curl_url_set) url_set;
    decltype(&::curl_url_get) url_get;
    decltype(&::curl_free) free;
};

/// Loads libcurl, once a process. Fails with unsupported, naming the package to install.
core::Outcome<const CurlApi*> curl_library();

/// Whether a handle may serve one request after another. Up to 8.1.0 an answer whose head begins with a blank makes
/// libcurl write into headers of the request before, which are freed (curl/curl#11101).
bool may_reuse_handles() noexcept;

/// Version of libcurl: of the headers this was built with, and of the library in this process (empty: not loaded yet).
std::string compiled_curl_version();
std::string running_curl_version();

}  // namespace photolibrary::net
