#include "image/vips/vips_footprint.hpp"

#include <algorithm>

#include "image/byte_reader.hpp"
#include "image/tiff_directory.hpp"
#include "image/vips/heif_boxes.hpp"

namespace photolibrary::image {
namespace {

/// libvips reads a strip or a row of tiles at a time, except that it reads long plain strips row by row.
std::uint64_t tiff_footprint(const core::Blob& blob, const Header& header, std::uint64_t pixel_bytes) {
    constexpr std::uint16_t compression = 259, photometric = 262, rows_per_strip = 278, planar = 284, tile_length = 323;
    constexpr std::uint32_t jpeg = 7, palette_at_most = 3, contiguous = 1, long_strip = 128;
    constexpr std::uint64_t copies = 3;  // as stored, unpacked, and in libvips' cache of tiles
    ByteReader reader(blob);
    const TiffDirectory directory(reader, 0, blob.size());
    std::uint64_t rows = header.height;  // of a BigTIFF we know nothing better
    if (const auto tile = directory.value(tile_length)) {
        rows = *tile;
    } else if (directory.value(photometric)) {
        rows = directory.value(rows_per_strip).value_or(header.height);
        const bool plain = directory.value(planar).value_or(contiguous) == contiguous &&
                           directory.value(photometric).value_or(0) <= palette_at_most &&
                           directory.value(compression).value_or(1) != jpeg;
        if (plain && rows > long_strip) rows = long_strip;
    }
    return copies * header.width * std::min<std::uint64_t>(rows, header.height) * pixel_bytes;
}

}  // namespace

std::uint64_t vips_footprint(const core::Blob& blob, const Header& header, std::uint64_t pixel_bytes) {
    const std::uint64_t pixels = header.pixels();
    switch (header.format) {
        case Format::Jpeg:  // a progressive one keeps its coefficients
            return header.progressive ? pixels * header.components * 2 : 0;
        case Format::Gif:
            return pixels * 5;
        case Format::Heif:
            // A grid's pictures are decoded one by one. 5 is a little less than its peak (5.8), on purpose: a phone's
            // 48 megapixels are to pass the default limit.
            return pixels * (read_heif_boxes(blob).is_grid ? 5 : 8);
        case Format::Avif:
            return pixels * 13;
        case Format::Tiff:
            return tiff_footprint(blob, header, pixel_bytes);
        case Format::JpegXl:
            return pixels * 15;
        case Format::Png:
        case Format::Webp:
            break;  // these have decoders of their own
    }
    return 0;
}

}  // namespace photolibrary::image
