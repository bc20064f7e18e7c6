#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "analysis/source.hpp"
#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/helpers.hpp"
#include "core/limits.hpp"
#include "core/stop_token.hpp"
#include "image/decode_report.hpp"
#include "palette/palette.hpp"

namespace photolibrary::analysis {

/// What to compute and what it may cost. A value: part of a job.
struct Options {
    int colors = 5;  ///< 1 to 32
    palette::Style style = palette::Style::Accent;
    std::chrono::duration<double> timeout{30.0};  ///< from the moment an executor starts the job
    core::Limits limits;
};

/// The palette of one image, and how it was made.
struct Analysis {
    palette::Palette palette;
    std::uint32_t width = 0;   ///< pixels, as displayed
    std::uint32_t height = 0;  ///< pixels, as displayed
    std::string source;        ///< label of what was read; whoever has given the source tells it
    image::DecodeReport decode;
    std::uint64_t bytes_read = 0;
    std::optional<std::uint32_t> candidate = std::nullopt;  ///< of a Cheapest, that was read; none for the truth
    std::optional<RemoteFile> remote = std::nullopt;        ///< if it came from a URL
};

/// The pure function behind every mode: the same bytes and options give the same palette, wherever it runs, with and
/// without helpers.
core::Outcome<Analysis> analyse(const core::Blob& blob, const Options& options, const core::StopToken& stop,
                                const core::Helpers* helpers = nullptr);

/// What became of one source. bytes_read counts every byte read for it, also from candidates that were not used.
struct Report {
    core::Outcome<Analysis> outcome;
    std::uint64_t bytes_read = 0;
};

/// Opens a source and analyses it. Never throws: whatever goes wrong is a Failure, whose message does not name the
/// source.
Report analyse(const Source& source, const Options& options, const core::StopToken& stop,
               const core::Helpers* helpers = nullptr) noexcept;

/// Names what palettes depend on besides their options: palettes with different stamps are not comparable. It changes
/// with every release that may change a result.
std::string algorithm_stamp();

}  // namespace photolibrary::analysis
