#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "image/jpeg/jpeg_huffman.hpp"

namespace photolibrary::image {

/// One block of a scan.
struct DcBlock {
    std::uint32_t start;      ///< the bit where it begins
    std::int16_t difference;  ///< of its DC term to that of the component's last block
    bool is_damaged;          ///< no code fits its bits
};

/// What the blocks of one place in the MCU are coded with.
struct DcPhase {
    std::shared_ptr<const DcTable> dc;
    std::shared_ptr<const AcTable> ac;  ///< none if the scan has nothing but DC terms
};

/// Part of a scan between two restart markers, to be decoded as far as it is there.
struct DcStretch {
    std::uint32_t begin = 0;    ///< the bit where its first block begins
    std::uint32_t end = 0;      ///< from this bit on no block begins
    std::uint32_t phase = 0;    ///< place of the first block in the MCU
    std::uint32_t blocks = 0;   ///< at most so many
    std::uint32_t stopped = 0;  ///< result: the bit behind the last block; beyond end if that block was begun before
};

/// Consecutive blocks of a stretch.
struct DcPiece {
    std::size_t stretch = 0;
    std::span<const DcBlock> blocks;
};

/// Finds the blocks of Huffman-coded JPEG data and decodes their DC terms; AC coefficients are skipped.
///
/// One table look-up must end before the next can begin, so a single decoder mostly waits. Here several run at once on
/// one core. A stretch alone is cut into equal parts: each decoder starts at a cut, where it may read nonsense at
/// first, but Huffman data is self-synchronising. Afterwards the decoder of the part before, which is right, runs on
/// past the cut until it meets a block that both have found; from there on the other was right too.
/// (Klein and Wiseman, "Parallel Huffman decoding with applications to JPEG files", 2003; Weissenberger and Schmidt,
/// "Massively parallel Huffman decoding on GPUs", 2018.)
class DcStreams {
  public:
    /// Data are given in windows of at most that many bytes.
    static constexpr std::size_t max_window_bytes = 256U << 10;

    /// No block is longer than 64 codes of 16 bits with 15 bits of magnitude.
    static constexpr std::uint32_t max_block_bits = 64 * 31;

    /// Bytes that must be readable behind the end of the last stretch.
    static constexpr std::size_t padding_bytes = max_block_bits / 8 + 16;

    /// phases: 1 to 10.
    DcStreams(std::vector<DcPhase> phases, std::size_t window_bytes);
    DcStreams(DcStreams&&) noexcept;
    ~DcStreams();

    /// Decodes stretches of one window, in order and apart from each other. The pieces are valid until the next call.
    std::span<const DcPiece> decode(const std::uint8_t* data, std::span<DcStretch> stretches);

    /// Decodes what begins before a bit of the window, though nobody knows yet where its first block begins. Not for
    /// scans of DC terms only, which do not come into step.
    void guess(const std::uint8_t* data, std::uint32_t end);

    /// As decode(), after guess() with the same data. stretch: ends where the guess did.
    std::span<const DcPiece> settle(const std::uint8_t* data, DcStretch& stretch);

  private:
    class Stream;

    void decode_dc_only(const std::uint8_t* data, std::span<DcStretch> stretches);
    void decode_apart(const std::uint8_t* data, std::span<DcStretch> stretches);
    void decode_cut(const std::uint8_t* data, DcStretch& stretch);
    void run_parts(const std::uint8_t* data, const DcStretch& stretch);
    void join(DcStretch& stretch, std::uint32_t left, const Stream& last, std::size_t candidate);
    bool same_codes(std::size_t phase, std::size_t other) const noexcept;

    std::vector<DcPhase> phases_;
    std::vector<DcPiece> pieces_;
    std::vector<Stream> parts_;                    // of a stretch that was cut
    std::vector<std::span<const DcBlock>> found_;  // by each of them
    std::size_t capacity_;
    std::unique_ptr<DcBlock[]> blocks_;  // untouched memory costs nothing
    std::unique_ptr<DcBlock[]> bridges_;
};

}  // namespace photolibrary::image
