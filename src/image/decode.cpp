#include "image/decode.hpp"

#include <utility>

#include "image/jpeg_decoder.hpp"
#include "image/vips_decoder.hpp"

namespace photolibrary::image {

core::Outcome<DecodeReport> decode(const core::Blob& blob, Header& header, const core::Limits& limits,
                                   const core::StopToken& stop, PixelSink& sink) {
    if (stop.stop_requested()) return stop.failure();
    if (header.format == Format::Jpeg && header.model != ColorModel::Cmyk) {
        return decode_jpeg(blob, header, limits, stop, sink);
    }
    return decode_by_vips(blob, header, limits, stop, sink);
}

core::Outcome<Header> complete_header(const core::Blob& blob, Header header, const core::Limits& limits) {
    switch (header.format) {
        case Format::Jpeg:
        case Format::Png:
        case Format::Gif:
        case Format::Webp:
            return header;
        case Format::Heif:
        case Format::Avif:
        case Format::Tiff:
        case Format::JpegXl:
            break;
    }
    return read_header_by_vips(blob, std::move(header), limits);
}

}  // namespace photolibrary::image
