#pragma once

// Only in test builds (CMake option PHOTOLIBRARY_FAULTS): without the macro nothing of this exists.
#ifdef PHOTOLIBRARY_FAULTS

#include <optional>

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/stop_token.hpp"

namespace photolibrary::analysis {

/// Misbehaves as a blob asks that begins with the line "PHOTOLIBRARY FAULT <kind> [argument]"; the kinds are the table
/// at the end of faults.cpp. Nothing for any other blob. A fault that can be survived ends in Internal, with a message
/// that says what came of it.
std::optional<core::Failure> perform_fault(const core::Blob& blob, const core::StopToken& stop);

}  // namespace photolibrary::analysis

#endif
