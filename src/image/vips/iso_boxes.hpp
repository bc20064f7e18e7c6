#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "image/byte_reader.hpp"

namespace photolibrary::image {

/// The content of a box of the ISO base media family (ISO/IEC 14496-12, 4.2), or all of a file: boxes follow each
/// other in both.
struct IsoBox {
    std::uint32_t type = 0;
    std::uint64_t start = 0;
    std::uint64_t end = 0;  ///< where the next box begins

    std::uint64_t size() const noexcept { return end - start; }
    IsoBox after(std::uint64_t bytes) const noexcept { return {type, start + std::min(bytes, size()), end}; }
};

/// "meta" as it stands in a box.
constexpr std::uint32_t iso_box_type(std::string_view type) noexcept {
    std::uint32_t value = 0;
    for (const char c : type)
        value = (value << 8) | static_cast<unsigned char>(c);
    return value;
}

/// The box that begins where another one's content, or what is left of it, does. Nothing if none fits.
std::optional<IsoBox> first_iso_box(ByteReader& reader, const IsoBox& parent) noexcept;

}  // namespace photolibrary::image
