#include "image/probe.hpp"

#include <algorithm>
#include <utility>

#include "image/byte_reader.hpp"
#include "image/failures.hpp"
#include "image/foreign_formats.hpp"
#include "image/formats.hpp"

namespace photolibrary::image {

core::Outcome<Format> format_of(std::span<const std::byte> head) {
    for (const FormatRow& row : formats()) {
        if (row.recognizes(head)) return row.format;
    }
    return why_not_read(head);
}

core::Outcome<Header> probe(const core::Blob& blob, const core::Limits& limits) {
    ByteReader reader(blob);
    const auto head = reader.peek(0, static_cast<std::size_t>(std::min<std::uint64_t>(blob.size(), sniffed_bytes)));
    if (head.empty()) return core::Failure{core::FailureReason::Unreadable, "its first bytes cannot be read"};
    const auto format = format_of(head);
    if (!format) return format.failure();
    const FormatRow& row = row_of(format.value());
    if (row.read_header == nullptr) return Header{.format = row.format};
    auto header = row.read_header(reader);
    if (header && row.header_knows_size()) {
        if (auto failure = check_size(header.value().width, header.value().height, limits)) return *std::move(failure);
    }
    return header;
}

}  // namespace photolibrary::image
