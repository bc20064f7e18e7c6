#include "image/jpeg/jpeg_markers.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;
constexpr unsigned max_blocks_in_mcu = 10;
constexpr std::uint8_t max_factor = 4;

unsigned be16(JpegBytes bytes, std::size_t at) noexcept {
    return unsigned{bytes[at]} << 8 | bytes[at + 1];
}

bool begins_with(JpegBytes bytes, std::string_view text) noexcept {
    return bytes.size() >= text.size() && std::memcmp(bytes.data(), text.data(), text.size()) == 0;
}

std::uint32_t divided_up(std::uint64_t value, std::uint64_t by) noexcept {
    return static_cast<std::uint32_t>((value + by - 1) / by);
}

/// Where the first marker of those that count begins.
template <class Counts>
std::size_t find_marker(JpegBytes bytes, const Counts& counts) noexcept {
    const std::uint8_t* const begin = bytes.data();
    const std::uint8_t* const end = begin + bytes.size();
    for (const std::uint8_t* at = begin; at != end; ++at) {
        at = static_cast<const std::uint8_t*>(std::memchr(at, 0xFF, static_cast<std::size_t>(end - at)));
        if (at == nullptr) break;
        // A last byte FF is looked at again when the one behind it is there.
        const bool is_marker = at + 1 == end || (at[1] != 0 && at[1] != 0xFF && counts(at[1]));
        if (is_marker) return static_cast<std::size_t>(at - begin);
    }
    return bytes.size();
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

unsigned JpegScan::dc_components() const noexcept {
    unsigned bits = 0;
    for (const Component& component : components)
        bits |= brings_dc() ? 1U << component.index : 0;
    return bits;
}

std::size_t find_jpeg_marker(JpegBytes bytes) noexcept {
    return find_marker(bytes, [](unsigned) { return true; });
}

std::size_t find_end_of_jpeg_scan(JpegBytes bytes) noexcept {
    return find_marker(bytes, [](unsigned code) { return !jpeg_marker::is_restart(code); });
}

std::size_t JpegMarkers::length_of_segment(unsigned code, std::span<const std::uint8_t, 2> prefix) noexcept {
    const bool has_segment = code != jpeg_marker::tem && code != jpeg_marker::soi && code != jpeg_marker::dnl;
    return has_segment ? be16(prefix, 0) : 0;
}

bool JpegMarkers::is_telling(unsigned code) noexcept {
    return jpeg_marker::is_frame(code) || code == jpeg_marker::dht || code == jpeg_marker::sos ||
           code == jpeg_marker::dqt || code == jpeg_marker::dri || code == jpeg_marker::app0 ||
           code == jpeg_marker::app14;
}

bool JpegMarkers::read_segment(unsigned code, JpegBytes bytes) {
    const JpegBytes data = bytes.subspan(2);
    if (jpeg_marker::is_frame(code)) return read_frame(code, data);
    if (code == jpeg_marker::dht) return read_codes(data);
    if (code == jpeg_marker::dqt) return read_quantizers(data);
    if (code == jpeg_marker::sos) {
        scan_ = read_scan(data);
        return scan_.has_value();
    }
    if (code == jpeg_marker::dri) return read_restart_interval(data);
    if (code == jpeg_marker::app0 && data.size() >= 14 && begins_with(data, "JFIF\0"sv)) has_jfif_ = true;
    if (code == jpeg_marker::app14) read_adobe(data);
    return true;
}

bool JpegMarkers::read_frame(unsigned code, JpegBytes data) {
    constexpr std::size_t fixed = 6;
    if (!frame_.components.empty() || data.size() < fixed || data[0] != 8) return false;
    const unsigned kind = code - jpeg_marker::sof0;
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
        const JpegBytes bytes = data.subspan(fixed + 3 * i, 3);
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

bool JpegMarkers::read_quantizers(JpegBytes data) {
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

bool JpegMarkers::read_codes(JpegBytes data) {
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

bool JpegMarkers::read_restart_interval(JpegBytes data) {
    if (data.size() != 2) return false;
    restart_interval_ = be16(data, 0);
    return true;
}

void JpegMarkers::read_adobe(JpegBytes data) {
    if (data.size() >= 12 && begins_with(data, "Adobe"sv)) adobe_transform_ = data[11];
}

std::optional<JpegScan> JpegMarkers::read_scan(JpegBytes data) const {
    const std::size_t length = data.size();
    if (length == 0 || frame_.components.empty()) return std::nullopt;
    const std::size_t count = data[0];
    if (count == 0 || count > frame_.components.size() || length != 4 + 2 * count) return std::nullopt;
    JpegScan scan;
    unsigned blocks = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t id = data[1 + 2 * i];
        const std::uint8_t tables = data[2 + 2 * i];
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
    const std::uint8_t last_coefficient = data[length - 2];
    scan.first_coefficient = data[length - 3];
    scan.high_bit = data[length - 1] >> 4;
    scan.low_bit = data[length - 1] & 15;
    if (frame_.coding == JpegCoding::Progressive) {
        const bool is_dc = scan.first_coefficient == 0;
        if (scan.first_coefficient > 63 || last_coefficient > 63 || scan.low_bit > 13) return std::nullopt;
        if (is_dc ? last_coefficient != 0 : count != 1 || last_coefficient < scan.first_coefficient)
            return std::nullopt;
    } else {
        scan.first_coefficient = scan.high_bit = scan.low_bit = 0;  // they say nothing in a sequential file
    }
    return scan;
}

bool JpegMarkers::is_rgb() const noexcept {
    if (frame_.components.size() != 3 || has_jfif_) return false;
    if (adobe_transform_) return *adobe_transform_ == 0;
    const auto& components = frame_.components;
    return components[0].id == 'R' && components[1].id == 'G' && components[2].id == 'B';
}

}  // namespace photolibrary::image
