#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/blob.hpp"
#include "image/jpeg/jpeg_markers.hpp"

namespace photolibrary::image {

/// The bytes of a file from front to back, read in pieces that grow with what was needed so far.
class JpegInput {
  public:
    explicit JpegInput(const core::Blob& blob) : blob_(&blob) {}

    /// What is in memory from the position on.
    std::span<const std::uint8_t> available() const noexcept {
        return std::span(buffer_).subspan(begin_, end_ - begin_);
    }

    /// Reads on. False if there is no more. Changes available().
    bool more();

    /// At least count bytes from the position on, or fewer at the end of the file.
    std::span<const std::uint8_t> peek(std::size_t count);

    /// Moves on; what is not in memory is not read.
    void skip(std::uint64_t count) noexcept;

    /// From now on all that follows will be needed: reads in large pieces.
    void expect_all() noexcept { expects_all_ = true; }

    /// Of the next byte in the file.
    std::uint64_t position() const noexcept { return offset_ - (end_ - begin_); }

  private:
    std::size_t piece() const noexcept;

    const core::Blob* blob_;
    std::vector<std::uint8_t> buffer_;
    std::size_t begin_ = 0;  ///< of what is in memory and not consumed
    std::size_t end_ = 0;
    std::uint64_t offset_ = 0;  ///< in the file, of what is to be read next
    bool expects_all_ = false;
};

/// Walks the markers of a JPEG from scan to scan. It knows no more than the regular kinds: whatever is odd ends the
/// walk, and is libjpeg's to judge.
class JpegScanWalker {
  public:
    explicit JpegScanWalker(const core::Blob& blob) : input_(blob) {}

    /// Goes on to the next scan; then input() stands at its data. Nothing at the end of the picture or of the file, and
    /// where something is odd; see is_odd().
    std::optional<JpegScan> next_scan();

    /// Whether the walk ended because of something irregular.
    bool is_odd() const noexcept { return is_odd_; }

    /// Moves to the marker behind the data of a scan.
    void skip_data();

    JpegInput& input() noexcept { return input_; }

    /// What was told before the scan that was found last.
    const JpegMarkers& markers() const noexcept { return markers_; }

  private:
    using Bytes = std::span<const std::uint8_t>;

    std::optional<unsigned> next_marker();
    bool read_segment(unsigned code);

    JpegInput input_;
    JpegMarkers markers_;
    bool begun_ = false;
    bool is_odd_ = false;
};

}  // namespace photolibrary::image
