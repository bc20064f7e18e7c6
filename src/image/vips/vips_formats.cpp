#include "image/vips/vips_formats.hpp"

#include <algorithm>
#include <array>

#include "image/byte_reader.hpp"
#include "image/tiff_directory.hpp"
#include "image/vips/heif_boxes.hpp"
#include "image/vips/vips_image.hpp"

namespace photolibrary::image {
namespace {

template <auto loader>
OpenedImage open_whole(const VipsApi& api, std::span<const std::byte> bytes, int) {
    return open_image(api, api.*loader, bytes);
}

OpenedImage open_jpeg(const VipsApi& api, std::span<const std::byte> bytes, int shrink) {
    return open_image(api, api.jpegload_buffer, bytes, "shrink", shrink);
}

/// Of a format that is decoded as a whole.
template <std::uint64_t bytes_a_pixel>
std::uint64_t footprint_of_pixels(const core::Blob&, const Header& header, std::uint64_t) {
    return header.pixels() * bytes_a_pixel;
}

/// A progressive one keeps its coefficients.
std::uint64_t jpeg_footprint(const core::Blob&, const Header& header, std::uint64_t) {
    return header.progressive ? header.pixels() * header.components * 2 : 0;
}

/// A grid's pictures are decoded one by one. 5 is a little less than its peak (5.8), on purpose: a phone's 48
/// megapixels are to pass the default limit.
std::uint64_t heic_footprint(const core::Blob& blob, const Header& header, std::uint64_t) {
    return header.pixels() * (read_heif_boxes(blob).is_grid ? 5 : 8);
}

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

constexpr auto vips_table = std::to_array<VipsFormat>({
    {Format::Jpeg, "jpegload_buffer", open_jpeg, jpeg_footprint},
    {Format::Gif, "gifload_buffer", open_whole<&VipsApi::gifload_buffer>, footprint_of_pixels<5>},
    {Format::Heif, "heifload_buffer", open_whole<&VipsApi::heifload_buffer>, heic_footprint},
    {Format::Avif, "heifload_buffer", open_whole<&VipsApi::heifload_buffer>, footprint_of_pixels<13>},
    {Format::Tiff, "tiffload_buffer", open_whole<&VipsApi::tiffload_buffer>, tiff_footprint},
    {Format::JpegXl, "jxlload_buffer", open_whole<&VipsApi::jxlload_buffer>, footprint_of_pixels<15>},
});

}  // namespace

const VipsFormat& vips_format(Format format) noexcept {
    return *std::find_if(vips_table.begin(), vips_table.end() - 1,
                         [format](const VipsFormat& row) { return row.format == format; });
}

}  // namespace photolibrary::image
