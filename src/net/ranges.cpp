#include "net/ranges.hpp"

#include <algorithm>

#include "net/header_fields.hpp"

namespace photolibrary::net {
namespace {

/// Most of what is of interest stands here: headers, often the first pass of a progressive JPEG, many small files.
constexpr std::uint64_t first_piece = 64U << 10;
constexpr std::uint64_t smallest_piece = 32U << 10;

bool is_strong(std::string_view etag) noexcept {
    return etag.substr(0, 2) != "W/";
}

}  // namespace

std::optional<ContentRange> parse_content_range(std::string_view value) noexcept {
    constexpr std::string_view unit = "bytes ";
    if (value.substr(0, unit.size()) != unit) return std::nullopt;
    value.remove_prefix(unit.size());
    const auto dash = value.find('-');
    const auto slash = value.find('/');
    if (dash == std::string_view::npos || slash == std::string_view::npos || dash > slash) return std::nullopt;
    const auto first = decimal(value.substr(0, dash));
    const auto last = decimal(value.substr(dash + 1, slash - dash - 1));
    const auto size = decimal(value.substr(slash + 1));
    if (!first || !last || !size || *first > *last || *last >= *size) return std::nullopt;
    return ContentRange{*first, *last, *size};
}

FileVersion file_version_of(const ResponseHead& head) {
    return {std::string(head.value("etag")), std::string(head.value("last-modified"))};
}

bool is_of_file(const ResponseHead& head, const FileVersion& file) noexcept {
    if (const std::string_view etag = head.value("etag"); !etag.empty()) return etag == file.etag;
    if (const std::string_view date = head.value("last-modified"); !date.empty()) return date == file.last_modified;
    return file.etag.empty() || is_strong(file.etag);
}

std::string validator_of(const FileVersion& file) {
    if (file.etag.empty()) return file.last_modified;
    return is_strong(file.etag) ? file.etag : std::string();
}

std::uint64_t end_of_piece(std::uint64_t begin, std::uint64_t expected) noexcept {
    if (begin == 0) return first_piece;
    return std::max(expected, begin + std::max(smallest_piece, begin / 10));
}

}  // namespace photolibrary::net
