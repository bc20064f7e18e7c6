#include "net/easy_setup.hpp"

#include <algorithm>
#include <cmath>
#include <new>

#include "net/header_fields.hpp"
#include "net/redirect_rule.hpp"

namespace photolibrary::net {
namespace {

/// As much as libcurl reads at once.
constexpr long receive_buffer = 128L << 10;

}  // namespace

void HeaderLines::clear() noexcept {
    api_.slist_free_all(first_);
    first_ = nullptr;
}

void HeaderLines::add(const std::string& line) {
    curl_slist* const longer = api_.slist_append(first_, line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    first_ = longer;
}

long in_milliseconds(std::chrono::duration<double> time) noexcept {
    return std::clamp(std::lround(std::ceil(time.count() * 1000)), 1L, 1'000'000'000L);
}

void set_options(const CurlApi& api, CURL* easy, const HttpOptions& options) {
    api.easy_setopt(easy, CURLOPT_BUFFERSIZE, receive_buffer);
    api.easy_setopt(easy, CURLOPT_USERAGENT, "photolibrary");
    api.easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    if (!options.ca_file.empty()) api.easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());

    api.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    api.easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    api.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, in_milliseconds(options.connect_timeout));
    api.easy_setopt(easy, CURLOPT_EXPECT_100_TIMEOUT_MS, 300L);

    api.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    // Never the proxy of the environment: the guard would be asked about its address.
    api.easy_setopt(easy, CURLOPT_PROXY, options.proxy.c_str());
    api.easy_setopt(easy, CURLOPT_NOPROXY, "");
}

void set_method(const CurlApi& api, CURL* easy, const Request& request, const std::optional<RequestBody>& upload) {
    if (request.method == "HEAD") {
        api.easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (upload) {
        const auto size = upload->size();
        api.easy_setopt(easy, CURLOPT_UPLOAD, 1L);
        api.easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, size ? static_cast<curl_off_t>(*size) : curl_off_t{-1});
    } else if (!request.body.empty() || request.method == "POST" || request.method == "PUT" ||
               request.method == "PATCH") {
        api.easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        api.easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    }
    if (request.method != "GET" || has_body(request)) {
        api.easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
}

void add_headers(HeaderLines& lines, const Request& request, const std::string& boundary) {
    std::string line;
    for (const auto& [name, value] : request.headers) {
        if (is_framing(name) || (!boundary.empty() && equal_names(name, "content-type"))) continue;
        line = name;
        line += value.empty() ? ";" : ": ";  // with a colon alone, libcurl would send no such header
        line += value;
        lines.add(line);
    }
    const bool may_have_body = has_body(request) || request.method != "GET";
    if (!boundary.empty()) {
        lines.add("Content-Type: " + content_type_of_parts(boundary));
    } else if (may_have_body && !has_header(request.headers, "content-type")) {
        lines.add("Content-Type:");  // libcurl would say that any body is a form
    }
}

}  // namespace photolibrary::net
