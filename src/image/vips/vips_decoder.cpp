#include "image/vips/vips_decoder.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "image/color/color_profile.hpp"
#include "image/color/matrix_transform.hpp"
#include "image/failures.hpp"
#include "image/jpeg/jpeg_decoder.hpp"
#include "image/row_converter.hpp"
#include "image/tiff_directory.hpp"
#include "image/vips/heif_boxes.hpp"
#include "image/vips/vips_footprint.hpp"
#include "image/vips/vips_library.hpp"

namespace photolibrary::image {
namespace {

constexpr std::size_t strip_bytes = 1U << 20;
constexpr int max_strip_rows = 64;

struct Unref {
    const VipsApi* api;
    void operator()(void* object) const noexcept { api->object_unref(object); }
};
using ImageHandle = std::unique_ptr<VipsImage, Unref>;
using RegionHandle = std::unique_ptr<VipsRegion, Unref>;

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

const char* loader_name(Format format) {
    switch (format) {
        case Format::Jpeg:
            return "jpegload_buffer";
        case Format::Gif:
            return "gifload_buffer";
        case Format::Heif:
        case Format::Avif:
            return "heifload_buffer";
        case Format::Tiff:
            return "tiffload_buffer";
        case Format::JpegXl:
            return "jxlload_buffer";
        case Format::Png:
        case Format::Webp:
            break;  // these have decoders of their own
    }
    return "";
}

/// An image that libvips has opened, with its bytes and all that was made of it.
class VipsDecoder {
  public:
    VipsDecoder(const VipsApi& api, const core::Blob& blob, Header& header, const core::Limits& limits)
        : api_(api), blob_(blob), header_(header), limits_(limits), cleanup_(api) {}

    VipsDecoder(const VipsDecoder&) = delete;
    VipsDecoder& operator=(const VipsDecoder&) = delete;

    /// Reads the header, no pixel, and checks it against the limits.
    std::optional<core::Failure> open(std::uint8_t scale_eighths) {
        if (api_.type_find("VipsOperation", loader_name(header_.format)) == 0) {
            return unsupported("this libvips was built without " + std::string(to_string(header_.format)));
        }
        bytes_ = blob_.read_all(storage_);
        VipsImage* image = load(8 / scale_eighths);
        if (image == nullptr) return header_failure();
        source_ = handle(image);
        if (auto failure = check_frames()) return failure;
        complete_header(scale_eighths);
        if (auto failure = check_size(header_.width, header_.height, limits_)) return failure;
        if (header_.format == Format::Tiff) {
            if (auto failure = check_tiff()) return failure;
        }
        if (is_heif()) {
            if (auto failure = check_matrix()) return failure;
            take_thumbnail();
        }
        return check_footprint();
    }

    /// Whether the pixels are those of the thumbnail in the file.
    bool has_thumbnail() const noexcept { return thumbnail_ != nullptr; }

    /// The longer side of the pixels that are delivered.
    std::uint32_t long_side() const { return std::max(width_of(loaded()), height_of(loaded())); }

    /// After deliver() has failed: whether a damaged thumbnail was to blame. The picture itself is to be delivered now.
    core::Outcome<bool> forget_thumbnail() {
        if (!thumbnail_ || has_delivered_) return false;
        converted_.reset();
        thumbnail_.reset();
        if (auto failure = check_footprint()) return *std::move(failure);
        return true;
    }

