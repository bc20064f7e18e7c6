#include "image/vips/vips_decoder.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "image/color/color_profile.hpp"
#include "image/failures.hpp"
#include "image/jpeg/jpeg_decoder.hpp"
#include "image/row_converter.hpp"
#include "image/vips/heif_boxes.hpp"
#include "image/vips/heif_checks.hpp"
#include "image/vips/tiff_checks.hpp"
#include "image/vips/vips_colors.hpp"
#include "image/vips/vips_formats.hpp"
#include "image/vips/vips_image.hpp"
#include "image/vips/vips_library.hpp"

namespace photolibrary::image {
namespace {

constexpr std::size_t strip_bytes = 1U << 20;
constexpr int max_strip_rows = 64;

/// Frees what libvips keeps for the calling thread, which may not be one that it knows of, and leaves nothing that it
/// said: its messages stand in one buffer for all threads, so nobody can tell which image they are about.
class ThreadCleanup {
  public:
    explicit ThreadCleanup(const VipsApi& api) noexcept : api_(api) {}
    ~ThreadCleanup() {
        api_.error_clear();
        api_.thread_shutdown();
    }
    ThreadCleanup(const ThreadCleanup&) = delete;
    ThreadCleanup& operator=(const ThreadCleanup&) = delete;

  private:
    const VipsApi& api_;
};

/// All of the image; of a GIF what its first frame covers. What it leaves uncovered libvips shows in black.
VipsRect visible_area(const OpenedImage& image, const std::optional<Area>& first_frame) {
    const std::uint32_t width = image.width(), height = image.height();
    const Area frame = first_frame.value_or(Area{.width = width, .height = height});
    const std::uint32_t left = std::min(frame.left, width), top = std::min(frame.top, height);
    const std::uint32_t right = std::min(frame.left + frame.width, width);
    const std::uint32_t bottom = std::min(frame.top + frame.height, height);
    if (left >= right || top >= bottom) return {0, 0, static_cast<int>(width), static_cast<int>(height)};
    return {static_cast<int>(left), static_cast<int>(top), static_cast<int>(right - left),
            static_cast<int>(bottom - top)};
}

/// An image that libvips has opened, with its bytes and all that was made of it.
class VipsDecoder {
  public:
    VipsDecoder(const VipsApi& api, const core::Blob& blob, Header& header, const core::Limits& limits)
        : api_(api),
          format_(vips_format(header.format)),
          blob_(blob),
          header_(header),
          limits_(limits),
          cleanup_(api) {}

    VipsDecoder(const VipsDecoder&) = delete;
    VipsDecoder& operator=(const VipsDecoder&) = delete;

    /// Reads the header, no pixel, and checks it against the limits.
    std::optional<core::Failure> open(std::uint8_t scale_eighths) {
        if (api_.type_find("VipsOperation", format_.loader) == 0) {
            return unsupported("this libvips was built without support for " + std::string(to_string(header_.format)));
        }
        bytes_ = blob_.read_all(storage_);
        source_ = format_.open(api_, bytes_, 8 / scale_eighths);
        if (!source_) return header_failure();
        if (auto failure = check_frames()) return failure;
        complete_header(scale_eighths);
        if (auto failure = check_size(header_.width, header_.height, limits_)) return failure;
        if (header_.format == Format::Tiff) {
            if (auto failure = check_tiff_colors(blob_, source_)) return failure;
        }
        if (is_heif()) {
            if (auto failure = check_heif_matrix(boxes_.colors, source_)) return failure;
            take_thumbnail();
        }
        return check_footprint();
    }

    /// Whether the pixels are those of the thumbnail in the file.
    bool has_thumbnail() const noexcept { return static_cast<bool>(thumbnail_); }

    /// The longer side of the pixels that are delivered.
    std::uint32_t long_side() const { return std::max(loaded().width(), loaded().height()); }

    /// After deliver() has failed: whether a damaged thumbnail was to blame. The picture itself is to be delivered now.
    core::Outcome<bool> forget_thumbnail() {
        if (!thumbnail_ || has_delivered_) return false;
        colors_ = {};
        thumbnail_ = {};
        if (auto failure = check_footprint()) return *std::move(failure);
        return true;
    }

