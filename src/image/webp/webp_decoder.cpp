#include "image/webp/webp_decoder.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "image/byte_reader.hpp"
#include "image/color/color_profile.hpp"
#include "image/failures.hpp"
#include "image/library_versions.hpp"
#include "image/row_converter.hpp"
#include "image/webp/webp_header.hpp"
#include "image/webp/webp_library.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

using Bytes = std::span<const std::byte>;

constexpr std::size_t frame_header = 16;        // of an ANMF chunk: place, size, duration, flags
constexpr std::size_t bytes_a_step = 64 << 10;  // decoded between two looks at the stop token

/// The data of the first frame of an animation, which libwebp takes without its container; all data of a still image.
Bytes first_frame(Bytes file) {
    std::size_t position = webp_first_chunk;
    while (file.size() >= 8 && position <= file.size() - 8) {
        const std::size_t length = le32(file, position + 4);
        const Bytes chunk = file.subspan(position + 8, std::min(length, file.size() - position - 8));
        if (matches(file, position, "ANMF"sv))
            return chunk.size() > frame_header ? chunk.subspan(frame_header) : Bytes{};
        if (matches(file, position, "VP8 "sv) || matches(file, position, "VP8L"sv)) return file;
        position += 8 + length + (length & 1U);
    }
    return file;
}

class WebpDecoder {
  public:
    WebpDecoder(const WebpApi& api, const Header& header) : api_(api), header_(header) {}

    std::optional<core::Failure> open(const core::Blob& blob, const core::Limits& limits) {
        frame_ = first_frame(blob.read_all(storage_));
        if (api_.init_decoder_config_internal(&config_, WEBP_DECODER_ABI_VERSION) == 0) {
            return unsupported("the installed libwebp " + running_webp_version() +
                               " is not compatible with this build of photolibrary (built for decoder interface " +
                               std::to_string(WEBP_DECODER_ABI_VERSION >> 8) + ".x)");
        }
        const auto status = api_.get_features_internal(data(), frame_.size(), &config_.input, WEBP_DECODER_ABI_VERSION);
        if (status == VP8_STATUS_NOT_ENOUGH_DATA) return corrupt("its WebP header is cut off");
        if (status != VP8_STATUS_OK) return corrupt("its WebP header is damaged");
        width_ = static_cast<std::size_t>(config_.input.width);
        height_ = static_cast<std::size_t>(config_.input.height);
        if (auto failure = check_size(width_, height_, limits)) return failure;
        bands_ = config_.input.has_alpha != 0 ? 4 : 3;
        // The pixels; libwebp itself keeps 4 bytes a pixel of a lossless image, and a plane of alpha.
        return check_memory(storage_.size() + width_ * height_ * (bands_ + 5), limits);
    }

    std::optional<core::Failure> decode(const core::StopToken& stop) {
        pixels_.resize(width_ * height_ * bands_);
        config_.output.colorspace = bands_ == 4 ? MODE_RGBA : MODE_RGB;
        config_.output.is_external_memory = 1;
        config_.output.u.RGBA = {pixels_.data(), static_cast<int>(width_ * bands_), pixels_.size()};
        const std::unique_ptr<WebPIDecoder, decltype(api_.incremental_delete)> decoder(
            api_.incremental_decode(nullptr, 0, &config_), api_.incremental_delete);
        if (!decoder) return core::not_enough_memory();
        for (std::size_t given = 0; given < frame_.size();) {
            if (stop.stop_requested()) return stop.failure();
            given = std::min(given + bytes_a_step, frame_.size());
            const auto status = api_.incremental_update(decoder.get(), data(), given);
            if (status == VP8_STATUS_OK) return std::nullopt;
            if (status == VP8_STATUS_OUT_OF_MEMORY) {
                return core::not_enough_memory();
            }
            if (status != VP8_STATUS_SUSPENDED) return corrupt("its data is damaged" + place(*decoder));
        }
        return corrupt("it ends" + place(*decoder));
    }

    /// Hands the rows over; returns what is seen in them. What a frame leaves uncovered of the canvas is transparent.
    Gamut deliver(const ColorSpace& space, PixelSink& sink) {
        RowConverter converter(ColorModel::Rgb, bands_, Sample::Bits8, space.transform());
        const std::size_t row_bytes = width_ * bands_;
        for (std::size_t row = 0; row < height_; ++row) {
            converter.deliver(std::span(pixels_).subspan(row * row_bytes, row_bytes), sink);
        }
        constexpr std::uint8_t transparent[4] = {};
        if (std::uint64_t{width_} * height_ < header_.pixels()) sink.rgba(transparent);
        return converter.gamut();
    }

  private:
    const std::uint8_t* data() const noexcept { return reinterpret_cast<const std::uint8_t*>(frame_.data()); }

    std::string place(const WebPIDecoder& decoder) const {
        int rows = 0;
        api_.incremental_rows(&decoder, &rows, nullptr, nullptr, nullptr);
        return " after " + std::to_string(static_cast<std::size_t>(std::max(rows, 0)) * 100 / height_) +
               " % of its rows";
    }

    const WebpApi& api_;
    const Header& header_;
    std::vector<std::byte> storage_;
    Bytes frame_;
    WebPDecoderConfig config_{};
    std::size_t width_ = 0;
    std::size_t height_ = 0;
    std::size_t bands_ = 3;
    std::vector<std::uint8_t> pixels_;
};

}  // namespace

core::Outcome<DecodeReport> decode_webp(const DecodeRequest& request) {
    const auto library = webp_library();
    if (!library) return library.failure();
    const ColorSpace space = ColorSpace::of(request.header);
    WebpDecoder decoder(*library.value(), request.header);
    if (auto failure = decoder.open(request.blob, request.limits)) return *std::move(failure);
    if (auto failure = decoder.decode(request.stop)) return *std::move(failure);
    const Gamut gamut = decoder.deliver(space, request.sink);
    return DecodeReport{.decoder = Decoder::Libwebp, .color_space = space.name(), .gamut = gamut};
}

}  // namespace photolibrary::image
