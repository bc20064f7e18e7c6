#include "image/color/light_tables.hpp"

#include "image/color/tone_curve.hpp"

namespace photolibrary::image {

SrgbEncoder::SrgbEncoder() noexcept {
    const ToneCurve curve = ToneCurve::srgb();
    std::size_t entry = 0;
    for (unsigned level = 0; level < 255; ++level) {
        const double border = curve((level + 0.5) / 255) * (1U << bits);
        for (; static_cast<double>(entry) < border; ++entry)
            levels_[entry] = static_cast<std::uint8_t>(level);
    }
    for (; entry < levels_.size(); ++entry)
        levels_[entry] = 255;
}

const SrgbEncoder& SrgbEncoder::instance() noexcept {
    static const SrgbEncoder encoder;
    return encoder;
}

}  // namespace photolibrary::image
