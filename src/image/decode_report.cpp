#include "image/decode_report.hpp"

namespace photolibrary::image {

std::string_view to_string(Decoder decoder) noexcept {
    switch (decoder) {
        case Decoder::LibjpegTurbo:
            return "libjpeg-turbo";
        case Decoder::Zlib:
            return "zlib";
        case Decoder::Libwebp:
            return "libwebp";
        case Decoder::Libvips:
            return "libvips";
        case Decoder::Photolibrary:
            return "photolibrary";
    }
    return "?";
}

}  // namespace photolibrary::image
