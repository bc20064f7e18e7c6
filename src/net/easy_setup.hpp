#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "net/curl_library.hpp"
#include "net/exchange.hpp"
#include "net/request_body.hpp"

// How libcurl is told what to send.

namespace photolibrary::net {

/// Lines of headers, as libcurl takes them. A handle that was given them borrows them.
class HeaderLines {
  public:
    explicit HeaderLines(const CurlApi& api) noexcept : api_(api) {}
    ~HeaderLines() { clear(); }
    HeaderLines(const HeaderLines&) = delete;
    HeaderLines& operator=(const HeaderLines&) = delete;

    void clear() noexcept;
    void add(const std::string& line);
    curl_slist* get() const noexcept { return first_; }

  private:
    const CurlApi& api_;
    curl_slist* first_ = nullptr;
};

/// A time in milliseconds, as libcurl takes it: rounded up, at least 1.
long in_milliseconds(std::chrono::duration<double> time) noexcept;

/// What all requests of a client have in common.
void set_options(const CurlApi& api, CURL* easy, const HttpOptions& options);

/// The method, and the body if it is in memory. upload: a body that is not; who reads it is left to the caller.
void set_method(const CurlApi& api, CURL* easy, const Request& request, const std::optional<RequestBody>& upload);

/// The headers of a request. boundary: between the parts of its body; empty: it has none.
void add_headers(HeaderLines& lines, const Request& request, const std::string& boundary);

}  // namespace photolibrary::net
