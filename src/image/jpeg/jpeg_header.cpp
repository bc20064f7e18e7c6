#include "image/jpeg/jpeg_header.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/limits.hpp"
#include "image/color/color_profile.hpp"
#include "image/failures.hpp"
#include "image/jpeg/jpeg_markers.hpp"
#include "image/tiff_directory.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t max_junk_bytes = 65536;  // fill bytes and stray bytes between two segments

/// The pieces of a profile, which one segment (64 kB) may be too small for. They come numbered, in any order.
class ProfileChunks {
  public:
    /// A segment that begins with "ICC_PROFILE\0", number, total; data is what follows.
    void add(unsigned number, unsigned total, std::uint64_t offset, std::size_t length) {
        if (total_ == 0) total_ = total;
        if (total != total_ || number == 0 || number > total_ || chunks_[number].length != 0 || length == 0) {
            usable_ = false;
            return;
        }
        chunks_[number] = {offset, length};
        bytes_ += length;
    }

    /// The profile, or nothing if a chunk is missing, doubled or empty.
    std::vector<std::byte> join(const ByteReader& reader) const {
        if (!usable_ || total_ == 0 || bytes_ > core::max_profile_bytes) return {};
        std::vector<std::byte> profile(bytes_);
        std::size_t at = 0;
        for (unsigned number = 1; number <= total_; ++number) {
            const auto [offset, length] = chunks_[number];
            if (length == 0 || !reader.copy(offset, std::span(profile).subspan(at, length))) return {};
            at += length;
        }
        return looks_like_profile(profile) ? profile : std::vector<std::byte>{};
    }

  private:
    struct Chunk {
        std::uint64_t offset = 0;
        std::size_t length = 0;
    };
    std::array<Chunk, 256> chunks_{};  // by number, which begins with 1
    std::size_t bytes_ = 0;
    unsigned total_ = 0;
    bool usable_ = true;
};

/// Walks the markers of one file.
class JpegHeaderReader {
  public:
    explicit JpegHeaderReader(ByteReader& reader) : reader_(reader) {}

    core::Outcome<Header> read() {
        for (int i = 0; i < max_jpeg_segments; ++i) {
            const std::optional<unsigned> code = next_marker();
            if (!code) return corrupt("its JPEG header ends before the first scan");
            if (*code == jpeg_marker::sos) return finish();
            if (*code == jpeg_marker::eoi) return corrupt("it is a JPEG without a picture");
            if (*code == jpeg_marker::tem || *code == jpeg_marker::soi || jpeg_marker::is_restart(*code))
                continue;  // no parameters
            const auto length_bytes = reader_.peek(position_, 2);
            if (length_bytes.empty() || be16(length_bytes) < 2) return corrupt("its JPEG header is damaged");
            const std::size_t length = be16(length_bytes);
            if (auto failure = segment(*code, position_ + 2, length - 2)) return *std::move(failure);
            position_ += length;
        }
        return corrupt("its JPEG header never ends");
    }

  private:
    /// Moves past the next marker and returns its code. Like libjpeg, tolerates some stray bytes before it.
    std::optional<unsigned> next_marker() {
        const std::uint64_t last = position_ + max_junk_bytes;
        bool after_ff = false;
        while (position_ < last) {
            const auto byte = reader_.peek(position_, 1);
            if (byte.empty()) return std::nullopt;
            ++position_;
            const unsigned value = u8(byte);
            if (after_ff && value != 0 && value != 0xFF) return value;
            after_ff = value == 0xFF;
        }
        return std::nullopt;
    }

    std::optional<core::Failure> segment(unsigned code, std::uint64_t offset, std::size_t length) {
        if (jpeg_marker::is_frame(code)) return frame(code, offset, length);
        if (code == jpeg_marker::app1) exif(offset, length);
        if (code == jpeg_marker::app2) profile_chunk(offset, length);
        return std::nullopt;
    }

    std::optional<core::Failure> frame(unsigned code, std::uint64_t offset, std::size_t length) {
        if (has_frame_) return corrupt("its JPEG header describes two pictures");
        // T.81 table B.1: bit 2 set is hierarchical, low bits 3 lossless; bit 3 chooses arithmetic coding.
        if ((code & 4U) != 0) return unsupported("hierarchical JPEG is not supported");
        if ((code & 3U) == 3) return unsupported("lossless JPEG is not supported");
        const auto bytes = length >= 6 ? reader_.peek(offset, 6) : std::span<const std::byte>{};
        if (bytes.empty()) return corrupt("its JPEG header is damaged");
        if (u8(bytes) != 8)
            return unsupported("JPEG of " + std::to_string(u8(bytes)) + " bits a channel is not supported");
        header_.progressive = (code & 3U) == 2;
        header_.height = be16(bytes, 1);
        header_.width = be16(bytes, 3);
        header_.components = u8(bytes, 5);
        if (header_.height == 0) return unsupported("JPEG with its height behind the pixels (DNL) is not supported");
        switch (header_.components) {
            case 1:
                header_.model = ColorModel::Grey;
                break;
            case 3:
                header_.model = ColorModel::Rgb;
                break;
            case 4:
                header_.model = ColorModel::Cmyk;
                break;
            default:
                return unsupported("JPEG of " + std::to_string(header_.components) + " channels is not supported");
        }
        has_frame_ = true;
        return std::nullopt;
    }

    void exif(std::uint64_t offset, std::size_t length) {
        constexpr auto signature = "Exif\0\0"sv;
        if (has_exif_ || length < signature.size()) return;
        const auto bytes = reader_.peek(offset, signature.size());
        if (!matches(bytes, 0, signature)) return;
        has_exif_ = true;
        header_.orientation = exif_orientation(reader_, offset + signature.size(), length - signature.size());
    }

    void profile_chunk(std::uint64_t offset, std::size_t length) {
        constexpr auto signature = "ICC_PROFILE\0"sv;
        constexpr std::size_t prefix = signature.size() + 2;
        if (length < prefix) return;
        const auto bytes = reader_.peek(offset, prefix);
        if (!matches(bytes, 0, signature)) return;
        profile_.add(u8(bytes, signature.size()), u8(bytes, signature.size() + 1), offset + prefix, length - prefix);
    }

    core::Outcome<Header> finish() {
        if (!has_frame_) return corrupt("its JPEG header has no size");
        header_.profile = profile_.join(reader_);
        return std::move(header_);
    }

    ByteReader& reader_;
    std::uint64_t position_ = 2;  // after SOI
    Header header_{.format = Format::Jpeg};
    ProfileChunks profile_;
    bool has_frame_ = false;
    bool has_exif_ = false;
};

}  // namespace

core::Outcome<Header> read_jpeg_header(ByteReader& reader) {
    return JpegHeaderReader(reader).read();
}

}  // namespace photolibrary::image
