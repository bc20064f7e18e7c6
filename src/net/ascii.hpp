#pragma once

/// Letters and digits of ASCII, whatever the locale: <cctype> asks the locale of the process, which belongs to PHP.
namespace photolibrary::net {

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

constexpr char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool is_letter(char c) noexcept {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

}  // namespace photolibrary::net
