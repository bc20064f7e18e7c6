#include "image/vips/gif_header.hpp"

#include <optional>

#include "image/failures.hpp"

namespace photolibrary::image {
namespace {

constexpr std::uint64_t screen = 6;  // behind the signature: size, flags, background, proportion of a pixel's sides
constexpr std::size_t screen_bytes = 7;
constexpr unsigned has_color_table = 0x80, color_table_size = 0x07;
constexpr unsigned extension = 0x21, image_descriptor = 0x2C;
constexpr int max_blocks = 65536;  // of comments and the like before the first frame; each has 255 bytes at most

/// The offset behind a chain of blocks, each with its length before it; nothing if it does not end.
std::optional<std::uint64_t> end_of_blocks(ByteReader& reader, std::uint64_t position, int& blocks_left) {
    while (blocks_left-- > 0) {
        const auto length = reader.peek(position, 1);
        if (length.empty()) return std::nullopt;
        position += 1 + std::uint64_t{u8(length)};
        if (u8(length) == 0) return position;
    }
    return std::nullopt;
}

/// What the first frame covers of the screen; nothing if it is not found.
std::optional<Area> first_frame(ByteReader& reader, std::uint64_t position) {
    int blocks_left = max_blocks;
    while (blocks_left-- > 0) {
        const auto kind = reader.peek(position, 1);
        if (kind.empty()) return std::nullopt;
        if (u8(kind) == image_descriptor) {
            const auto bytes = reader.peek(position + 1, 8);
            if (bytes.empty()) return std::nullopt;
            return Area{
                .left = le16(bytes, 0), .top = le16(bytes, 2), .width = le16(bytes, 4), .height = le16(bytes, 6)};
        }
        if (u8(kind) != extension) return std::nullopt;
        const auto end = end_of_blocks(reader, position + 2, blocks_left);  // behind the label
        if (!end) return std::nullopt;
        position = *end;
    }
    return std::nullopt;
}

}  // namespace

core::Outcome<Header> read_gif_header(ByteReader& reader) {
    const auto bytes = reader.peek(screen, screen_bytes);
    if (bytes.empty()) return corrupt("its GIF header is cut off");
    Header header{.format = Format::Gif, .width = le16(bytes, 0), .height = le16(bytes, 2), .model = ColorModel::Rgb};
    const unsigned flags = u8(bytes, 4);
    const unsigned table_bytes = (flags & has_color_table) != 0 ? 6U << (flags & color_table_size) : 0;
    header.frame = first_frame(reader, screen + screen_bytes + table_bytes);
    return header;
}

}  // namespace photolibrary::image
