#include "image/png/png_header.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "core/limits.hpp"
#include "image/color/color_profile.hpp"
#include "image/failures.hpp"
#include "image/tiff_directory.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

constexpr int max_png_chunks = 4096;
constexpr std::uint32_t max_chunk_bytes = 0x7FFFFFFF;
constexpr std::uint32_t max_side = 0x7FFFFFFF;

/// Inflates a zlib stream of at most max_profile_bytes. Empty if it is damaged or longer.
std::vector<std::byte> inflate_profile(std::span<const std::byte> compressed) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return {};
    std::vector<std::byte> profile(std::min<std::size_t>(core::max_profile_bytes, compressed.size() * 4 + 4096));
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(compressed.data()));  // zlib only reads it
    stream.avail_in = static_cast<uInt>(compressed.size());
    int status = Z_OK;
    for (;;) {
        stream.next_out = reinterpret_cast<Bytef*>(profile.data()) + stream.total_out;
        stream.avail_out = static_cast<uInt>(profile.size() - stream.total_out);
        status = inflate(&stream, Z_NO_FLUSH);
        if (status != Z_OK || stream.avail_out != 0 || profile.size() == core::max_profile_bytes) break;
        profile.resize(std::min(core::max_profile_bytes, profile.size() * 4));
    }
    const std::size_t length = stream.total_out;
    inflateEnd(&stream);
    if (status != Z_STREAM_END) return {};
    profile.resize(length);
    return profile;
}

/// iCCP: a name of 1 to 79 bytes, NUL, compression method 0, a zlib stream.
std::vector<std::byte> read_iccp(const ByteReader& reader, std::uint64_t offset, std::uint32_t length) {
    constexpr std::size_t longest_name = 79;
    if (length < 4 || length > core::max_profile_bytes) return {};
    std::vector<std::byte> chunk(length);
    if (!reader.copy(offset, chunk)) return {};
    std::size_t name_end = 0;
    while (name_end < std::min<std::size_t>(length - 2, longest_name) && chunk[name_end] != std::byte{0})
        ++name_end;
    if (chunk[name_end] != std::byte{0} || chunk[name_end + 1] != std::byte{0}) return {};
    auto profile = inflate_profile(std::span(chunk).subspan(name_end + 2));
    return looks_like_profile(profile) ? profile : std::vector<std::byte>{};
}

/// What the chunks before the first IDAT say of the colours. Where several do, one has the last word (PNG 3rd edition,
/// 4.3): cICP before iCCP before sRGB before gAMA and cHRM.
class ColorChunks {
  public:
    /// chunk: the length and type that stand before content. Takes no notice of other kinds of chunk.
    void take(ByteReader& reader, std::span<const std::byte> chunk, std::uint64_t content) {
        const std::uint32_t length = be32(chunk);
        if (matches(chunk, 4, "iCCP"sv)) {
            profile_ = read_iccp(reader, content, length);
        } else if (matches(chunk, 4, "sRGB"sv)) {
            is_srgb_ = true;
        } else if (matches(chunk, 4, "cICP"sv)) {
            if (length == 4) read_cicp(reader.peek(content, 4));
        } else if (matches(chunk, 4, "gAMA"sv)) {
            if (length == 4) read_gamma(reader.peek(content, 4));
        } else if (matches(chunk, 4, "cHRM"sv)) {
            if (length == 32) read_chromaticities(reader.peek(content, 32));
        }
    }

    void give(Header& header) {
        if (code_points_) {
            header.encoding = code_points_;
        } else if (!profile_.empty()) {
            header.profile = std::move(profile_);
        } else if (!is_srgb_ && !stands_for_srgb() && (gamma_ || primaries_)) {
            header.encoding.emplace();
            if (primaries_) header.encoding->primaries = *primaries_;
            if (!gamma_) return;
            header.encoding->transfer = Transfer::Gamma;
            header.encoding->gamma = *gamma_;
        }
    }

  private:
    static constexpr double unit = 100000;

    /// Encoders that write this gamma mean the curve of sRGB, which it is the nearest power of, and no other.
    bool stands_for_srgb() const {
        constexpr double srgb_gamma = 45455 / unit, rounding = 5.5 / unit;
        if (!gamma_ || std::abs(1 / *gamma_ - srgb_gamma) > rounding) return false;
        return !primaries_ || are_nearly_srgb(*primaries_);
    }

    static bool are_nearly_srgb(const Primaries& primaries) {
        constexpr double rounding = 0.0005;
        const auto near = [](const Chromaticity& one, const Chromaticity& other) {
            return std::abs(one.x - other.x) < rounding && std::abs(one.y - other.y) < rounding;
        };
        return near(primaries.red, srgb_primaries.red) && near(primaries.green, srgb_primaries.green) &&
               near(primaries.blue, srgb_primaries.blue) && near(primaries.white, srgb_primaries.white);
    }

    /// Numbers that are not known are as good as none, and so is a matrix: a PNG holds R G B.
    void read_cicp(std::span<const std::byte> bytes) {
        if (bytes.empty() || u8(bytes, 2) != 0) return;
        code_points_ = encoding_of_code_points(u8(bytes, 0), u8(bytes, 1));
        if (code_points_) code_points_->narrow_range = u8(bytes, 3) == 0;
    }