    /// Converts to sRGB and hands all rows to the sink.
    std::optional<core::Failure> deliver(std::uint8_t scale_eighths, const core::StopToken& stop, PixelSink& sink) {
        space_ = ColorSpace::of(header_);
        auto colors = colors_of(loaded(), blob_, header_, space_);
        if (!colors) return colors.failure();
        colors_ = std::move(colors).value();
        const VipsRect area = visible_area(image(), header_.frame);
        RowConverter converter = row_converter(stop);
        if (scale_eighths < 8) sink.begin_reduced(static_cast<std::size_t>(area.width), scale_eighths);
        if (auto failure = deliver_area(area, converter, stop, sink)) return failure;
        constexpr std::uint8_t transparent[4] = {};
        if (area.width < static_cast<int>(image().width()) || area.height < static_cast<int>(image().height()))
            sink.rgba(transparent);
        gamut_ = converter.gamut();
        return std::nullopt;
    }

    const std::string& color_space() const noexcept { return space_.name(); }
    Gamut gamut() const noexcept { return gamut_; }

  private:
    const OpenedImage& loaded() const noexcept { return thumbnail_ ? thumbnail_ : source_; }
    const OpenedImage& image() const noexcept { return colors_.converted ? colors_.converted : loaded(); }
    bool is_heif() const noexcept { return header_.format == Format::Heif || header_.format == Format::Avif; }

    /// Versions of libvips that do not tell the frames of a JPEG XL apart show the last one of an animation.
    std::optional<core::Failure> check_frames() const {
        if (!header_.animated || api_.image_get_n_pages(source_.get()) > 1) return std::nullopt;
        return unsupported("this libvips cannot decode the first frame of an animated JPEG XL");
    }

    /// Takes over what our own parsers do not read.
    void complete_header(std::uint8_t scale_eighths) {
        const bool is_known = header_.width != 0;
        if (scale_eighths == 8) {
            header_.width = source_.width();
            header_.height = source_.height();
        }
        header_.model = model();
        if (is_heif()) boxes_ = read_heif_boxes(blob_);
        if (is_known) return;
        // libheif and libjxl turn the picture themselves.
        if (header_.format == Format::Tiff) {
            header_.orientation =
                static_cast<std::uint8_t>(std::clamp(api_.image_get_orientation(source_.get()), 1, 8));
        }
        header_.profile = source_.profile();
        // libvips leaves colours that are named by numbers alone: libheif turns them into R G B of the primaries and
        // transfer of the file. Should another version make a profile of the numbers, it is not needed.
        header_.encoding = boxes_.colors.encoding;
        if (header_.encoding) header_.profile.clear();
    }

    ColorModel model() const {
        if (source_.interpretation() == VIPS_INTERPRETATION_CMYK) return ColorModel::Cmyk;
        return source_.bands() <= 2 ? ColorModel::Grey : ColorModel::Rgb;
    }

    /// Phones keep a small copy beside a picture of many megapixels.
    void take_thumbnail() {
        if (!boxes_.thumbnail) return;
        OpenedImage thumbnail = open_image(api_, api_.heifload_buffer, bytes_, "thumbnail", TRUE);
        if (can_stand_in(thumbnail, source_, boxes_, header_)) thumbnail_ = std::move(thumbnail);
    }

    std::optional<core::Failure> check_footprint() const {
        Header decoded = header_;
        if (thumbnail_) {
            decoded.width = thumbnail_.width();
            decoded.height = thumbnail_.height();
        }
        return check_memory(storage_.size() + format_.footprint(blob_, decoded, image().pixel_bytes()), limits_);
    }

    /// For the rows of image().
    RowConverter row_converter(const core::StopToken& stop) const {
        const auto bands = static_cast<std::size_t>(image().bands());
        const bool is_cmyk = !colors_.converted && header_.model == ColorModel::Cmyk;
        const ColorModel model = is_cmyk ? ColorModel::Cmyk : bands <= 2 ? ColorModel::Grey : ColorModel::Rgb;
        Storage storage = storage_of(boxes_.colors);
        const bool has_alpha = bands == 2 || bands == 4;
        if (header_.format == Format::Tiff && image().is_float() && has_alpha)
            storage.opaque = opaque_alpha(format_.open(api_, bytes_, 1), stop);
        return {model, bands, sample_of(image()), colors_.transform, storage};
    }