    /// Converts to sRGB and hands all rows to the sink.
    std::optional<core::Failure> deliver(std::uint8_t scale_eighths, const core::StopToken& stop, PixelSink& sink) {
        if (auto failure = convert_colors()) return failure;
        const VipsRect area = visible_area();
        const RegionHandle region(api_.region_new(image().get()), Unref{&api_});
        if (!region) return core::Failure{core::FailureReason::Memory, "there is not enough memory to decode it"};
        const auto row_bytes = static_cast<std::size_t>(area.width) * pixel_bytes();
        RowConverter converter = row_converter(opaque_alpha(stop));
        if (scale_eighths < 8) sink.begin_reduced(static_cast<std::size_t>(area.width), scale_eighths);
        const int rows = static_cast<int>(std::clamp<std::size_t>(strip_bytes / row_bytes, 1, max_strip_rows));
        const int bottom = area.top + area.height;
        for (int top = area.top; top < bottom; top += rows) {
            if (stop.stop_requested()) return stop.failure();
            const VipsRect strip{area.left, top, area.width, std::min(rows, bottom - top)};
            if (api_.region_prepare(region.get(), &strip) != 0) return pixel_failure(top);
            for (int row = top; row < top + strip.height; ++row) {
                const VipsPel* data = region->data +
                                      static_cast<std::ptrdiff_t>(row - region->valid.top) * region->bpl +
                                      static_cast<std::ptrdiff_t>(area.left - region->valid.left) * pixel_bytes();
                converter.deliver({data, row_bytes}, sink);
            }
            has_delivered_ = true;
        }
        constexpr std::uint8_t transparent[4] = {};
        if (area.width < static_cast<int>(width_of(image())) || area.height < static_cast<int>(height_of(image())))
            sink.rgba(transparent);
        gamut_ = converter.gamut();
        return std::nullopt;
    }

    const std::string& color_space() const noexcept { return space_.name(); }
    Gamut gamut() const noexcept { return gamut_; }

  private:
    ImageHandle handle(VipsImage* image) const { return {image, Unref{&api_}}; }
    const ImageHandle& loaded() const noexcept { return thumbnail_ ? thumbnail_ : source_; }
    const ImageHandle& image() const noexcept { return converted_ ? converted_ : loaded(); }
    bool is_heif() const noexcept { return header_.format == Format::Heif || header_.format == Format::Avif; }

    std::uint32_t width_of(const ImageHandle& image) const {
        return static_cast<std::uint32_t>(api_.image_get_width(image.get()));
    }
    std::uint32_t height_of(const ImageHandle& image) const {
        return static_cast<std::uint32_t>(api_.image_get_height(image.get()));
    }

    /// Versions of libvips that do not tell the frames of a JPEG XL apart show the last one of an animation.
    std::optional<core::Failure> check_frames() const {
        if (!header_.animated || api_.image_get_n_pages(source_.get()) > 1) return std::nullopt;
        return unsupported("it is an animated JPEG XL, of which this libvips cannot show the first frame");
    }

    /// All of the image; of a GIF what its first frame covers. What it leaves uncovered libvips shows in black.
    VipsRect visible_area() const {
        const std::uint32_t width = width_of(image()), height = height_of(image());
        const Area frame = header_.frame.value_or(Area{.width = width, .height = height});
        const std::uint32_t left = std::min(frame.left, width), top = std::min(frame.top, height);
        const std::uint32_t right = std::min(frame.left + frame.width, width);
        const std::uint32_t bottom = std::min(frame.top + frame.height, height);
        if (left >= right || top >= bottom) return {0, 0, static_cast<int>(width), static_cast<int>(height)};
        return {static_cast<int>(left), static_cast<int>(top), static_cast<int>(right - left),
                static_cast<int>(bottom - top)};
    }

    /// libvips takes Y, Cb and Cr that it does not convert for R G B.
    std::optional<core::Failure> check_tiff() const {
        const TiffSamples samples = read_tiff_samples(blob_);
        if (static_cast<int>(samples.a_pixel) != api_.image_get_bands(source_.get())) return std::nullopt;
        return refused_colors(samples);
    }

    static std::optional<core::Failure> refused_colors(const TiffSamples& samples) {
        if (!samples.is_raw_ycc) return std::nullopt;
        return unsupported("its colours are Y, Cb and Cr, which are read from a TIFF only if JPEG compresses them");
    }

