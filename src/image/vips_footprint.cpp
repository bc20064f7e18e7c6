#include "image/vips_footprint.hpp"

#include <algorithm>

#include "image/byte_reader.hpp"
#include "image/tiff_directory.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

/// Whether a HEIF file holds its picture as a grid of small ones, as phones write it. Walks the boxes (ISO/IEC
/// 14496-12) down to the list of items.
class HeifGrid {
  public:
    explicit HeifGrid(const core::Blob& blob) : reader_(blob) {}

    bool found() {
        const Box meta = find({0, reader_.size()}, "meta"sv);
        const Box items = find(after(meta, 4), "iinf"sv);  // 4: version and flags
        const auto version = items.empty() ? std::span<const std::byte>{} : reader_.peek(items.start, 1);
        if (version.empty()) return false;
        Box entries = after(items, u8(version) == 0 ? 6 : 8);  // ... and the number of items
        for (int i = 0; i < max_boxes; ++i) {
            const Box entry = find(entries, "infe"sv);
            if (entry.empty()) return false;
            const auto bytes = reader_.peek(entry.start, 12);  // version, flags, id, protection, type: versions 2 and 3
            if (!bytes.empty() && matches(bytes, u8(bytes) == 3 ? 10 : 8, "gri"sv)) return true;
            entries.start = entry.end;
        }
        return false;
    }

  private:
    static constexpr int max_boxes = 4096;

    struct Box {
        std::uint64_t start = 0;  ///< of its content
        std::uint64_t end = 0;
        bool empty() const noexcept { return start >= end; }
    };

    static Box after(Box box, std::uint64_t bytes) {
        return {box.start + std::min(bytes, box.end - box.start), box.end};
    }

    /// The first box of a type inside another.
    Box find(Box parent, std::string_view type) {
        for (int i = 0; i < max_boxes && parent.start + 8 <= parent.end; ++i) {
            const auto bytes = reader_.peek(parent.start, 8);
            if (bytes.empty()) break;
            const std::uint64_t size = be32(bytes);
            if (size < 8 || size > parent.end - parent.start) break;  // 64-bit sizes are for movies
            if (matches(bytes, 4, type)) return {parent.start + 8, parent.start + size};
            parent.start += size;
        }
        return {};
    }

    ByteReader reader_;
};

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
            return pixels * (HeifGrid(blob).found() ? 5 : 8);
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
