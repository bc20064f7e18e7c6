#include "image/webp/webp_header.hpp"

#include "core/limits.hpp"
#include "image/color/color_profile.hpp"
#include "image/failures.hpp"
#include "image/tiff_directory.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

constexpr int max_webp_chunks = 65536;  // an animation has a chunk a frame

core::Failure damaged() {
    return corrupt("its WebP header is damaged");
}

/// "VP8 ": a key frame's header (RFC 6386, 9.1).
core::Outcome<Header> read_lossy(ByteReader& reader, Header header) {
    const auto bytes = reader.peek(webp_first_chunk + 8, 10);
    if (bytes.empty()) return corrupt("its WebP header is cut off");
    if (!matches(bytes, 3, "\x9D\x01\x2A"sv)) return damaged();
    header.width = le16(bytes, 6) & 0x3FFFU;
    header.height = le16(bytes, 8) & 0x3FFFU;
    return header;
}

/// "VP8L": 14 bits of width - 1, 14 bits of height - 1.
core::Outcome<Header> read_lossless(ByteReader& reader, Header header) {
    const auto bytes = reader.peek(webp_first_chunk + 8, 5);
    if (bytes.empty()) return corrupt("its WebP header is cut off");
    if (u8(bytes) != 0x2F) return damaged();
    const std::uint32_t sides = le32(bytes, 1);
    header.width = (sides & 0x3FFFU) + 1;
    header.height = ((sides >> 14) & 0x3FFFU) + 1;
    return header;
}

/// "VP8X": flags, size of the canvas; the profile and EXIF stand in chunks of their own.
core::Outcome<Header> read_extended(ByteReader& reader, Header header) {
    auto bytes = reader.peek(webp_first_chunk + 8, 10);
    if (bytes.empty()) return corrupt("its WebP header is cut off");
    constexpr unsigned profile_flag = 0x20, exif_flag = 0x08;
    const unsigned flags = u8(bytes);
    header.width = le24(bytes, 4) + 1;
    header.height = le24(bytes, 7) + 1;
    bool wants_profile = (flags & profile_flag) != 0;
    bool wants_exif = (flags & exif_flag) != 0;

    std::uint64_t position = webp_first_chunk;
    for (int i = 0; i < max_webp_chunks && (wants_profile || wants_exif); ++i) {
        bytes = reader.peek(position, 8);
        if (bytes.empty()) break;
        const std::uint32_t length = le32(bytes, 4);
        if (wants_profile && matches(bytes, 0, "ICCP"sv)) {
            wants_profile = false;
            if (length <= core::max_profile_bytes) {
                header.profile.resize(length);
                if (!reader.copy(position + 8, header.profile) || !looks_like_profile(header.profile)) {
                    header.profile.clear();
                }
            }
        } else if (wants_exif && matches(bytes, 0, "EXIF"sv)) {
            wants_exif = false;
            // Some writers keep the prefix that EXIF has in a JPEG.
            const auto prefix = length >= 6 ? reader.peek(position + 8, 6) : std::span<const std::byte>{};
            const std::uint32_t skip = matches(prefix, 0, "Exif\0\0"sv) ? 6 : 0;
            header.orientation = exif_orientation(reader, position + 8 + skip, length - skip);
        }
        position += 8 + std::uint64_t{length} + (length & 1U);
    }
    return header;
}

}  // namespace

core::Outcome<Header> read_webp_header(ByteReader& reader) {
    const auto bytes = reader.peek(webp_first_chunk, 4);
    if (bytes.empty()) return corrupt("its WebP header is cut off");
    Header header{.format = Format::Webp, .model = ColorModel::Rgb};
    if (matches(bytes, 0, "VP8 "sv)) return read_lossy(reader, std::move(header));
    if (matches(bytes, 0, "VP8L"sv)) return read_lossless(reader, std::move(header));
    if (matches(bytes, 0, "VP8X"sv)) return read_extended(reader, std::move(header));
    return damaged();
}

}  // namespace photolibrary::image
