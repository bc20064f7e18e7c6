#include "image/jpeg/jpeg_scan_walker.hpp"

#include <algorithm>
#include <cstring>

namespace photolibrary::image {
namespace {

constexpr std::size_t min_piece = 4U << 10;
constexpr std::size_t large_piece = 128U << 10;

}  // namespace

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
    for (int i = 0; i < max_jpeg_segments; ++i) {
        const std::optional<unsigned> code = next_marker();
        if (!code || *code == jpeg_marker::eoi) return std::nullopt;
        if (jpeg_marker::is_restart(*code)) continue;
        if (!read_segment(*code)) break;
        if (*code == jpeg_marker::sos) return markers_.scan();
    }
    is_odd_ = true;
    return std::nullopt;
}

/// Moves past the next marker.
std::optional<unsigned> JpegScanWalker::next_marker() {
    for (;;) {
        const Bytes bytes = input_.peek(2);
        if (bytes.size() < 2) return std::nullopt;
        const std::size_t at = find_jpeg_marker(bytes);
        if (at + 2 <= bytes.size()) {
            input_.skip(at + 2);
            return bytes[at + 1];
        }
        input_.skip(at);
    }
}

void JpegScanWalker::skip_data() {
    for (;;) {
        const Bytes bytes = input_.peek(2);
        if (bytes.size() < 2) return;
        const std::size_t at = find_end_of_jpeg_scan(bytes);
        input_.skip(at);
        if (at + 2 <= bytes.size()) return;
    }
}

/// False if it is odd.
bool JpegScanWalker::read_segment(unsigned code) {
    const Bytes prefix = input_.peek(2);
    const std::size_t length = prefix.size() < 2 ? 0 : JpegMarkers::length_of_segment(code, prefix.first<2>());
    if (length < 2) return false;
    if (JpegMarkers::is_telling(code)) {
        const Bytes bytes = input_.peek(length);
        if (bytes.size() < length || !markers_.read_segment(code, bytes.first(length))) return false;
    }
    input_.skip(length);
    return true;
}

}  // namespace photolibrary::image
