// The PNG decoder, through the probe: chunks, checksums, interlacing.
#include "fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    photolibrary::fuzz::decode_as(photolibrary::image::Format::Png, data, size);
    return 0;
}
