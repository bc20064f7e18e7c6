#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/failure.hpp"
#include "image/jpeg/jpeg_markers.hpp"

namespace photolibrary::image {

/// Tells, while the bytes of an image arrive from afar, whether its palette needs the rest of them.
///
/// A progressive JPEG that is decoded at 1/8 needs nothing behind its first pass of DC terms (see dc_reader.hpp): what
/// was read until Complete gives the same palette as the whole file.
class ArrivalWatcher {
  public:
    enum class Verdict {
        Undecided,  ///< look again when more has come
        NeedsAll,   ///< the rest is needed, whatever it is
        Complete,   ///< needed() bytes are enough
        NoImage,    ///< failure() says why; no further byte is worth its transfer
    };

    /// so_far: all bytes from the beginning of the file, those of the last call included. What was looked at is not
    /// looked at again: the cost is that of one pass. The verdict is the same in whatever pieces the bytes come, and
    /// stays what it is once it is not Undecided.
    Verdict look(std::span<const std::byte> so_far);

    /// Complete: how many bytes from the beginning are enough.
    std::uint64_t needed() const noexcept { return position_; }

    /// Undecided: about where the needed bytes will end, to ask for as many; 0 if nothing is known yet.
    std::uint64_t expected() const noexcept;

    /// NoImage: why; the words are those of probe().
    const std::optional<core::Failure>& failure() const noexcept { return failure_; }

  private:
    /// What the next bytes are expected to be.
    enum class Step { Magic, Marker, Segment, Data };

    bool advance(JpegBytes so_far);
    bool tell_format(JpegBytes so_far);
    bool find_marker(JpegBytes so_far);
    bool read_segment(JpegBytes so_far);
    bool pass_data(JpegBytes so_far);
    void begin_scan();

    JpegMarkers markers_;
    std::optional<core::Failure> failure_;
    std::uint64_t position_ = 0;    ///< of the first byte that is not done with
    std::uint64_t data_begin_ = 0;  ///< of the last scan
    unsigned code_ = 0;             ///< of the marker before the segment
    unsigned dc_begun_ = 0;         ///< components, as bits, whose first pass of DC terms has begun
    unsigned dc_done_ = 0;          ///< ... and is over
    int segments_ = 0;              ///< since the last scan
    int scans_ = 0;
    Step step_ = Step::Magic;
    Verdict verdict_ = Verdict::Undecided;
};

}  // namespace photolibrary::image
