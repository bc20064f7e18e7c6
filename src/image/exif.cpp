#include "image/exif.hpp"

namespace photolibrary::image {
namespace {

constexpr std::uint16_t orientation_tag = 0x0112;
constexpr std::uint16_t short_type = 3;
constexpr std::size_t entry_bytes = 12;
constexpr unsigned max_entries = 512;  // real directories have a few dozen

}  // namespace

std::uint8_t exif_orientation(ByteReader& reader, std::uint64_t start, std::uint64_t length) {
    constexpr std::uint8_t upright = 1;
    if (length < 8) return upright;
    auto bytes = reader.peek(start, 8);
    if (bytes.empty()) return upright;
    const bool little_endian = matches(bytes, 0, std::string_view("II*\0", 4));
    if (!little_endian && !matches(bytes, 0, std::string_view("MM\0*", 4))) return upright;
    const auto u16 = [&](std::size_t at) { return little_endian ? le16(bytes, at) : be16(bytes, at); };

    const std::uint64_t directory = little_endian ? le32(bytes, 4) : be32(bytes, 4);
    if (directory > length - 2) return upright;
    bytes = reader.peek(start + directory, 2);
    if (bytes.empty()) return upright;
    const unsigned entries = u16(0);

    std::uint64_t at = directory + 2;
    for (unsigned i = 0; i < entries && i < max_entries; ++i, at += entry_bytes) {
        if (at + entry_bytes > length) return upright;
        bytes = reader.peek(start + at, entry_bytes);
        if (bytes.empty()) return upright;
        if (u16(0) != orientation_tag) continue;
        const unsigned value = u16(2) == short_type ? u16(8) : 0;
        return value >= 1 && value <= 8 ? static_cast<std::uint8_t>(value) : upright;
    }
    return upright;
}

}  // namespace photolibrary::image
