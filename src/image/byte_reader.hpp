#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "core/blob.hpp"

namespace photolibrary::image {

/// Random access to the numbers of a header through one small window, so that walking a header costs few reads.
class ByteReader {
  public:
    static constexpr std::size_t window_bytes = 4096;

    explicit ByteReader(const core::Blob& blob) noexcept : blob_(&blob) {}

    std::uint64_t size() const noexcept { return blob_->size(); }

    /// The count bytes at offset, or an empty span if the data end before. Valid until the next call.
    /// Precondition: 0 < count <= window_bytes.
    std::span<const std::byte> peek(std::uint64_t offset, std::size_t count) noexcept;

    /// Copies bytes from offset on past the window. False if the data end before out is full.
    bool copy(std::uint64_t offset, std::span<std::byte> out) const noexcept;

  private:
    const core::Blob* blob_;
    std::array<std::byte, window_bytes> window_;
    std::uint64_t start_ = 0;
    std::size_t filled_ = 0;
};

inline std::uint8_t u8(std::span<const std::byte> bytes, std::size_t at = 0) noexcept {
    return std::to_integer<std::uint8_t>(bytes[at]);
}

inline std::uint16_t be16(std::span<const std::byte> bytes, std::size_t at = 0) noexcept {
    return static_cast<std::uint16_t>((u8(bytes, at) << 8) | u8(bytes, at + 1));
}

inline std::uint16_t le16(std::span<const std::byte> bytes, std::size_t at = 0) noexcept {
    return static_cast<std::uint16_t>((u8(bytes, at + 1) << 8) | u8(bytes, at));
}

inline std::uint32_t be32(std::span<const std::byte> bytes, std::size_t at = 0) noexcept {
    return (std::uint32_t{be16(bytes, at)} << 16) | be16(bytes, at + 2);
}

inline std::uint32_t le24(std::span<const std::byte> bytes, std::size_t at = 0) noexcept {
    return (std::uint32_t{u8(bytes, at + 2)} << 16) | le16(bytes, at);
}

inline std::uint32_t le32(std::span<const std::byte> bytes, std::size_t at = 0) noexcept {
    return (std::uint32_t{le16(bytes, at + 2)} << 16) | le16(bytes, at);
}

/// Whether bytes hold text at an offset.
inline bool matches(std::span<const std::byte> bytes, std::size_t at, std::string_view text) noexcept {
    return at + text.size() <= bytes.size() && std::memcmp(bytes.data() + at, text.data(), text.size()) == 0;
}

}  // namespace photolibrary::image
