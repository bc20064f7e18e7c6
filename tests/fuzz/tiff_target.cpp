// The first directory of a TIFF structure, as in EXIF, read from anywhere in a file.
#include "fuzz/fuzz.hpp"
#include "image/tiff_directory.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace photolibrary;
    const auto blob = fuzz::blob_of(data, size);
    if (!blob) return 0;
    image::ByteReader reader(*blob);
    // The first byte moves the structure's place, so that it may begin and end outside of the data.
    const std::uint64_t start = 1 + data[0] % 16U;
    const std::uint64_t length = data[0] < 128 ? size : UINT64_MAX - start;
    const std::uint8_t orientation = image::exif_orientation(reader, start, length);
    fuzz::require(orientation >= 1 && orientation <= 8, "an orientation is 1 to 8");
    const image::TiffDirectory directory(reader, start, length);
    for (const std::uint16_t tag :
         {std::uint16_t{0x0100}, std::uint16_t{0x0101}, std::uint16_t{0x0102}, std::uint16_t{0x0112}})
        static_cast<void>(directory.value(tag));
    static_cast<void>(image::read_tiff_samples(*blob));
    return 0;
}
