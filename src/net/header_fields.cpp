#include "net/header_fields.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "net/ascii.hpp"

namespace photolibrary::net {

bool equal_names(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool has_header(const Headers& headers, std::string_view name) noexcept {
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto& header) { return equal_names(header.first, name); });
}

std::string_view trimmed(std::string_view text) noexcept {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string_view only_member(std::string_view list) noexcept {
    const std::string_view first = trimmed(list.substr(0, list.find(',')));
    for (auto comma = list.find(','); comma != std::string_view::npos; comma = list.find(',')) {
        list.remove_prefix(comma + 1);
        if (trimmed(list.substr(0, list.find(','))) != first) return {};
    }
    return first;
}

std::optional<std::uint64_t> decimal(std::string_view text) noexcept {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace photolibrary::net
