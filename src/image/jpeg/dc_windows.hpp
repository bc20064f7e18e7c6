#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "core/blob.hpp"
#include "image/jpeg/dc_streams.hpp"

namespace photolibrary::image {

/// Some of the data of a scan without restart markers, freed of the zero that follows each FF, and its blocks as far
/// as they can be found without what stands before.
class DcWindow {
  public:
    static constexpr std::size_t file_bytes = 64U << 10;

    explicit DcWindow(const std::vector<DcPhase>& phases);

    /// Reads file_bytes from offset on. is_first: of the scan.
    void read(const core::Blob& blob, std::uint64_t offset, bool is_first);

    /// The blocks from begin on, of which as many begin in this window as there are: phase, blocks and stopped are as
    /// in any stretch. Valid until read() is called.
    std::span<const DcPiece> settle(DcStretch& stretch) { return streams_.settle(bytes_.get(), stretch); }

    /// Bits that are of this window; some that follow can be read too. What begins in there is the next window's.
    std::uint32_t own_bits() const noexcept { return static_cast<std::uint32_t>(own_ * 8); }

    /// What the data end with: the marker, or 0 for a file that is over. Nothing if it is farther away than a block
    /// that begins in this window can reach.
    std::optional<unsigned> ended_with() const noexcept { return ended_with_; }

    /// Once they end.
    std::uint32_t end() const noexcept { return static_cast<std::uint32_t>(size_ * 8); }

  private:
    void fill(const core::Blob& blob, std::uint64_t& offset, std::uint64_t end);
    std::size_t take(std::span<const std::uint8_t> bytes) noexcept;
    void append(std::span<const std::uint8_t> bytes) noexcept;

    DcStreams streams_;
    std::unique_ptr<std::uint8_t[]> bytes_;
    std::vector<std::uint8_t> read_;  ///< as it stands in the file
    std::size_t size_ = 0;
    std::size_t own_ = 0;
    std::optional<unsigned> ended_with_;
};

/// The windows of a scan, in order. Several threads decode them ahead of the one that uses them.
class DcWindows {
  public:
    /// begin: of the scan's data in the blob. threads: all that take part.
    DcWindows(const core::Blob& blob, std::uint64_t begin, const std::vector<DcPhase>& phases, std::size_t threads);

    /// The next one; valid until the next call. The calling thread decodes too as long as it is not there.
    /// Throws what its decoding threw. Not to be called after the window in which the file ends.
    DcWindow& next();

    /// Decodes until all windows are, or close() was called. From any other thread.
    void help() noexcept;

    /// No more windows are wanted.
    void close() noexcept;

    /// Offset in the blob behind the window that next() returned last.
    std::uint64_t end() const noexcept { return begin_ + (used_ + 1) * DcWindow::file_bytes; }

  private:
    using Lock = std::unique_lock<std::mutex>;

    struct Slot {
        DcWindow window;
        std::exception_ptr failure = nullptr;
        bool is_decoded = false;
    };

    bool can_begin() const noexcept { return begun_ < count_ && begun_ < used_ + slots_.size(); }
    Slot& slot(std::uint64_t index) noexcept { return slots_[static_cast<std::size_t>(index % slots_.size())]; }
    void decode_one(Lock& lock) noexcept;

    const core::Blob& blob_;
    std::uint64_t begin_;
    std::uint64_t count_;
    std::mutex mutex_;
    std::condition_variable change_;
    std::vector<Slot> slots_;
    std::uint64_t begun_ = 0;  ///< windows
    std::uint64_t used_ = 0;   ///< windows that are no longer needed
    bool is_first_call_ = true;
    bool is_closed_ = false;
};

}  // namespace photolibrary::image