    void read_gamma(std::span<const std::byte> bytes) {
        if (bytes.empty()) return;
        constexpr double largest = 50;  // either way: more is no picture
        const double gamma = be32(bytes) / unit;
        if (gamma > 1 / largest && gamma < largest) gamma_ = 1 / gamma;
    }

    void read_chromaticities(std::span<const std::byte> bytes) {
        if (bytes.empty()) return;
        const auto at = [bytes](std::size_t i) {
            return Chromaticity{.x = be32(bytes, i * 8) / unit, .y = be32(bytes, i * 8 + 4) / unit};
        };
        const Primaries primaries = {.red = at(1), .green = at(2), .blue = at(3), .white = at(0)};
        for (const Chromaticity& color : {primaries.red, primaries.green, primaries.blue, primaries.white}) {
            if (color.x > 1 || color.y > 1) return;
        }
        if (primaries.white.y > 0) primaries_ = primaries;
    }

    std::optional<RgbEncoding> code_points_;
    std::vector<std::byte> profile_;
    bool is_srgb_ = false;
    std::optional<double> gamma_;
    std::optional<Primaries> primaries_;
};

/// Where a run of IDAT chunks of one length, as encoders write them, ends: the place of its last one. Does not look at
/// each of them: of a big file that would be thousands of reads.
std::uint64_t last_of_run(const ByteReader& reader, std::uint64_t first, std::uint32_t length) {
    const std::uint64_t chunk = std::uint64_t{length} + 12;
    const auto is_alike = [&](std::uint64_t position) {
        std::array<std::byte, 8> head{};
        return reader.copy(position, head) && be32(head) == length && matches(head, 4, "IDAT"sv);
    };
    std::uint64_t last = first, step = chunk;
    for (; is_alike(last + step); step *= 2)
        last += step;
    for (; step > chunk; step /= 2) {
        if (is_alike(last + step / 2)) last += step / 2;
    }
    return last;
}

/// What an eXIf chunk behind the pixels says, where some encoders put it; 1 if none comes. position: of an IDAT.
std::uint8_t orientation_behind_pixels(ByteReader& reader, std::uint64_t position) {
    std::array<std::byte, 8> head{};
    for (int i = 0; i < max_png_chunks; ++i) {
        if (!reader.copy(position, head) || matches(head, 4, "IEND"sv)) break;
        const std::uint32_t length = be32(head);
        if (length > max_chunk_bytes) break;
        if (matches(head, 4, "eXIf"sv)) return exif_orientation(reader, position + 8, length);
        if (matches(head, 4, "IDAT"sv)) position = last_of_run(reader, position, length);
        position += std::uint64_t{length} + 12;
    }
    return 1;
}

}  // namespace

core::Outcome<PngLayout> read_png_layout(ByteReader& reader) {
    const auto bytes = reader.peek(8, 8 + 13);
    if (bytes.empty()) return corrupt("its PNG header is cut off");
    const PngLayout layout{.width = be32(bytes, 8),
                           .height = be32(bytes, 12),
                           .depth = u8(bytes, 16),
                           .color_type = u8(bytes, 17),
                           .interlaced = u8(bytes, 20) == 1};
    const bool known_methods = u8(bytes, 18) == 0 && u8(bytes, 19) == 0 && u8(bytes, 20) <= 1;
    const bool is_header = be32(bytes) == 13 && matches(bytes, 4, "IHDR"sv);
    if (!is_header || !known_methods || !layout.valid() || layout.width > max_side || layout.height > max_side) {
        return corrupt("its PNG header is damaged");
    }
    return layout;
}

core::Outcome<Header> read_png_header(ByteReader& reader) {
    const auto layout = read_png_layout(reader);
    if (!layout) return layout.failure();
    const bool colored = (layout.value().color_type & 2U) != 0;
    Header header{.format = Format::Png,
                  .width = layout.value().width,
                  .height = layout.value().height,
                  .progressive = layout.value().interlaced,
                  .model = colored ? ColorModel::Rgb : ColorModel::Grey};
    ColorChunks colors;
    bool has_exif = false;
    std::uint64_t position = 8 + 8 + 13 + 4;
    for (int i = 0; i < max_png_chunks; ++i) {
        const auto bytes = reader.peek(position, 8);
        if (bytes.empty()) return corrupt("it ends before its first row");
        const std::uint32_t length = be32(bytes);
        if (length > max_chunk_bytes) return corrupt("its PNG header is damaged");
        if (matches(bytes, 4, "IDAT"sv)) {
            colors.give(header);
            if (!has_exif) header.orientation = orientation_behind_pixels(reader, position);
            return header;
        }
        if (matches(bytes, 4, "IEND"sv)) return corrupt("it is a PNG without a picture");
        if (matches(bytes, 4, "eXIf"sv)) {
            has_exif = true;
            header.orientation = exif_orientation(reader, position + 8, length);
        } else {
            colors.take(reader, bytes, position + 8);
        }
        position += std::uint64_t{length} + 12;
    }
    return corrupt("its PNG header never ends");
}

}  // namespace photolibrary::image
