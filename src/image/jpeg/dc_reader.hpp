#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/helpers.hpp"
#include "core/limits.hpp"
#include "core/stop_token.hpp"
#include "image/jpeg/jpeg_scan_walker.hpp"

namespace photolibrary::image {

/// One row of blocks of a component: their quantised DC terms.
struct DcRow {
    std::size_t component = 0;
    std::uint32_t y = 0;                  ///< in blocks
    std::span<const std::int16_t> terms;  ///< as many as the component is wide
    std::uint16_t quantizer = 0;          ///< that the terms are to be multiplied with
    std::uint8_t missing_bits = 0;        ///< lowest bits, which a later pass would bring: a term counts 2^missing
};

/// What the DC terms of a JPEG are given to.
class DcSink {
  public:
    virtual ~DcSink() = default;

    /// Once, before all rows. in_order: the rows of all components come MCU row by MCU row.
    virtual std::optional<core::Failure> begin(const JpegFrame& frame, bool is_rgb, bool in_order) = 0;

    virtual void row(const DcRow& row) = 0;

    /// All rows of the first MCU rows have been given. Called at least once, at the end.
    virtual std::optional<core::Failure> completed(std::uint32_t mcu_rows) = 0;
};

/// How reading the DC terms ended.
struct DcOutcome {
    bool is_ours = true;  ///< false: libjpeg has to judge this file; no row was completed
    std::optional<core::Failure> failure;
};

/// Reads the DC terms of a JPEG of 8 bits that is Huffman-coded, sequential or progressive, and nothing else of it: of
/// a progressive one the first pass of each component's DC terms. Reads no byte behind what that needs, but for some 6
/// %.
///
/// A big scan without restart markers is decoded by several threads if there are helpers; the sink is used by the
/// calling thread only, and everything is given to it as without them.
///
/// Fails with corrupt (data that are needed are missing or damaged), timeout, cancelled, or what the sink fails with.
DcOutcome read_dc_terms(const core::Blob& blob, const core::StopToken& stop, DcSink& sink,
                        const core::Helpers* helpers = nullptr);

/// Where the first pass of the DC terms ends in a file of any coding: the offset behind the last scan that is needed.
/// Nothing if the walk does not find it.
std::optional<std::uint64_t> end_of_dc_pass(const core::Blob& blob);

}  // namespace photolibrary::image
