#include "image/formats.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>

#include "image/jpeg/jpeg_decoder.hpp"
#include "image/jpeg/jpeg_header.hpp"
#include "image/png/png_decoder.hpp"
#include "image/png/png_header.hpp"
#include "image/vips/gif_header.hpp"
#include "image/vips/jxl_header.hpp"
#include "image/vips/vips_decoder.hpp"
#include "image/webp/webp_decoder.hpp"
#include "image/webp/webp_header.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

using Head = std::span<const std::byte>;

bool begins_with_any(Head head, std::initializer_list<std::string_view> magics) {
    return std::any_of(magics.begin(), magics.end(), [&](std::string_view magic) { return matches(head, 0, magic); });
}

/// Whether the first box of the ISO base media family (ISO/IEC 14496-12, 4.3) names one of these brands.
bool has_brand(Head head, std::initializer_list<std::string_view> brands) {
    constexpr std::size_t major_brand = 8, minor_version = 12;
    if (!matches(head, 4, "ftyp"sv)) return false;
    const std::size_t box = std::min<std::size_t>(be32(head), head.size());
    for (std::size_t at = major_brand; at + 4 <= box; at += 4) {
        if (at == minor_version) continue;
        if (std::any_of(brands.begin(), brands.end(), [&](std::string_view brand) { return matches(head, at, brand); }))
            return true;
    }
    return false;
}

bool is_avif(Head head) {
    return has_brand(head, {"avif"sv, "avis"sv});
}

/// An AVIF names the brands that all pictures of the family share, too.
bool is_heif(Head head) {
    return has_brand(head, {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv, "mif1"sv, "msf1"sv}) &&
           !is_avif(head);
}

/// Classic and BigTIFF. A Canon raw photo (CR2) is a TIFF as well, whose first picture is not the photo.
bool is_tiff(Head head) {
    return begins_with_any(head, {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv}) &&
           !matches(head, 0, "II*\0\x10\0\0\0CR"sv);
}

/// libjpeg-turbo does not convert CMYK, and it needs a profile, which libvips has where the file has none.
core::Outcome<DecodeReport> decode_jpeg_or_cmyk(const DecodeRequest& request) {
    return request.header.model == ColorModel::Cmyk ? decode_by_vips(request) : decode_jpeg(request);
}

constexpr auto table = std::to_array<FormatRow>({
    {.format = Format::Jpeg,
     .name = "JPEG",
     .decoders = "photolibrary, libjpeg-turbo (CMYK: libvips)",
     .recognizes = [](Head head) { return begins_with_any(head, {"\xFF\xD8\xFF"sv}); },
     .read_header = read_jpeg_header,
     .complete_header = nullptr,
     .decode = decode_jpeg_or_cmyk},
    {.format = Format::Png,
     .name = "PNG",
     .decoders = "zlib",
     .recognizes = [](Head head) { return begins_with_any(head, {"\x89PNG\r\n\x1A\n"sv}); },
     .read_header = read_png_header,
     .complete_header = nullptr,
     .decode = decode_png},
    {.format = Format::Gif,
     .name = "GIF",
     .decoders = "libvips",
     .recognizes =
         [](Head head) {
             return begins_with_any(head, {"GIF87a"sv, "GIF89a"sv});
         },
     .read_header = read_gif_header,
     .complete_header = nullptr,
     .decode = decode_by_vips},
    {.format = Format::Webp,
     .name = "WebP",
     .decoders = "libwebp",
     .recognizes = [](Head head) { return matches(head, 0, "RIFF"sv) && matches(head, 8, "WEBP"sv); },
     .read_header = read_webp_header,
     .complete_header = nullptr,
     .decode = decode_webp},
    {.format = Format::Heif,
     .name = "HEIC",
     .decoders = "libvips",
     .recognizes = is_heif,
     .read_header = nullptr,
     .complete_header = read_header_by_vips,
     .decode = decode_by_vips},
    {.format = Format::Avif,
     .name = "AVIF",
     .decoders = "libvips",
     .recognizes = is_avif,
     .read_header = nullptr,
     .complete_header = read_header_by_vips,
     .decode = decode_by_vips},
    {.format = Format::Tiff,
     .name = "TIFF",
     .decoders = "libvips",
     .recognizes = is_tiff,
     .read_header = nullptr,
     .complete_header = read_header_by_vips,
     .decode = decode_by_vips},
    {.format = Format::JpegXl,
     .name = "JPEG XL",
     .decoders = "libvips",
     .recognizes =
         [](Head head) {
             return begins_with_any(head, {"\xFF\x0A"sv, "\0\0\0\x0CJXL \r\n\x87\n"sv});
         },
     .read_header = read_jxl_header,  // whether it is animated
     .complete_header = read_header_by_vips,
     .decode = decode_by_vips},
});

static_assert(table.size() == format_count, "each format has a row");

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].format) != i) return false;
    }
    return true;
}
static_assert(is_in_order(), "row_of() finds a format's row by its number");

}  // namespace

std::span<const FormatRow> formats() noexcept {
    return table;
}

const FormatRow& row_of(Format format) noexcept {
    return table[static_cast<std::size_t>(format)];
}

std::string_view to_string(Format format) noexcept {
    return row_of(format).name;
}

std::string decoders_of_formats() {
    std::string list;
    for (const FormatRow& row : table) {
        list += list.empty() ? "" : "; ";
        list.append(row.name).append(": ").append(row.decoders);
    }
    return list;
}

}  // namespace photolibrary::image
