#include "net/exchange.hpp"

#include <algorithm>
#include <string_view>

#include "net/ascii.hpp"

namespace photolibrary::net {
namespace {

/// Of "https://", as many slashes as there are; 0 for a text that begins otherwise.
std::size_t scheme_size(std::string_view url) {
    const std::size_t colon = url.find(':');
    if (colon == url.npos || colon == 0 || !is_letter(url.front())) return 0;
    const std::string_view scheme = url.substr(0, colon);
    const bool is_scheme = std::all_of(scheme.begin(), scheme.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    });
    if (!is_scheme || url.substr(colon + 1, 1) != "/") return 0;
    return std::min(url.find_first_not_of('/', colon + 1), url.size());
}

/// Where what follows the colon of an authority without user is no port: the colon.
std::size_t strange_port(std::string_view authority) {
    const std::size_t bracket = authority.find(']');
    const std::size_t colon = authority.find(':', bracket == authority.npos ? 0 : bracket);
    if (colon == authority.npos) return authority.npos;
    const std::string_view port = authority.substr(colon + 1);
    return std::all_of(port.begin(), port.end(), is_digit) ? authority.npos : colon;
}

}  // namespace

bool is_safe(const Request& request) noexcept {
    return request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS" ||
           request.method == "TRACE";
}

bool is_idempotent(const Request& request) noexcept {
    return is_safe(request) || request.retry_unsafe || request.method == "PUT" || request.method == "DELETE";
}

bool has_body(const Request& request) noexcept {
    return !request.body.empty() || !request.body_file.empty() || !request.parts.empty();
}

std::string shown_url(const std::string& url) {
    const std::string_view all = url;
    const auto is_harmless = [](char c) { return c != '?' && c != '#' && c != '@'; };
    if (std::all_of(all.begin(), all.end(), is_harmless)) return url;
    const std::string_view text = all.substr(0, all.find_first_of("?#"));
    const std::size_t start = scheme_size(text);
    // Without a scheme it is no URL: whatever stands before an @ may be a password.
    const std::size_t end = start == 0 ? text.size() : std::min(text.find('/', start), text.size());
    const std::string_view before_path = text.substr(start, end - start);
    const std::string_view authority = before_path.substr(before_path.rfind('@') + 1);  // npos + 1 is 0
    std::string shown(text.substr(0, start));
    const std::size_t colon = strange_port(authority);
    // "user:pass/word@host" with a slash, a question mark or a hash in the password: that ended the authority too
    // early.
    if (colon != authority.npos && all.substr(end).find('@') != all.npos)
        return shown.append(authority.substr(0, colon));
    return shown.append(authority).append(text.substr(end));
}

}  // namespace photolibrary::net
