// Embedded colour profiles. The first byte chooses the image's model.
#include <array>

#include "fuzz/fuzz.hpp"
#include "image/color/color_profile.hpp"
#include "image/color/gamut.hpp"

namespace {

using namespace photolibrary;

void require_name(const std::string& name) {
    fuzz::require(!name.empty() && name.size() <= 64, "a space's name has 1 to 64 bytes");
    for (const char c : name)
        fuzz::require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "a space's name has no control characters");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    constexpr std::array models = {image::ColorModel::Grey, image::ColorModel::Rgb, image::ColorModel::Cmyk};
    image::Header header;
    header.model = models[data[0] % models.size()];
    const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
    header.profile.assign(bytes.begin(), bytes.end());

    const image::ColorSpace space = image::ColorSpace::of(header);
    require_name(space.name());
    fuzz::require(space.same_effect_as(space), "a space equals itself");
    static_cast<void>(space.same_effect_as(image::ColorSpace()));
    const auto transform = space.transform();
    fuzz::require(!space.is_srgb() || transform == nullptr, "sRGB needs no transform");
    if (transform == nullptr) return 0;
    constexpr std::size_t count = 64;
    std::array<std::uint8_t, count * 4> in{};
    for (std::size_t i = 0; i < in.size(); ++i)
        in[i] = static_cast<std::uint8_t>(i * 37);
    std::array<std::uint8_t, count * 3> out{};
    transform->convert(in.data(), out.data(), count);
    std::array<std::uint16_t, count * 4> wide{};
    for (std::size_t i = 0; i < wide.size(); ++i)
        wide[i] = static_cast<std::uint16_t>(i * 9473);
    transform->convert16(wide.data(), out.data(), count);
    const std::size_t channels = header.model == image::ColorModel::Grey  ? 1
                                 : header.model == image::ColorModel::Rgb ? 3
                                                                          : 4;
    image::GamutMeter meter(transform, channels);
    meter.add(std::span<const std::uint16_t>(wide).first(count * channels), out, false);
    const image::Gamut gamut = meter.seen();
    fuzz::require(header.model != image::ColorModel::Grey || gamut == image::Gamut::Srgb, "grey lies within sRGB");
    return 0;
}