    std::optional<core::Failure> check_matrix() const {
        if (!picture_.colors.is_ycgco || sample_bytes(source_) == 1) return std::nullopt;
        return unsupported("its colours are YCgCo of more than 8 bits, which libheif does not read right");
    }

    std::optional<core::Failure> check_footprint() const {
        Header decoded = header_;
        if (thumbnail_) {
            decoded.width = width_of(thumbnail_);
            decoded.height = height_of(thumbnail_);
        }
        return check_memory(storage_.size() + vips_footprint(blob_, decoded, pixel_bytes()), limits_);
    }

    /// Phones keep a small copy beside a picture of many megapixels: it is decoded instead if it is large enough and
    /// shows the whole picture in the same colours.
    void take_thumbnail() {
        if (!picture_.thumbnail) return;
        VipsImage* out = nullptr;
        void* data = const_cast<std::byte*>(bytes_.data());  // libvips only reads it
        if (api_.heifload_buffer(data, bytes_.size(), &out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                 VIPS_FAIL_ON_TRUNCATED, "thumbnail", TRUE, nullptr) != 0) {
            return;
        }
        ImageHandle thumbnail = handle(out);
        if (shows_the_same(thumbnail) && has_the_same_colors(thumbnail)) thumbnail_ = std::move(thumbnail);
    }

    /// Turned or not: where a pixel stands does not matter.
    bool shows_the_same(const ImageHandle& thumbnail) const {
        constexpr std::uint64_t shortest_side = 200;
        constexpr std::uint64_t tolerance = 64;  // of its sides' proportion: one part in so many
        const auto [short_side, long_side] = std::minmax<std::uint64_t>({width_of(thumbnail), height_of(thumbnail)});
        const auto [whole_short, whole_long] = std::minmax<std::uint64_t>({header_.width, header_.height});
        if (short_side < shortest_side || long_side >= whole_long) return false;
        const std::uint64_t one = short_side * whole_long, other = long_side * whole_short;
        return (one > other ? one - other : other - one) * tolerance <= one &&
               api_.image_get_bands(thumbnail.get()) == api_.image_get_bands(source_.get());
    }

    /// What says nothing of its own has the colours of the picture.
    bool has_the_same_colors(const ImageHandle& thumbnail) const {
        const HeifColors& colors = *picture_.thumbnail;
        if (storage_of(colors) != storage_of(picture_.colors)) return false;
        if (colors.empty()) return true;
        return colors.has_profile ? profile_of(thumbnail) == header_.profile
                                  : colors.encoding == picture_.colors.encoding;
    }

    /// libheif hands over the brightness of a picture without colours as it is stored, and what is multiplied with
    /// alpha as well.
    static Storage storage_of(const HeifColors& colors) noexcept {
        return {.narrow_range = colors.is_narrow && colors.is_grey, .premultiplied = colors.is_premultiplied};
    }

    VipsImage* load(int shrink) {
        VipsImage* out = nullptr;
        void* data = const_cast<std::byte*>(bytes_.data());  // libvips only reads it
        const std::size_t size = bytes_.size();
        const auto read = [&](auto loader) {
            return loader(data, size, &out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED,
                          nullptr);
        };
        switch (header_.format) {
            case Format::Jpeg:
                api_.jpegload_buffer(data, size, &out, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                     VIPS_FAIL_ON_TRUNCATED, "shrink", shrink, nullptr);
                break;
            case Format::Gif:
                read(api_.gifload_buffer);
                break;
            case Format::Heif:
            case Format::Avif:
                read(api_.heifload_buffer);
                break;
            case Format::Tiff:
                read(api_.tiffload_buffer);
                break;
            case Format::JpegXl:
                read(api_.jxlload_buffer);
                break;
            case Format::Png:
            case Format::Webp:
                break;
        }
        return out;
    }

