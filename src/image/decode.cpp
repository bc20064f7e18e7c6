#include "image/decode.hpp"

#include <new>
#include <utility>

#include "image/jpeg/jpeg_decoder.hpp"
#include "image/png/png_decoder.hpp"
#include "image/vips/vips_decoder.hpp"
#include "image/webp/webp_decoder.hpp"

namespace photolibrary::image {
namespace {

/// Runs a step that may need much memory.
template <class Step>
auto with_memory_checked(const Step& step) -> decltype(step()) {
    try {
        return step();
    } catch (const std::bad_alloc&) {
        return core::Failure{core::FailureReason::Memory, "there is not enough memory to decode it"};
    }
}

bool is_known_to_libvips_only(Format format) {
    switch (format) {
        case Format::Jpeg:
        case Format::Png:
        case Format::Gif:
        case Format::Webp:
            return false;
        case Format::Heif:
        case Format::Avif:
        case Format::Tiff:
        case Format::JpegXl:
            break;
    }
    return true;
}

}  // namespace

core::Outcome<DecodeReport> decode(const core::Blob& blob, Header& header, const core::Limits& limits,
                                   const core::StopToken& stop, PixelSink& sink, const core::Helpers* helpers) {
    if (stop.stop_requested()) return stop.failure();
    return with_memory_checked([&] {
        if (header.format == Format::Jpeg && header.model != ColorModel::Cmyk) {
            return decode_jpeg(blob, header, limits, stop, sink, helpers);
        }
        if (header.format == Format::Png) return decode_png(blob, header, limits, stop, sink);
        if (header.format == Format::Webp) return decode_webp(blob, header, limits, stop, sink);
        return decode_by_vips(blob, header, limits, stop, sink);
    });
}

core::Outcome<Header> complete_header(const core::Blob& blob, Header header, const core::Limits& limits) {
    if (!is_known_to_libvips_only(header.format)) return header;
    return with_memory_checked([&] { return read_header_by_vips(blob, std::move(header), limits); });
}

}  // namespace photolibrary::image
