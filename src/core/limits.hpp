#pragma once

#include <cstddef>
#include <cstdint>

namespace photolibrary::core {

/// What one image may cost. Checked before it is paid wherever a prediction is possible.
struct Limits {
    std::uint64_t max_pixels = 250'000'000;
    std::uint64_t max_bytes = 268'435'456;
    std::uint64_t max_memory = 268'435'456;  ///< predicted footprint of decoding, bytes

    friend bool operator==(const Limits&, const Limits&) = default;
};

/// Embedded colour profiles above this size are ignored: real ones are below 1 MB.
inline constexpr std::size_t max_profile_bytes = 4U << 20;

}  // namespace photolibrary::core
