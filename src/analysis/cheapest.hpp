#pragma once

#include <cstdint>
#include <vector>

#include "analysis/source.hpp"
#include "core/failure.hpp"
#include "core/limits.hpp"

namespace photolibrary::analysis {

/// The copies of an image that may stand for it, and its size.
struct Choice {
    std::vector<std::uint32_t>
        candidates;           ///< their places in the source, cheapest first; none if only the truth will do
    std::uint32_t width = 0;  ///< of the truth, as displayed
    std::uint32_t height = 0;
};

/// Probes the truth and its candidates. A candidate may stand in when it is smaller than the truth, its long side has
/// at least min_long_side pixels and its effective colour space equals the truth's; one that cannot be read is passed
/// over. Nothing stands in for CMYK, for a grey profile, or for HEIC (its copies lost their profile).
/// Fails when the truth itself cannot be read. Adds the bytes it read to bytes_read.
core::Outcome<Choice> choose(const Cheapest& cheapest, const core::Limits& limits, std::uint64_t& bytes_read);

}  // namespace photolibrary::analysis
