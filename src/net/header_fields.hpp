#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "net/exchange.hpp"

namespace photolibrary::net {

/// Names of header fields are the same in any case.
bool equal_names(std::string_view a, std::string_view b) noexcept;

bool has_header(const Headers& headers, std::string_view name) noexcept;

/// Without blanks and line ends around it.
std::string_view trimmed(std::string_view text) noexcept;

/// The member of a list that has nothing but equal members ("5, 5"); empty for any other list.
std::string_view only_member(std::string_view list) noexcept;

/// A number of nothing but decimal digits that fits in 64 bits.
std::optional<std::uint64_t> decimal(std::string_view text) noexcept;

}  // namespace photolibrary::net
