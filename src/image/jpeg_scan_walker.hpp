#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/blob.hpp"
#include "image/jpeg_huffman.hpp"

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

struct JpegComponent {
    std::uint8_t id = 0;
    std::uint8_t h = 1;  ///< sampling factors: 1 to 4
    std::uint8_t v = 1;
    std::uint8_t quantizer = 0;  ///< number of its table
    std::uint32_t blocks_wide = 0;
    std::uint32_t blocks_high = 0;
};

enum class JpegCoding : std::uint8_t { Sequential, Progressive };

/// A picture of 8 bits a channel and 1, 3 or 4 components.
struct JpegFrame {
    JpegCoding coding = JpegCoding::Sequential;
    bool arithmetic = false;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<JpegComponent> components;
    std::uint8_t max_h = 1;
    std::uint8_t max_v = 1;
    std::uint32_t mcus_wide = 0;
    std::uint32_t mcus_high = 0;

    /// Computes the sizes from the factors.
    void lay_out() noexcept;
};

struct JpegScan {
    struct Component {
        std::uint8_t index = 0;  ///< in the frame
        std::uint8_t dc_table = 0;
        std::uint8_t ac_table = 0;
    };
    std::vector<Component> components;
    std::uint8_t first_coefficient = 0;
    std::uint8_t high_bit = 0;  ///< 0 in a first pass
    std::uint8_t low_bit = 0;   ///< how many bits are left to later passes

    bool brings_dc() const noexcept { return first_coefficient == 0 && high_bit == 0; }
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

    /// Valid after the first scan was found.
    const JpegFrame& frame() const noexcept { return frame_; }

    /// MCUs between two restart markers; 0 if there are none.
    std::uint32_t restart_interval() const noexcept { return restart_interval_; }

    /// The divisor of the DC terms in a table; 0 if there is no such table.
    std::uint16_t dc_quantizer(std::size_t table) const noexcept { return quantizers_[table]; }

    /// Nothing if there is no such code yet.
    const std::optional<HuffmanSpec>& dc_code(std::size_t table) const noexcept { return codes_[0][table]; }
    const std::optional<HuffmanSpec>& ac_code(std::size_t table) const noexcept { return codes_[1][table]; }

    /// Whether three components are R, G and B and not Y, Cb and Cr: as libjpeg decides it.
    bool is_rgb() const noexcept;

  private:
    using Bytes = std::span<const std::uint8_t>;

    std::optional<unsigned> next_marker();
    bool read_segment(unsigned code);
    bool read_frame(unsigned code, Bytes data);
    bool read_quantizers(Bytes data);
    bool read_codes(Bytes data);
    bool read_restart_interval(Bytes data);
    void read_adobe(Bytes data);
    std::optional<JpegScan> read_scan();

    JpegInput input_;
    JpegFrame frame_;
    std::array<std::uint16_t, 4> quantizers_{};
    std::array<std::array<std::optional<HuffmanSpec>, 4>, 2> codes_;
    std::uint32_t restart_interval_ = 0;
    std::optional<std::uint8_t> adobe_transform_;
    bool has_jfif_ = false;
    bool begun_ = false;
    bool is_odd_ = false;
};

}  // namespace photolibrary::image
