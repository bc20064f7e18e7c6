// The boxes of HEIC and AVIF, down to the colours that they name.
#include "fuzz/fuzz.hpp"
#include "image/color_profile.hpp"
#include "image/heif_boxes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace photolibrary;
    const auto blob = fuzz::blob_of(data, size);
    if (!blob) return 0;
    const image::HeifPicture picture = image::read_heif_boxes(*blob);
    fuzz::require(!picture.has_profile || !picture.encoding, "a profile goes before numbers");
    const auto space =
        image::ColorSpace::of(image::Header{.model = image::ColorModel::Rgb, .encoding = picture.encoding});
    fuzz::require(!space.name().empty() && space.name().size() <= 64, "a space's name has 1 to 64 bytes");
    return 0;
}
