#pragma once

#include <cstdint>
#include <string_view>

// Text of strangers that may be shown.

namespace photolibrary::core {

/// What must not reach a terminal or a page: controls, surrogates that stand alone, marks that turn the direction of
/// text or are not seen at all.
bool is_unprintable(std::uint32_t code_point) noexcept;

/// Whether all of it is UTF-8 (RFC 3629) without anything unprintable.
bool is_plain_text(std::string_view text) noexcept;

}  // namespace photolibrary::core
