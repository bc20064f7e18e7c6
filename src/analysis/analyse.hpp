#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "analysis/source.hpp"
#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/field_count.hpp"
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

    friend bool operator==(const Options&, const Options&) = default;
};

/// Calls visit with every field of the options: what is done here is done to all of them, and none can be forgotten.
template <class Self, class Visitor>
void visit_fields(Self& options, Visitor&& visit) {
    const auto fields = std::tie(options.colors, options.style, options.timeout,  //
                                 options.limits.max_pixels, options.limits.max_bytes, options.limits.max_memory);
    static_assert(
        std::tuple_size_v<decltype(fields)> == core::field_count<Options>() - 1 + core::field_count<core::Limits>(),
        "every field of Options and Limits stands in this list");
    std::apply([&](auto&... field) { (visit(field), ...); }, fields);
}

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