    /// Takes over what our own parsers do not read.
    void complete_header(std::uint8_t scale_eighths) {
        VipsImage* image = source_.get();
        if (scale_eighths == 8) {
            header_.width = static_cast<std::uint32_t>(api_.image_get_width(image));
            header_.height = static_cast<std::uint32_t>(api_.image_get_height(image));
        }
        header_.model = model();
        if (header_.format <= Format::Webp) return;
        // libheif and libjxl turn the picture themselves.
        if (header_.format == Format::Tiff) {
            header_.orientation = static_cast<std::uint8_t>(std::clamp(api_.image_get_orientation(image), 1, 8));
        }
        header_.profile = profile_of(source_);
        if (is_heif()) take_encoding();
    }

    std::vector<std::byte> profile_of(const ImageHandle& image) const {
        const void* data = nullptr;
        std::size_t size = 0;
        if (api_.image_get_typeof(image.get(), VIPS_META_ICC_NAME) == 0 ||
            api_.image_get_blob(image.get(), VIPS_META_ICC_NAME, &data, &size) != 0 || size > core::max_profile_bytes) {
            return {};
        }
        const auto* begin = static_cast<const std::byte*>(data);
        return {begin, begin + size};
    }

    /// libvips leaves colours that are named by numbers alone: libheif turns them into R G B of the primaries and
    /// transfer of the file. Should another version make a profile of the numbers, it is not needed.
    void take_encoding() {
        picture_ = read_heif_boxes(blob_);
        header_.encoding = picture_.colors.encoding;
        if (header_.encoding) header_.profile.clear();
    }

    ColorModel model() const {
        if (api_.image_get_interpretation(source_.get()) == VIPS_INTERPRETATION_CMYK) return ColorModel::Cmyk;
        return api_.image_get_bands(source_.get()) <= 2 ? ColorModel::Grey : ColorModel::Rgb;
    }

    std::size_t sample_bytes(const ImageHandle& image) const {
        switch (api_.image_get_format(image.get())) {
            case VIPS_FORMAT_UCHAR:
            case VIPS_FORMAT_CHAR:
                return 1;
            case VIPS_FORMAT_USHORT:
            case VIPS_FORMAT_SHORT:
                return 2;
            case VIPS_FORMAT_UINT:
            case VIPS_FORMAT_INT:
            case VIPS_FORMAT_FLOAT:
                return 4;
            default:
                return 16;
        }
    }

    std::size_t pixel_bytes() const {
        return static_cast<std::size_t>(api_.image_get_bands(image().get())) * sample_bytes(image());
    }

    /// Grey, RGB and CMYK stay as they are: what they mean is ours to apply. libvips converts all else.
    std::optional<core::Failure> convert_colors() {
        space_ = ColorSpace::of(header_);
        switch (api_.image_get_interpretation(loaded().get())) {
            case VIPS_INTERPRETATION_scRGB:  // so libvips calls all R G B of floats
            case VIPS_INTERPRETATION_B_W:
            case VIPS_INTERPRETATION_GREY16:
            case VIPS_INTERPRETATION_sRGB:
            case VIPS_INTERPRETATION_RGB:
            case VIPS_INTERPRETATION_RGB16:
                return is_float() ? prepare_floats() : prepare_integers();
            case VIPS_INTERPRETATION_CMYK:
                if (api_.image_get_bands(loaded().get()) < 4) return convert_by_vips();
                if (auto failure = prepare_integers()) return failure;
                return prepare_cmyk();
            default:
                return convert_by_vips();
        }
    }

    bool is_float() const { return api_.image_get_format(loaded().get()) == VIPS_FORMAT_FLOAT; }

    std::optional<core::Failure> prepare_integers() {
        switch (api_.image_get_format(loaded().get())) {
            case VIPS_FORMAT_UCHAR:
            case VIPS_FORMAT_USHORT:
            case VIPS_FORMAT_UINT:
                transform_ = space_.transform();
                return std::nullopt;
            default:
                return unsupported("its samples are of a kind that is not read here");
        }
    }

