#include "image/failures.hpp"
#include "image/format_headers.hpp"

namespace photolibrary::image {

core::Outcome<Header> read_gif_header(ByteReader& reader) {
    const auto bytes = reader.peek(6, 7);
    if (bytes.empty()) return corrupt("its GIF header is cut off");
    return Header{.format = Format::Gif, .width = le16(bytes, 0), .height = le16(bytes, 2), .model = ColorModel::Rgb};
}

}  // namespace photolibrary::image
