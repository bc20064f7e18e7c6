#include "image/tiff_directory.hpp"

#include <algorithm>

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t header_bytes = 8;
constexpr std::size_t entry_bytes = 12;
constexpr std::uint64_t max_entries = 512;  // real directories have a few dozen

}  // namespace

TiffDirectory::TiffDirectory(ByteReader& reader, std::uint64_t start, std::uint64_t length) noexcept
    : reader_(reader), start_(start), length_(length) {
    if (length < header_bytes) return;
    auto bytes = reader_.peek(start, header_bytes);
    if (bytes.empty()) return;
    little_endian_ = matches(bytes, 0, "II*\0"sv);
    if (!little_endian_ && !matches(bytes, 0, "MM\0*"sv)) return;
    const std::uint64_t directory = u32(bytes, 4);
    if (directory > length - 2) return;
    bytes = reader_.peek(start + directory, 2);
    if (bytes.empty()) return;
    const std::uint64_t fitting = (length - directory - 2) / entry_bytes;
    entries_ = static_cast<unsigned>(std::min({std::uint64_t{u16(bytes, 0)}, fitting, max_entries}));
    entries_at_ = start + directory + 2;
}

std::optional<std::uint32_t> TiffDirectory::value(std::uint16_t tag) const noexcept {
    constexpr std::uint16_t short_type = 3, long_type = 4;
    constexpr std::uint64_t place = 4;  // of the values in an entry; if they do not fit, of where they are
    for (unsigned i = 0; i < entries_; ++i) {
        const auto entry = reader_.peek(entries_at_ + i * entry_bytes, entry_bytes);
        if (entry.empty()) return std::nullopt;
        if (u16(entry, 0) != tag) continue;
        const std::uint16_t type = u16(entry, 2);
        const std::uint64_t count = u32(entry, 4), size = type == short_type ? 2 : 4;
        if ((type != short_type && type != long_type) || count == 0) return std::nullopt;
        if (count * size <= place) return type == short_type ? u16(entry, 8) : u32(entry, 8);
        const std::uint64_t offset = u32(entry, 8);
        if (offset > length_ || size > length_ - offset) return std::nullopt;
        const auto first = reader_.peek(start_ + offset, static_cast<std::size_t>(size));
        if (first.empty()) return std::nullopt;
        return type == short_type ? u16(first, 0) : u32(first, 0);
    }
    return std::nullopt;
}

std::uint16_t TiffDirectory::u16(std::span<const std::byte> bytes, std::size_t at) const noexcept {
    return little_endian_ ? le16(bytes, at) : be16(bytes, at);
}

std::uint32_t TiffDirectory::u32(std::span<const std::byte> bytes, std::size_t at) const noexcept {
    return little_endian_ ? le32(bytes, at) : be32(bytes, at);
}

TiffSamples read_tiff_samples(const core::Blob& blob) noexcept {
    constexpr std::uint16_t bits = 0x0102, compression = 0x0103, photometric = 0x0106, a_pixel = 0x0115,
                            extra_samples = 0x0152, sample_format = 0x0153;
    constexpr std::uint32_t ycc = 6, jpeg = 7, associated = 1, floating_point = 3;
    ByteReader reader(blob);
    const TiffDirectory directory(reader, 0, blob.size());
    return {.bits = directory.value(bits).value_or(0),
            .a_pixel = directory.value(a_pixel).value_or(1),
            .is_float = directory.value(sample_format) == floating_point,
            .is_premultiplied = directory.value(extra_samples) == associated,
            .is_raw_ycc = directory.value(photometric) == ycc && directory.value(compression) != jpeg};
}

std::uint8_t exif_orientation(ByteReader& reader, std::uint64_t start, std::uint64_t length) noexcept {
    constexpr std::uint16_t orientation_tag = 0x0112;
    const std::uint32_t value = TiffDirectory(reader, start, length).value(orientation_tag).value_or(1);
    return value >= 1 && value <= 8 ? static_cast<std::uint8_t>(value) : 1;
}

}  // namespace photolibrary::image