    /// Linear light, unless a profile says what they are: so libvips writes them, as most do.
    std::optional<core::Failure> prepare_floats() {
        if (header_.format == Format::Tiff && read_tiff_samples(blob_).is_premultiplied) {
            return unsupported("its floating-point colours are multiplied with alpha, which is not read here");
        }
        if (!header_.profile.empty()) {
            transform_ = space_.transform();
            return std::nullopt;
        }
        if (header_.model == ColorModel::Grey) {
            return unsupported("what its floating-point grey means is not known: it has no colour profile");
        }
        transform_ = make_transform(RgbEncoding{.transfer = Transfer::Gamma, .gamma = 1});
        return std::nullopt;
    }

    /// By the embedded profile, or the one that libvips has for CMYK without.
    std::optional<core::Failure> prepare_cmyk() {
        transform_ = space_.transform();
        if (transform_) return std::nullopt;
        VipsBlob* blob = nullptr;
        if (api_.profile_load("cmyk", &blob, nullptr) != 0) return unsupported("it is CMYK without a colour profile");
        // A VipsBlob begins with a VipsArea; the cast macro would call a function of libvips.
        auto* area = reinterpret_cast<VipsArea*>(blob);
        const auto* begin = static_cast<const std::byte*>(area->data);
        transform_ =
            ColorSpace::of(Header{.model = ColorModel::Cmyk, .profile = {begin, begin + area->length}}).transform();
        api_.area_unref(area);
        if (!transform_) return unsupported("it is CMYK without a colour profile");
        return std::nullopt;
    }

    std::optional<core::Failure> convert_by_vips() {
        if (api_.colourspace_issupported(loaded().get()) == 0) {
            return unsupported("its pixels are of a kind that is not read here");
        }
        VipsImage* out = nullptr;
        if (api_.colourspace(loaded().get(), &out, VIPS_INTERPRETATION_sRGB, nullptr) != 0) {
            return corrupt("its colours cannot be converted");
        }
        converted_ = handle(out);
        if (api_.image_get_format(out) == VIPS_FORMAT_UCHAR) return std::nullopt;
        VipsImage* narrow = nullptr;
        if (api_.cast(out, &narrow, VIPS_FORMAT_UCHAR, nullptr) != 0) {
            return corrupt("its colours cannot be converted");
        }
        converted_ = handle(narrow);
        return std::nullopt;
    }

    /// For the rows of image().
    RowConverter row_converter(float opaque) const {
        const auto bands = static_cast<std::size_t>(api_.image_get_bands(image().get()));
        const bool cmyk = !converted_ && header_.model == ColorModel::Cmyk;
        const ColorModel model = cmyk ? ColorModel::Cmyk : bands <= 2 ? ColorModel::Grey : ColorModel::Rgb;
        Storage storage = storage_of(picture_.colors);
        storage.opaque = opaque;
        return {model, bands, sample(), transform_, storage};
    }

    Sample sample() const {
        switch (api_.image_get_format(image().get())) {
            case VIPS_FORMAT_UCHAR:
                return Sample::Bits8;
            case VIPS_FORMAT_USHORT:
                return Sample::Bits16;
            case VIPS_FORMAT_UINT:
                return Sample::Bits32;
            default:
                return Sample::Float;
        }
    }

    /// What opaque alpha of floats is: 1, or 255 in a TIFF that libvips wrote. Nothing but the pixels themselves tells,
    /// so they are read once more, as far as is needed.
    float opaque_alpha(const core::StopToken& stop) {
        constexpr float as_bytes = 255, beyond_one = 2;  // some are a little more than 1
        const int bands = api_.image_get_bands(image().get());
        if (header_.format != Format::Tiff || !is_float() || converted_ || (bands != 2 && bands != 4)) return 1;
        const ImageHandle again = handle(load(1));
        const RegionHandle region(again ? api_.region_new(again.get()) : nullptr, Unref{&api_});
        const int width = again ? api_.image_get_width(again.get()) : 0, height = static_cast<int>(header_.height);
        for (int row = 0; region && row < height && !stop.stop_requested(); ++row) {
            const VipsRect line{0, row, width, 1};
            if (api_.region_prepare(region.get(), &line) != 0) break;  // to be found again
            const auto* samples = reinterpret_cast<const float*>(
                region->data + static_cast<std::ptrdiff_t>(row - region->valid.top) * region->bpl -
                static_cast<std::ptrdiff_t>(region->valid.left) * static_cast<std::ptrdiff_t>(pixel_bytes()));
            for (int x = 1; x <= width; ++x) {
                if (samples[x * bands - 1] > beyond_one) return as_bytes;
            }
        }
        return 1;
    }