    std::optional<core::Failure> deliver_area(const VipsRect& area, RowConverter& converter,
                                              const core::StopToken& stop, PixelSink& sink) {
        PixelWindow window(image());
        if (!window) return core::not_enough_memory();
        const auto row_bytes = static_cast<std::size_t>(area.width) * image().pixel_bytes();
        const int rows = static_cast<int>(std::clamp<std::size_t>(strip_bytes / row_bytes, 1, max_strip_rows));
        const int bottom = area.top + area.height;
        for (int top = area.top; top < bottom; top += rows) {
            if (stop.stop_requested()) return stop.failure();
            const int end = std::min(top + rows, bottom);
            if (!window.prepare({area.left, top, area.width, end - top})) return pixel_failure(top);
            for (int row = top; row < end; ++row)
                converter.deliver(window.row(row), sink);
            has_delivered_ = true;
        }
        return std::nullopt;
    }

    core::Failure header_failure() const {
        if (auto failure = missing_decoder()) return *std::move(failure);
        if (header_.format == Format::Tiff) {
            if (auto failure = why_tiff_not_opened(blob_)) return *std::move(failure);
        }
        return corrupt("its " + std::string(to_string(header_.format)) + " data is damaged or cut off");
    }

    core::Failure pixel_failure(int row) const {
        if (auto failure = missing_decoder()) return *std::move(failure);
        return corrupt("its data is damaged or cut off from row " + std::to_string(row) + " on");
    }

    std::optional<core::Failure> missing_decoder() const {
        return is_heif() ? check_heif_decoder(header_.format) : std::nullopt;
    }

    const VipsApi& api_;
    const VipsFormat& format_;
    const core::Blob& blob_;
    Header& header_;
    const core::Limits& limits_;
    ThreadCleanup cleanup_;  // runs after the images are gone
    std::vector<std::byte> storage_;
    std::span<const std::byte> bytes_;
    HeifPicture boxes_;      ///< of a HEIC or AVIF
    OpenedImage source_;     ///< the picture
    OpenedImage thumbnail_;  ///< nothing unless it is decoded instead
    ColorSpace space_;
    VipsColors colors_;
    bool has_delivered_ = false;
    Gamut gamut_ = Gamut::Srgb;
};

}  // namespace

core::Outcome<DecodeReport> decode_by_vips(const DecodeRequest& request) {
    const auto library = vips_library();
    if (!library) return library.failure();
    DecodeReport report{.decoder = Decoder::Libvips};
    if (request.header.format == Format::Jpeg) report.scale_eighths = jpeg_scale_eighths(request.header);
    if (report.scale_eighths != 8) report.method = Method::Scaled;
    VipsDecoder decoder(*library.value(), request.blob, request.header, request.limits);
    if (auto failure = decoder.open(report.scale_eighths)) return *std::move(failure);
    auto failure = decoder.deliver(report.scale_eighths, request.stop, request.sink);
    if (failure && failure->reason == core::FailureReason::Corrupt) {
        const auto again = decoder.forget_thumbnail();
        if (!again) return again.failure();
        if (again.value()) failure = decoder.deliver(report.scale_eighths, request.stop, request.sink);
    }
    if (failure) return *std::move(failure);
    if (decoder.has_thumbnail()) {
        report.method = Method::Thumbnail;
        report.thumbnail_side = decoder.long_side();
    }
    report.color_space = decoder.color_space();
    report.gamut = decoder.gamut();
    return report;
}

core::Outcome<Header> read_header_by_vips(const core::Blob& blob, Header header, const core::Limits& limits) {
    const auto library = vips_library();
    if (!library) return library.failure();
    VipsDecoder decoder(*library.value(), blob, header, limits);
    if (auto failure = decoder.open(8)) return *std::move(failure);
    return header;
}

}  // namespace photolibrary::image
