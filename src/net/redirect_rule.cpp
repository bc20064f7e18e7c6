#include "net/redirect_rule.hpp"

#include <algorithm>
#include <iterator>

#include "net/header_fields.hpp"
#include "net/status.hpp"

namespace photolibrary::net {
namespace {

/// Headers of a request that has a body, which it has no longer.
bool is_about_body(std::string_view name) noexcept {
    constexpr std::string_view beginning = "content-";
    return equal_names(name.substr(0, beginning.size()), beginning) || is_framing(name) || equal_names(name, "expect");
}

bool becomes_get(const std::string& method, int code) noexcept {
    if (code == status::see_other) return method != "HEAD";
    return (code == status::moved || code == status::found) && method == "POST";
}

}  // namespace

bool is_redirect(int code) noexcept {
    return code == status::moved || code == status::found || code == status::see_other ||
           code == status::temporary_redirect || code == status::permanent_redirect;
}

bool is_framing(std::string_view name) noexcept {
    return equal_names(name, "content-length") || equal_names(name, "transfer-encoding");
}

bool may_cross_origins(std::string_view name) noexcept {
    constexpr std::string_view harmless[] = {
        "accept",        "accept-language", "user-agent",        "if-none-match",
        "cache-control", "content-type",    "if-modified-since", "accept-encoding"};
    return std::any_of(std::begin(harmless), std::end(harmless),
                       [&](std::string_view one) { return equal_names(one, name); });
}

void apply_redirect(Request& request, int status, bool crosses_origins) {
    if (crosses_origins) {
        std::erase_if(request.headers, [](const auto& header) { return !may_cross_origins(header.first); });
    }
    if (!becomes_get(request.method, status)) return;
    request.method = "GET";
    request.body.clear();
    request.body_file.clear();
    request.parts.clear();
    std::erase_if(request.headers, [](const auto& header) { return is_about_body(header.first); });
}

}  // namespace photolibrary::net
