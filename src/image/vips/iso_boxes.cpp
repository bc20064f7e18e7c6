#include "image/vips/iso_boxes.hpp"

#include <cstddef>
#include <span>

namespace photolibrary::image {
namespace {

constexpr std::size_t short_header = 8;  // size and type
constexpr std::size_t long_header = 16;  // and the size in 64 bits
constexpr std::uint32_t size_follows = 1;
constexpr std::uint32_t to_the_end = 0;

}  // namespace

std::optional<IsoBox> first_iso_box(ByteReader& reader, const IsoBox& parent) noexcept {
    if (parent.size() < short_header) return std::nullopt;
    auto bytes = reader.peek(parent.start, short_header);
    if (bytes.empty()) return std::nullopt;
    const std::uint32_t type = be32(bytes, 4);
    std::uint64_t header = short_header;
    std::uint64_t size = be32(bytes);
    if (size == to_the_end) {
        size = parent.size();
    } else if (size == size_follows) {
        bytes = parent.size() < long_header ? bytes.first(0) : reader.peek(parent.start, long_header);
        if (bytes.empty()) return std::nullopt;
        header = long_header;
        size = (std::uint64_t{be32(bytes, 8)} << 32) | be32(bytes, 12);
    }
    if (size < header || size > parent.size()) return std::nullopt;
    return IsoBox{.type = type, .start = parent.start + header, .end = parent.start + size};
}

}  // namespace photolibrary::image
