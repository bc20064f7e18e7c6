#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/failure.hpp"

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
    std::uint64_t needed() const noexcept;

    /// Undecided: about where the needed bytes will end, to ask for as many; 0 if nothing is known yet.
    std::uint64_t expected() const noexcept;

    /// NoImage: why; the words are those of probe().
    const std::optional<core::Failure>& failure() const noexcept;
};

}  // namespace photolibrary::image
