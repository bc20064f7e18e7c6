#include "core/plain_text.hpp"

#include <optional>

namespace photolibrary::core {
namespace {

/// Takes the first character. Nothing if it is ill-formed: cut off, longer than it need be, or no character at all.
std::optional<std::uint32_t> take_code_point(std::string_view& text) noexcept {
    const auto byte = [text](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const std::uint32_t first = byte(0);
    const std::size_t size = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (size == 0 || size > text.size() || first > 0xF4) return std::nullopt;
    std::uint32_t code_point = size == 1 ? first : first & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) return std::nullopt;
        code_point = code_point << 6 | (byte(i) & 0x3FU);
    }
    constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code_point < smallest[size]) return std::nullopt;
    text.remove_prefix(size);
    return code_point;
}

}  // namespace

bool is_unprintable(std::uint32_t code_point) noexcept {
    const auto within = [code_point](std::uint32_t first, std::uint32_t last) {
        return code_point >= first && code_point <= last;
    };
    return within(0, 0x1F) || within(0x7F, 0x9F) || within(0xD800, 0xDFFF) || within(0x200B, 0x200F) ||
           within(0x2028, 0x202E) || within(0x2060, 0x206F) || code_point == 0xFEFF || code_point > 0x10FFFF;
}

bool is_plain_text(std::string_view text) noexcept {
    while (!text.empty()) {
        const auto code_point = take_code_point(text);
        if (!code_point || is_unprintable(*code_point)) return false;
    }
    return true;
}

}  // namespace photolibrary::core
