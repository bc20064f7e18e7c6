#include "image/jpeg_scan_walker.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;
using Bytes = std::span<const std::uint8_t>;

namespace marker {
constexpr unsigned tem = 0x01, sof0 = 0xC0, sof15 = 0xCF, dht = 0xC4, jpg = 0xC8, dac = 0xCC, rst0 = 0xD0, rst7 = 0xD7,
                   soi = 0xD8, eoi = 0xD9, sos = 0xDA, dqt = 0xDB, dnl = 0xDC, dri = 0xDD, app0 = 0xE0, app14 = 0xEE;
}  // namespace marker

constexpr std::size_t min_piece = 4U << 10;
constexpr std::size_t large_piece = 128U << 10;
constexpr int max_segments = 4096;
constexpr unsigned max_blocks_in_mcu = 10;
constexpr std::uint8_t max_factor = 4;

unsigned be16(Bytes bytes, std::size_t at) noexcept {
    return unsigned{bytes[at]} << 8 | bytes[at + 1];
}

bool begins_with(Bytes bytes, std::string_view text) noexcept {
    return bytes.size() >= text.size() && std::memcmp(bytes.data(), text.data(), text.size()) == 0;
}

std::uint32_t divided_up(std::uint64_t value, std::uint64_t by) noexcept {
    return static_cast<std::uint32_t>((value + by - 1) / by);
}

}  // namespace

void JpegFrame::lay_out() noexcept {
    for (const JpegComponent& component : components) {
        max_h = std::max(max_h, component.h);
        max_v = std::max(max_v, component.v);
    }
    const std::uint64_t mcu_width = std::uint64_t{8} * max_h;
    const std::uint64_t mcu_height = std::uint64_t{8} * max_v;
    for (JpegComponent& component : components) {
        component.blocks_wide = divided_up(std::uint64_t{width} * component.h, mcu_width);
        component.blocks_high = divided_up(std::uint64_t{height} * component.v, mcu_height);
    }
    mcus_wide = divided_up(width, mcu_width);
    mcus_high = divided_up(height, mcu_height);
}

std::size_t JpegInput::piece() const noexcept {
    if (expects_all_) return large_piece;
    // What is read in vain stays small beside what was needed.
    return static_cast<std::size_t>(std::clamp<std::uint64_t>(offset_ / 16, min_piece, large_piece)) / min_piece *
           min_piece;
}

