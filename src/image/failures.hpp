#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "core/failure.hpp"
#include "core/limits.hpp"

namespace photolibrary::image {

inline core::Failure corrupt(std::string message) {
    return {core::FailureReason::Corrupt, std::move(message)};
}

inline core::Failure unsupported(std::string message) {
    return {core::FailureReason::Unsupported, std::move(message)};
}

/// Nothing if an image of this size may be decoded; corrupt if a side is 0, too_large above limits.max_pixels.
std::optional<core::Failure> check_size(std::uint64_t width, std::uint64_t height, const core::Limits& limits);

/// Nothing if a predicted footprint fits into limits.max_memory, else the failure memory.
std::optional<core::Failure> check_memory(std::uint64_t predicted_bytes, const core::Limits& limits);

/// True once a library could not allocate memory and is about to abort the process for it. Safe in a signal handler.
bool library_is_out_of_memory() noexcept;

}  // namespace photolibrary::image
