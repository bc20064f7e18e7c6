#pragma once

namespace photolibrary::net {

/// The statuses of HTTP (RFC 9110, 15) that mean something here.
namespace status {

inline constexpr int ok = 200, no_content = 204, partial_content = 206, moved = 301, found = 302, see_other = 303,
                     not_modified = 304, temporary_redirect = 307, permanent_redirect = 308, request_timeout = 408,
                     range_not_satisfiable = 416, too_early = 425, too_many_requests = 429, internal_error = 500,
                     bad_gateway = 502, unavailable = 503, gateway_timeout = 504;

}  // namespace status

constexpr bool is_informational(int code) noexcept {
    return code < status::ok;
}

}  // namespace photolibrary::net
