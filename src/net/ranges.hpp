#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/response_head.hpp"

// Bodies in pieces (RFC 9110, 14: Range Requests).

namespace photolibrary::net {

/// What a Content-Range says: "bytes 0-65535/1234567".
struct ContentRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::uint64_t size = 0;  ///< of the whole body

    bool operator==(const ContentRange&) const = default;
};

/// Nothing for what names no bytes, no size, or bytes that are not within that size.
std::optional<ContentRange> parse_content_range(std::string_view value) noexcept;

/// What a server says by which a file can be told from another one under the same URL; empty: it says nothing.
struct FileVersion {
    std::string etag;
    std::string last_modified;
};

FileVersion file_version_of(const ResponseHead& head);

/// Whether an answer is of the same file as an earlier one. Not every server obeys If-Range, and one that does need not
/// repeat what it was asked with.
bool is_of_file(const ResponseHead& head, const FileVersion& file) noexcept;

/// For If-Range: a strong ETag, or a date where there is no ETag at all (RFC 9110, 13.1.5). Empty: nothing is good
/// enough.
std::string validator_of(const FileVersion& file);

/// One past the last byte of the next piece, from the first one that is missing. expected: about how many bytes will be
/// enough, 0 if nobody knows.
std::uint64_t end_of_piece(std::uint64_t begin, std::uint64_t expected) noexcept;

}  // namespace photolibrary::net