    core::Failure header_failure() {
        if (auto failure = missing_decoder()) return *std::move(failure);
        if (header_.format == Format::Tiff) {
            if (auto failure = refused_samples()) return *std::move(failure);
        }
        return corrupt("its " + std::string(to_string(header_.format)) + " data is damaged or cut off");
    }

    /// A TIFF that libvips does not open although nothing is damaged.
    std::optional<core::Failure> refused_samples() const {
        const TiffSamples samples = read_tiff_samples(blob_);
        const bool is_power_of_two = (samples.bits & (samples.bits - 1)) == 0;
        const bool can_be_read = samples.is_float ? samples.bits == 32 : samples.bits <= 32 && is_power_of_two;
        if (samples.bits == 0 || can_be_read) return refused_colors(samples);
        return unsupported("its samples are " + std::string(samples.is_float ? "floating-point numbers" : "numbers") +
                           " of " + std::to_string(samples.bits) + " bits, which are not read here");
    }

    core::Failure pixel_failure(int row) {
        if (auto failure = missing_decoder()) return *std::move(failure);
        return corrupt("its data is damaged or cut off from row " + std::to_string(row) + " on");
    }

    std::optional<core::Failure> missing_decoder() const {
        if (!is_heif() || has_heif_decoder(header_.format)) return std::nullopt;
        return unsupported(header_.format == Format::Heif
                               ? "libheif has no decoder for HEIC (Debian and Ubuntu: package libheif-plugin-libde265)"
                               : "libheif has no decoder for AVIF (Debian and Ubuntu: package libheif-plugin-dav1d)");
    }

    const VipsApi& api_;
    const core::Blob& blob_;
    Header& header_;
    const core::Limits& limits_;
    ThreadCleanup cleanup_;  // runs after the images are gone
    std::vector<std::byte> storage_;
    std::span<const std::byte> bytes_;
    HeifPicture picture_;    ///< what the boxes of a HEIC or AVIF say
    ImageHandle source_;     ///< the picture
    ImageHandle thumbnail_;  ///< null unless it is decoded instead
    ImageHandle converted_;  ///< null unless libvips converts colours
    bool has_delivered_ = false;
    Gamut gamut_ = Gamut::Srgb;
    ColorSpace space_;
    std::shared_ptr<const ColorTransform> transform_;
};

}  // namespace

core::Outcome<DecodeReport> decode_by_vips(const core::Blob& blob, Header& header, const core::Limits& limits,
                                           const core::StopToken& stop, PixelSink& sink) {
    const auto library = vips_library();
    if (!library) return library.failure();
    DecodeReport report{.decoder = Decoder::Libvips};
    if (header.format == Format::Jpeg) report.scale_eighths = jpeg_scale_eighths(header);
    if (report.scale_eighths != 8) report.method = Method::Scaled;
    VipsDecoder decoder(*library.value(), blob, header, limits);
    if (auto failure = decoder.open(report.scale_eighths)) return *std::move(failure);
    auto failure = decoder.deliver(report.scale_eighths, stop, sink);
    if (failure && failure->reason == core::FailureReason::Corrupt) {
        const auto again = decoder.forget_thumbnail();
        if (!again) return again.failure();
        if (again.value()) failure = decoder.deliver(report.scale_eighths, stop, sink);
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
