#include "image/vips/vips_colors.hpp"

#include <cstddef>
#include <optional>
#include <utility>

#include "image/color/matrix_transform.hpp"
#include "image/failures.hpp"
#include "image/vips/tiff_checks.hpp"

namespace photolibrary::image {
namespace {

core::Outcome<VipsColors> converted_by_vips(const OpenedImage& image) {
    const VipsApi& api = image.api();
    if (api.colourspace_issupported(image.get()) == 0) {
        return unsupported("pixels of this kind are not supported");
    }
    VipsImage* out = nullptr;
    if (api.colourspace(image.get(), &out, VIPS_INTERPRETATION_sRGB, nullptr) != 0) {
        return corrupt("its colours cannot be converted");
    }
    OpenedImage converted(api, out);
    if (converted.samples() == VIPS_FORMAT_UCHAR) return VipsColors{.converted = std::move(converted)};
    VipsImage* narrow = nullptr;
    if (api.cast(out, &narrow, VIPS_FORMAT_UCHAR, nullptr) != 0) return corrupt("its colours cannot be converted");
    return VipsColors{.converted = OpenedImage(api, narrow)};
}

core::Outcome<VipsColors> colors_of_integers(const OpenedImage& image, const ColorSpace& space) {
    switch (image.samples()) {
        case VIPS_FORMAT_UCHAR:
        case VIPS_FORMAT_USHORT:
        case VIPS_FORMAT_UINT:
            return VipsColors{.transform = space.transform()};
        default:
            return unsupported("samples of this kind are not supported");
    }
}

/// Linear light, unless a profile says what they are: so libvips writes them, as most do.
core::Outcome<VipsColors> colors_of_floats(const core::Blob& blob, const Header& header, const ColorSpace& space) {
    if (header.format == Format::Tiff) {
        if (auto failure = check_tiff_floats(blob)) return *std::move(failure);
    }
    if (!header.profile.empty()) return VipsColors{.transform = space.transform()};
    if (header.model == ColorModel::Grey) {
        return unsupported("floating-point grey without a colour profile is not supported");
    }
    return VipsColors{.transform = make_transform(RgbEncoding{.transfer = Transfer::Gamma, .gamma = 1})};
}

/// By the profile that libvips has for CMYK without one; null if it has none.
std::shared_ptr<const ColorTransform> transform_of_bare_cmyk(const VipsApi& api) {
    VipsBlob* blob = nullptr;
    if (api.profile_load("cmyk", &blob, nullptr) != 0) return nullptr;
    // A VipsBlob begins with a VipsArea; the cast macro would call a function of libvips.
    auto* area = reinterpret_cast<VipsArea*>(blob);
    const auto* begin = static_cast<const std::byte*>(area->data);
    auto transform =
        ColorSpace::of(Header{.model = ColorModel::Cmyk, .profile = {begin, begin + area->length}}).transform();
    api.area_unref(area);
    return transform;
}

core::Outcome<VipsColors> colors_of_cmyk(const OpenedImage& image, const ColorSpace& space) {
    if (image.bands() < 4) return converted_by_vips(image);
    auto colors = colors_of_integers(image, space);
    if (!colors || colors.value().transform) return colors;
    colors.value().transform = transform_of_bare_cmyk(image.api());
    if (!colors.value().transform) return unsupported("CMYK without a colour profile is not supported by this libvips");
    return colors;
}

}  // namespace

core::Outcome<VipsColors> colors_of(const OpenedImage& image, const core::Blob& blob, const Header& header,
                                    const ColorSpace& space) {
    switch (image.interpretation()) {
        case VIPS_INTERPRETATION_scRGB:  // so libvips calls all R G B of floats
        case VIPS_INTERPRETATION_B_W:
        case VIPS_INTERPRETATION_GREY16:
        case VIPS_INTERPRETATION_sRGB:
        case VIPS_INTERPRETATION_RGB:
        case VIPS_INTERPRETATION_RGB16:
            return image.is_float() ? colors_of_floats(blob, header, space) : colors_of_integers(image, space);
        case VIPS_INTERPRETATION_CMYK:
            return colors_of_cmyk(image, space);
        default:
            return converted_by_vips(image);
    }
}

Sample sample_of(const OpenedImage& image) {
    switch (image.samples()) {
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

}  // namespace photolibrary::image
