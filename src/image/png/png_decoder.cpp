#include "image/png/png_decoder.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "image/byte_reader.hpp"
#include "image/color/color_profile.hpp"
#include "image/failures.hpp"
#include "image/png/png_header.hpp"
#include "image/png/png_rows.hpp"
#include "image/row_converter.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t input_bytes = 64U << 10;
constexpr std::size_t palette_bytes = 768;  // R G B of 256 entries
constexpr std::uint64_t after_signature = 8;
constexpr std::uint64_t bytes_between_polls = 1 << 20;

enum class Got : std::uint8_t { All, End, Damage };

/// Reads a Blob from one place on, through a buffer.
class SequentialReader {
  public:
    explicit SequentialReader(const core::Blob& blob) : blob_(blob), buffer_(input_bytes) {}

    void seek(std::uint64_t offset) noexcept {
        next_ = offset;
        rest_ = {};
    }

    /// The next bytes, 1 to most; none at the end.
    std::span<const std::uint8_t> some(std::uint64_t most) {
        if (rest_.empty()) {
            const std::size_t got = blob_.read(next_, std::as_writable_bytes(std::span(buffer_)));
            next_ += got;
            rest_ = std::span<const std::uint8_t>(buffer_).first(got);
        }
        const auto bytes = rest_.first(static_cast<std::size_t>(std::min<std::uint64_t>(most, rest_.size())));
        rest_ = rest_.subspan(bytes.size());
        return bytes;
    }

    /// False if the data end before out is full.
    bool copy(std::span<std::uint8_t> out) {
        while (!out.empty()) {
            const auto bytes = some(out.size());
            if (bytes.empty()) return false;
            std::copy(bytes.begin(), bytes.end(), out.begin());
            out = out.subspan(bytes.size());
        }
        return true;
    }

  private:
    const core::Blob& blob_;
    std::vector<std::uint8_t> buffer_;
    std::span<const std::uint8_t> rest_;  // of buffer_
    std::uint64_t next_ = 0;              // in the file, behind buffer_
};

/// The zlib stream that the IDAT chunks hold together.
class ImageData {
  public:
    explicit ImageData(const core::Blob& blob) : reader_(blob) {
        if (inflateInit(&stream_) != Z_OK) throw std::bad_alloc();
    }
    ~ImageData() { inflateEnd(&stream_); }
    ImageData(const ImageData&) = delete;
    ImageData& operator=(const ImageData&) = delete;

    /// position is that of the first IDAT chunk.
    void begin(std::uint64_t position) noexcept { reader_.seek(position); }

    /// Fills out with inflated bytes.
    Got read(std::span<std::uint8_t> out) {
        while (!out.empty()) {
            if (at_end_) return Got::End;
            if (stream_.avail_in == 0) {
                const Got got = refill();
                if (got != Got::All) return got;
            }
            stream_.next_out = out.data();
            stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(out.size(), max_step));
            const std::size_t wanted = stream_.avail_out;
            const int status = inflate(&stream_, Z_NO_FLUSH);
            out = out.subspan(wanted - stream_.avail_out);
            at_end_ = status == Z_STREAM_END;
            if (status == Z_MEM_ERROR) throw std::bad_alloc();
            if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) return Got::Damage;
        }
        return Got::All;
    }

    /// After the last row: whether the stream's checksum denies it. A file that ends before it has all of its pixels.
    bool is_denied() {
        std::array<std::uint8_t, 64> surplus{};
        return read(surplus) == Got::Damage;
    }

  private:
    static constexpr std::size_t max_step = 1U << 30;  // zlib counts in 32 bits

    /// Reads on in this chunk or the next. The checksum of a chunk is compared when its end is reached.
    Got refill() {
        while (chunk_left_ == 0) {
            std::array<std::uint8_t, 8> bytes{};
            if (in_chunk_) {
                if (!reader_.copy(std::span(bytes).first(4))) return Got::End;
                if (be32(std::as_bytes(std::span(bytes))) != checksum_) return Got::Damage;
            }
            if (!reader_.copy(bytes) || !matches(std::as_bytes(std::span(bytes)), 4, "IDAT"sv)) return Got::End;
            chunk_left_ = be32(std::as_bytes(std::span(bytes)));
            checksum_ = static_cast<std::uint32_t>(crc32(0, bytes.data() + 4, 4));
            in_chunk_ = true;
        }
        const auto bytes = reader_.some(chunk_left_);
        if (bytes.empty()) return Got::End;
        checksum_ = static_cast<std::uint32_t>(crc32(checksum_, bytes.data(), static_cast<uInt>(bytes.size())));
        chunk_left_ -= static_cast<std::uint32_t>(bytes.size());
        stream_.next_in = const_cast<Bytef*>(bytes.data());  // zlib only reads it
        stream_.avail_in = static_cast<uInt>(bytes.size());
        return Got::All;
    }

    SequentialReader reader_;
    z_stream stream_{};
    std::uint32_t chunk_left_ = 0;
    std::uint32_t checksum_ = 0;
    bool in_chunk_ = false;
    bool at_end_ = false;
};

/// Every how many pixels a pass takes one, and from which on (PNG 8.2).
struct Pass {
    std::uint32_t x, y, x_step, y_step;

    std::uint32_t width(const PngLayout& layout) const { return count(layout.width, x, x_step); }
    std::uint32_t height(const PngLayout& layout) const { return count(layout.height, y, y_step); }

  private:
    static std::uint32_t count(std::uint32_t side, std::uint32_t start, std::uint32_t step) {
        return side > start ? (side - start - 1) / step + 1 : 0;
    }
};

