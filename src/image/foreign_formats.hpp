#pragma once

#include <cstddef>
#include <span>

#include "core/failure.hpp"

namespace photolibrary::image {

/// Why a file is not read whose format is none of formats(): unsupported, with the name of what it seems to be, or
/// corrupt if it holds nothing. head: its first sniffed_bytes, or all of a shorter file.
core::Failure why_not_read(std::span<const std::byte> head);

}  // namespace photolibrary::image
