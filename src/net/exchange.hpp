#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "net/body.hpp"

namespace photolibrary::net {

/// Names and values, in the order they are sent or came.
using Headers = std::vector<std::pair<std::string, std::string>>;

/// What the transfers of one batch or pool may do. A value.
struct HttpOptions {
    int concurrency = 32;  ///< transfers at once: 1 to 1024
    int per_host = 6;      ///< connections to one host: 1 to 64
    int retries = 3;       ///< further attempts after a failure that may pass: 0 to 20
    std::chrono::duration<double> connect_timeout{10.0};
    /// A transfer slower than ProgressWatch::least_bytes_per_second for so long has stalled, while bytes are due from
    /// us or have begun to come. Not an option of the API.
    std::chrono::duration<double> stall_time{20.0};
    std::chrono::duration<double> timeout{60.0};  ///< of a request with all its attempts, from its first start
    /// From the end of a request until its answer begins, for each attempt; nothing: only `timeout` limits it.
    std::optional<std::chrono::duration<double>> answer_timeout{};
    std::uint64_t max_bytes = 268'435'456;  ///< of a body, decoded
    int max_redirects = 5;                  ///< 0 to 20; with 0 a redirect is an answer like others
    std::vector<std::string> allow;         ///< hosts and CIDRs that the address guard lets through
    std::string proxy;    ///< empty: none, whatever the environment says. It resolves names: the guard cannot
    std::string ca_file;  ///< certificates to trust, in PEM; empty: those of the system
};

/// One part of a body of multipart/form-data. A value.
struct FormPart {
    std::string name{};
    std::string content{};                  ///< unless there is a file
    std::string file{};                     ///< path; empty: none
    std::optional<std::string> filename{};  ///< that the server is told
    std::string content_type{};             ///< empty: none is said
};

/// One request, with at most one of body, body_file and parts. A value.
struct Request {
    std::string url{};  ///< http or https
    std::string method = "GET";
    Headers headers{};
    std::string body{};
    std::string body_file{};        ///< path of a file to send instead of body; empty: none
    std::vector<FormPart> parts{};  ///< sent as multipart/form-data; none: no such body
    std::string sink_file{};        ///< path of a file that the body is written to; empty: it is kept
    std::optional<std::chrono::duration<double>> timeout{};  ///< in place of the options'
    bool retry_unsafe = false;  ///< whether a method that is not idempotent may be tried again
};

/// Whether it changes nothing at the server (RFC 9110, 9.2.1).
bool is_safe(const Request& request) noexcept;
/// Whether to send it twice does no harm, or none that its owner minds.
bool is_idempotent(const Request& request) noexcept;
bool has_body(const Request& request) noexcept;

/// The answer to a request, whatever its status.
struct Response {
    int status = 0;
    std::string url{};        ///< that answered, after redirects
    std::string version{};    ///< "1.1", "2"
    Body body{};              ///< empty if it went to a file
    Headers headers{};        ///< names in lower case
    std::uint64_t bytes = 0;  ///< of the body
    int attempts = 1;
    std::chrono::duration<double> elapsed{0.0};  ///< from the first start to the last byte
};

/// The URL as results, errors and logs show it: without user, password, query and fragment, which may hold secrets. Any
/// text will do; of one that is no URL, less may be left.
std::string shown_url(const std::string& url);

}  // namespace photolibrary::net
