#pragma once

#include <cstdint>
#include <optional>

#include "image/byte_reader.hpp"

namespace photolibrary::image {

/// The first directory (IFD 0) of a TIFF structure: of a TIFF file, or of the EXIF block in another file.
/// Classic TIFF only, either byte order. A damaged one has no values.
class TiffDirectory {
  public:
    /// start and length give the structure's place in the file: its header ("II*\0" or "MM\0*") stands at start.
    TiffDirectory(ByteReader& reader, std::uint64_t start, std::uint64_t length) noexcept;

    /// The first value of a field of type SHORT or LONG.
    std::optional<std::uint32_t> value(std::uint16_t tag) const noexcept;

  private:
    std::uint16_t u16(std::span<const std::byte> bytes, std::size_t at) const noexcept;
    std::uint32_t u32(std::span<const std::byte> bytes, std::size_t at) const noexcept;

    ByteReader& reader_;
    std::uint64_t start_ = 0;  ///< in the file
    std::uint64_t length_ = 0;
    std::uint64_t entries_at_ = 0;  ///< in the file
    unsigned entries_ = 0;
    bool little_endian_ = true;
};

/// What the samples of a TIFF file are, as far as its first directory says it.
struct TiffSamples {
    unsigned bits = 0;  ///< 0 if it is not known
    unsigned a_pixel = 1;
    bool is_float = false;
    bool is_premultiplied = false;  ///< with alpha
    bool is_raw_ycc = false;        ///< Y, Cb and Cr that were not left to JPEG
};

TiffSamples read_tiff_samples(const core::Blob& blob) noexcept;

/// The orientation (1 to 8) in a block of EXIF data; 1 if there is none or the block is damaged.
std::uint8_t exif_orientation(ByteReader& reader, std::uint64_t start, std::uint64_t length) noexcept;

}  // namespace photolibrary::image