constexpr Pass whole[] = {{0, 0, 1, 1}};
constexpr Pass adam7[] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                          {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

class PngDecoder {
  public:
    PngDecoder(const core::Blob& blob, const core::StopToken& stop, PixelSink& sink)
        : blob_(blob), data_(blob), stop_(stop), sink_(sink) {}

    /// Reads what comes before the pixels.
    std::optional<core::Failure> open(const core::Limits& limits) {
        ByteReader reader(blob_);
        const auto layout = read_png_layout(reader);
        if (!layout) return layout.failure();
        layout_ = layout.value();
        if (auto failure = check_size(layout_.width, layout_.height, limits)) return failure;
        // Two rows as they are stored, and up to three as they are converted, or five of 16 bits.
        const std::uint64_t converted = std::uint64_t{layout_.width} * (layout_.depth == 16 ? 30 : 12);
        if (auto failure = check_memory(layout_.row_bytes(layout_.width) * 2 + converted, limits)) return failure;
        return read_palette(reader);
    }

    std::optional<core::Failure> deliver(ColorModel model, std::shared_ptr<const ColorTransform> transform,
                                         Gamut& gamut) {
        // Without a conversion, 16 bits are rounded to 8 at once.
        const bool wide = layout_.depth == 16 && transform != nullptr;
        PngExpander expander(layout_, std::move(palette_), std::move(transparency_), wide);
        RowConverter converter(model, expander.bands(), wide ? Sample::Bits16 : Sample::Bits8, std::move(transform));
        const std::span<const Pass> passes =
            layout_.interlaced ? std::span<const Pass>(adam7) : std::span<const Pass>(whole);
        for (const Pass& pass : passes) {
            if (auto failure = deliver_pass(pass, expander, converter)) return failure;
        }
        if (data_.is_denied()) return corrupt("its data does not match its checksum");
        gamut = converter.gamut();
        return std::nullopt;
    }

  private:
    /// PLTE and tRNS stand before the first IDAT.
    std::optional<core::Failure> read_palette(ByteReader& reader) {
        std::uint64_t position = after_signature;
        for (;;) {
            const auto bytes = reader.peek(position, 8);
            if (bytes.empty()) return corrupt("it ends before its first row");
            const std::uint32_t length = be32(bytes);
            if (matches(bytes, 4, "IDAT"sv)) break;
            const bool is_palette = matches(bytes, 4, "PLTE"sv);
            if (is_palette || matches(bytes, 4, "tRNS"sv)) {
                auto& content = is_palette ? palette_ : transparency_;
                content.resize(std::min<std::size_t>(length, palette_bytes));
                if (!reader.copy(position + 8, std::as_writable_bytes(std::span(content)))) {
                    return corrupt("it ends before its first row");
                }
            }
            position += std::uint64_t{length} + 12;
        }
        data_.begin(position);
        if (layout_.color_type == 3 && palette_.empty()) return corrupt("it has palette indices, but no palette");
        return std::nullopt;
    }

    std::optional<core::Failure> deliver_pass(const Pass& pass, PngExpander& expander, RowConverter& converter) {
        const std::uint32_t width = pass.width(layout_);
        const std::uint32_t height = width == 0 ? 0 : pass.height(layout_);
        const auto row_bytes = static_cast<std::size_t>(layout_.row_bytes(width));
        row_.resize(row_bytes + 1);  // its filter's number comes first
        above_.assign(row_bytes + 1, 0);
        for (std::uint32_t i = 0; i < height; ++i) {
            if (auto failure = poll(row_bytes)) return failure;
            const Got got = data_.read(row_);
            if (got == Got::End) return corrupt("it ends" + place());
            const std::span<std::uint8_t> content = std::span(row_).subspan(1);
            if (got == Got::Damage ||
                !unfilter_png_row(row_[0], layout_.filter_distance(), content, std::span(above_).subspan(1))) {
                return corrupt("its data is damaged" + place());
            }
            converter.deliver(expander.expand(content, width), sink_);
            done_ += width;
            row_.swap(above_);
        }
        return std::nullopt;
    }

    std::optional<core::Failure> poll(std::size_t bytes) {
        since_poll_ += bytes + 1;
        if (since_poll_ < bytes_between_polls && done_ != 0) return std::nullopt;
        since_poll_ = 0;
        if (stop_.stop_requested()) return stop_.failure();
        return std::nullopt;
    }

    std::string place() const {
        return " after " + std::to_string(done_ * 100 / (std::uint64_t{layout_.width} * layout_.height)) +
               " % of its pixels";
    }

    const core::Blob& blob_;
    ImageData data_;
    const core::StopToken& stop_;
    PixelSink& sink_;
    PngLayout layout_;
    std::vector<std::uint8_t> palette_, transparency_;
    std::vector<std::uint8_t> row_, above_;
    std::uint64_t done_ = 0;  ///< pixels
    std::uint64_t since_poll_ = 0;
};

}  // namespace

core::Outcome<DecodeReport> decode_png(const DecodeRequest& request) {
    PngDecoder decoder(request.blob, request.stop, request.sink);
    if (auto failure = decoder.open(request.limits)) return *std::move(failure);
    const ColorSpace space = ColorSpace::of(request.header);
    DecodeReport report{.decoder = Decoder::Zlib, .color_space = space.name()};
    auto failure = decoder.deliver(request.header.model, space.transform(), report.gamut);
    if (failure) return *std::move(failure);
    return report;
}

}  // namespace photolibrary::image
