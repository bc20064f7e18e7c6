#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "image/jpeg/jpeg_huffman.hpp"

namespace photolibrary::image {

/// What the second byte of a marker says.
namespace jpeg_marker {
constexpr unsigned tem = 0x01, sof0 = 0xC0, sof15 = 0xCF, dht = 0xC4, jpg = 0xC8, dac = 0xCC, rst0 = 0xD0, rst7 = 0xD7,
                   soi = 0xD8, eoi = 0xD9, sos = 0xDA, dqt = 0xDB, dnl = 0xDC, dri = 0xDD, app0 = 0xE0, app1 = 0xE1,
                   app2 = 0xE2, app14 = 0xEE;

constexpr bool is_frame(unsigned code) noexcept {
    return code >= sof0 && code <= sof15 && code != dht && code != jpg && code != dac;
}

constexpr bool is_restart(unsigned code) noexcept {
    return code >= rst0 && code <= rst7;
}
}  // namespace jpeg_marker

using JpegBytes = std::span<const std::uint8_t>;

inline constexpr int max_jpeg_segments = 4096;  ///< before a scan; a long APP2 chain has 255, a camera file a dozen
inline constexpr int max_dc_scans = 256;        ///< to look through for a component; encoders write a dozen

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

    /// All components as bits, the first one the lowest.
    unsigned all_components() const noexcept { return (1U << components.size()) - 1; }
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

    /// The components whose first pass of DC terms this is, as bits.
    unsigned dc_components() const noexcept;
};

/// Where the next marker begins: FF and a code. If there is none, how many bytes are of no further interest.
std::size_t find_jpeg_marker(std::span<const std::uint8_t> bytes) noexcept;

/// The same in the data of a scan, of which restart markers are a part.
std::size_t find_end_of_jpeg_scan(std::span<const std::uint8_t> bytes) noexcept;

/// What the segments behind the markers of a JPEG have told so far. It knows no more than the regular kinds: whatever
/// is odd is libjpeg's to judge.
class JpegMarkers {
  public:
    /// The bytes of a segment, which begins with this number in two of them; fewer than two if it is odd.
    static std::size_t length_of_segment(unsigned code, std::span<const std::uint8_t, 2> prefix) noexcept;

    /// Whether a segment tells anything; the others are to be passed over.
    static bool is_telling(unsigned code) noexcept;

    /// Reads a whole one, its length included. False if it is odd.
    bool read_segment(unsigned code, std::span<const std::uint8_t> bytes);

    /// Without components until it was read.
    const JpegFrame& frame() const noexcept { return frame_; }

    /// The last one that began: SOS was read.
    const std::optional<JpegScan>& scan() const noexcept { return scan_; }

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
    bool read_frame(unsigned code, JpegBytes data);
    bool read_quantizers(JpegBytes data);
    bool read_codes(JpegBytes data);
    bool read_restart_interval(JpegBytes data);
    void read_adobe(JpegBytes data);
    std::optional<JpegScan> read_scan(JpegBytes data) const;

    JpegFrame frame_;
    std::optional<JpegScan> scan_;
    std::array<std::uint16_t, 4> quantizers_{};
    std::array<std::array<std::optional<HuffmanSpec>, 4>, 2> codes_;
    std::uint32_t restart_interval_ = 0;
    std::optional<std::uint8_t> adobe_transform_;
    bool has_jfif_ = false;
};

}  // namespace photolibrary::image
