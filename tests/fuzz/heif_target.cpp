// The boxes of HEIC and AVIF, down to the colours that they name.
#include "fuzz/fuzz.hpp"
#include "image/color/color_profile.hpp"
#include "image/vips/heif_boxes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace photolibrary;
    const auto blob = fuzz::blob_of(data, size);
    if (!blob) return 0;
    const image::HeifPicture picture = image::read_heif_boxes(*blob);
    for (const image::HeifColors& colors : {picture.colors, picture.thumbnail.value_or(image::HeifColors{})}) {
        fuzz::require(!colors.has_profile || !colors.encoding, "a profile goes before numbers");
        const image::Header header{.model = image::ColorModel::Rgb, .encoding = colors.encoding};
        const std::size_t length = image::ColorSpace::of(header).name().size();
        fuzz::require(length >= 1 && length <= 64, "a space's name has 1 to 64 bytes");
    }
    return 0;
}