bool JpegInput::more() {
    const std::size_t kept = end_ - begin_;
    if (kept > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
    const std::size_t wanted = piece();
    if (buffer_.size() < kept + wanted) buffer_.resize(kept + wanted);
    const std::size_t got = blob_->read(offset_, std::as_writable_bytes(std::span(buffer_).subspan(kept, wanted)));
    begin_ = 0;
    end_ = kept + got;
    offset_ += got;
    return got > 0;
}

std::span<const std::uint8_t> JpegInput::peek(std::size_t count) {
    while (end_ - begin_ < count && more())
        continue;
    return available();
}

void JpegInput::skip(std::uint64_t count) noexcept {
    const auto in_memory = static_cast<std::size_t>(std::min<std::uint64_t>(count, end_ - begin_));
    begin_ += in_memory;
    offset_ += count - in_memory;
}

std::optional<JpegScan> JpegScanWalker::next_scan() {
    if (!begun_) input_.skip(2);  // SOI
    begun_ = true;
    for (int i = 0; i < max_segments; ++i) {
        const std::optional<unsigned> code = next_marker();
        if (!code || *code == marker::eoi) return std::nullopt;
        if (*code == marker::sos) {
            std::optional<JpegScan> scan = read_scan();
            is_odd_ = !scan;
            return scan;
        }
        if (*code >= marker::rst0 && *code <= marker::rst7) continue;
        if (!read_segment(*code)) {
            is_odd_ = true;
            return std::nullopt;
        }
    }
    is_odd_ = true;
    return std::nullopt;
}

/// Moves past the next marker.
std::optional<unsigned> JpegScanWalker::next_marker() {
    for (;;) {
        const Bytes bytes = input_.peek(2);
        if (bytes.size() < 2) return std::nullopt;
        if (bytes[0] == 0xFF && bytes[1] != 0 && bytes[1] != 0xFF) {
            input_.skip(2);
            return bytes[1];
        }
        const auto* next = static_cast<const std::uint8_t*>(std::memchr(bytes.data() + 1, 0xFF, bytes.size() - 1));
        input_.skip(next != nullptr ? static_cast<std::size_t>(next - bytes.data()) : bytes.size());
    }
}

void JpegScanWalker::skip_data() {
    for (;;) {
        const Bytes bytes = input_.peek(2);
        if (bytes.size() < 2) return;
        const bool is_marker = bytes[0] == 0xFF && bytes[1] != 0 && bytes[1] != 0xFF &&
                               (bytes[1] < marker::rst0 || bytes[1] > marker::rst7);
        if (is_marker) return;
        const auto* next = static_cast<const std::uint8_t*>(std::memchr(bytes.data() + 1, 0xFF, bytes.size() - 1));
        input_.skip(next != nullptr ? static_cast<std::size_t>(next - bytes.data()) : bytes.size());
    }
}

/// False if it is odd.
bool JpegScanWalker::read_segment(unsigned code) {
    if (code == marker::tem || code == marker::soi || code == marker::dnl) return false;
    const Bytes prefix = input_.peek(2);
    if (prefix.size() < 2 || be16(prefix, 0) < 2) return false;
    const std::size_t length = be16(prefix, 0);
    const bool is_frame = code >= marker::sof0 && code <= marker::sof15 && code != marker::dht && code != marker::jpg &&
                          code != marker::dac;
    const bool is_known = is_frame || code == marker::dht || code == marker::dqt || code == marker::dri ||
                          code == marker::app0 || code == marker::app14;
    if (!is_known) {
        input_.skip(length);
        return true;
    }
    const Bytes bytes = input_.peek(length);
    if (bytes.size() < length) return false;
    const Bytes data = bytes.subspan(2, length - 2);
    bool is_regular = true;
    if (is_frame) is_regular = read_frame(code, data);
    if (code == marker::dht) is_regular = read_codes(data);
    if (code == marker::dqt) is_regular = read_quantizers(data);
    if (code == marker::dri) is_regular = read_restart_interval(data);
    if (code == marker::app0 && data.size() >= 14 && begins_with(data, "JFIF\0"sv)) has_jfif_ = true;
    if (code == marker::app14) read_adobe(data);
    input_.skip(length);
    return is_regular;
}

bool JpegScanWalker::read_frame(unsigned code, Bytes data) {
    constexpr std::size_t fixed = 6;
    if (!frame_.components.empty() || data.size() < fixed || data[0] != 8) return false;
    const unsigned kind = code - marker::sof0;
    if (kind != 0 && kind != 1 && kind != 2 && kind != 9 && kind != 10) return false;
    frame_.coding = kind == 2 || kind == 10 ? JpegCoding::Progressive : JpegCoding::Sequential;
    frame_.arithmetic = kind >= 9;
    frame_.height = be16(data, 1);
    frame_.width = be16(data, 3);
    const std::size_t count = data[5];
    if (frame_.height == 0 || frame_.width == 0 || count == 0 || count > 4 || data.size() != fixed + 3 * count) {
        return false;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const Bytes bytes = data.subspan(fixed + 3 * i, 3);
        const JpegComponent component{.id = bytes[0],
                                      .h = static_cast<std::uint8_t>(bytes[1] >> 4),
                                      .v = static_cast<std::uint8_t>(bytes[1] & 15),
                                      .quantizer = bytes[2]};
        const bool is_valid = component.h >= 1 && component.h <= max_factor && component.v >= 1 &&
                              component.v <= max_factor && component.quantizer < quantizers_.size();
        const bool is_new = std::none_of(frame_.components.begin(), frame_.components.end(),
                                         [&](const JpegComponent& other) { return other.id == component.id; });
        if (!is_valid || !is_new) return false;
        frame_.components.push_back(component);
    }
    frame_.lay_out();
    return true;
}

bool JpegScanWalker::read_quantizers(Bytes data) {
    while (!data.empty()) {
        const std::size_t sample = (data[0] >> 4) == 0 ? 1 : 2;
        const std::size_t table = data[0] & 15;
        const std::size_t length = 1 + 64 * sample;
        if (table >= quantizers_.size() || (data[0] >> 4) > 1 || data.size() < length) return false;
        // The first value of the zigzag order is that of the DC terms.
        quantizers_[table] = static_cast<std::uint16_t>(sample == 1 ? data[1] : be16(data, 1));
        data = data.subspan(length);
    }
    return true;
}

bool JpegScanWalker::read_codes(Bytes data) {
    while (!data.empty()) {
        constexpr std::size_t prefix = 17;
        const std::size_t kind = data[0] >> 4;
        const std::size_t table = data[0] & 15;
        if (data.size() < prefix || kind > 1 || table > 3) return false;
        HuffmanSpec spec;
        std::copy_n(data.begin() + 1, spec.counts.size(), spec.counts.begin());
        std::size_t symbols = 0;
        for (const std::uint8_t count : spec.counts)
            symbols += count;
        if (symbols > spec.symbols.size() || data.size() < prefix + symbols) return false;
        std::copy_n(data.begin() + prefix, symbols, spec.symbols.begin());
        codes_[kind][table] = spec;
        data = data.subspan(prefix + symbols);
    }
    return true;
}

bool JpegScanWalker::read_restart_interval(Bytes data) {
    if (data.size() != 2) return false;
    restart_interval_ = be16(data, 0);
    return true;
}

void JpegScanWalker::read_adobe(Bytes data) {
    if (data.size() >= 12 && begins_with(data, "Adobe"sv)) adobe_transform_ = data[11];
}

std::optional<JpegScan> JpegScanWalker::read_scan() {
    const Bytes prefix = input_.peek(3);
    if (prefix.size() < 3 || frame_.components.empty()) return std::nullopt;
    const std::size_t count = prefix[2];
    const std::size_t length = 6 + 2 * count;
    if (count == 0 || count > frame_.components.size() || be16(prefix, 0) != length) return std::nullopt;
    const Bytes bytes = input_.peek(length);
    if (bytes.size() < length) return std::nullopt;
    JpegScan scan;
    unsigned blocks = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t id = bytes[3 + 2 * i];
        const std::uint8_t tables = bytes[4 + 2 * i];
        const auto found = std::find_if(frame_.components.begin(), frame_.components.end(),
                                        [id](const JpegComponent& component) { return component.id == id; });
        if (found == frame_.components.end() || (tables >> 4) > 3 || (tables & 15) > 3) return std::nullopt;
        const auto index = static_cast<std::uint8_t>(found - frame_.components.begin());
        // T.81 B.2.3: in the order of the frame, so none comes twice.
        if (!scan.components.empty() && scan.components.back().index >= index) return std::nullopt;
        scan.components.push_back(
            {index, static_cast<std::uint8_t>(tables >> 4), static_cast<std::uint8_t>(tables & 15)});
        blocks += found->h * found->v;
    }
    if (count > 1 && blocks > max_blocks_in_mcu) return std::nullopt;
    const std::uint8_t last_coefficient = bytes[length - 2];
    scan.first_coefficient = bytes[length - 3];
    scan.high_bit = bytes[length - 1] >> 4;
    scan.low_bit = bytes[length - 1] & 15;
    if (frame_.coding == JpegCoding::Progressive) {
        const bool is_dc = scan.first_coefficient == 0;
        if (scan.first_coefficient > 63 || last_coefficient > 63 || scan.low_bit > 13) return std::nullopt;
        if (is_dc ? last_coefficient != 0 : count != 1 || last_coefficient < scan.first_coefficient)
            return std::nullopt;
    } else {
        scan.first_coefficient = scan.high_bit = scan.low_bit = 0;  // they say nothing in a sequential file
    }
    input_.skip(length);
    return scan;
}

bool JpegScanWalker::is_rgb() const noexcept {
    if (frame_.components.size() != 3 || has_jfif_) return false;
    if (adobe_transform_) return *adobe_transform_ == 0;
    const auto& components = frame_.components;
    return components[0].id == 'R' && components[1].id == 'G' && components[2].id == 'B';
}

}  // namespace photolibrary::image
