// The headers of all formats that are probed here: JPEG, PNG, GIF, WebP, with EXIF and profiles, and JPEG XL.
#include "fuzz/fuzz.hpp"
#include "image/formats.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace photolibrary;
    const auto blob = fuzz::blob_of(data, size);
    if (!blob) return 0;
    const auto probed = image::probe(*blob, fuzz::limits());
    if (!probed) {
        fuzz::require_answer(probed.failure());
        return 0;
    }
    const image::Header& header = probed.value();
    fuzz::require(header.orientation >= 1 && header.orientation <= 8, "an orientation is 1 to 8");
    fuzz::require(header.profile.size() <= core::max_profile_bytes, "a profile has a limit");
    fuzz::require(header.pixels() <= fuzz::limits().max_pixels, "the limit of pixels holds");
    fuzz::require(!image::row_of(header.format).header_knows_size() || header.pixels() > 0,
                  "our own parsers know the size");
    return 0;
}
