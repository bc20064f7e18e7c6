// The JPEG decoder, through the probe.
#include "fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    photolibrary::fuzz::decode_as(photolibrary::image::Format::Jpeg, data, size);
    return 0;
}
