#include "image/vips/tiff_checks.hpp"

#include <cstddef>
#include <string>

#include "image/failures.hpp"
#include "image/tiff_directory.hpp"

namespace photolibrary::image {
namespace {

/// libvips takes Y, Cb and Cr that it does not convert for R G B.
std::optional<core::Failure> refused_colors(const TiffSamples& samples) {
    if (!samples.is_raw_ycc) return std::nullopt;
    return unsupported("Y, Cb and Cr in a TIFF are supported only with JPEG compression");
}

}  // namespace

std::optional<core::Failure> why_tiff_not_opened(const core::Blob& blob) {
    const TiffSamples samples = read_tiff_samples(blob);
    const bool is_power_of_two = (samples.bits & (samples.bits - 1)) == 0;
    const bool can_be_read = samples.is_float ? samples.bits == 32 : samples.bits <= 32 && is_power_of_two;
    if (samples.bits == 0 || can_be_read) return refused_colors(samples);
    return unsupported(std::string(samples.is_float ? "floating-point samples" : "samples") + " of " +
                       std::to_string(samples.bits) + " bits are not supported");
}

std::optional<core::Failure> check_tiff_colors(const core::Blob& blob, const OpenedImage& image) {
    const TiffSamples samples = read_tiff_samples(blob);
    if (static_cast<int>(samples.a_pixel) != image.bands()) return std::nullopt;
    return refused_colors(samples);
}

std::optional<core::Failure> check_tiff_floats(const core::Blob& blob) {
    if (!read_tiff_samples(blob).is_premultiplied) return std::nullopt;
    return unsupported("floating-point colours multiplied with alpha are not supported");
}

float opaque_alpha(const OpenedImage& image, const core::StopToken& stop) {
    constexpr float as_bytes = 255, beyond_one = 2;  // some are a little more than 1
    if (!image) return 1;
    PixelWindow window(image);
    const int width = static_cast<int>(image.width()), height = static_cast<int>(image.height());
    const auto bands = static_cast<std::size_t>(image.bands());
    for (int row = 0; window && row < height && !stop.stop_requested(); ++row) {
        if (!window.prepare({0, row, width, 1})) break;  // to be found again
        const auto bytes = window.row(row);
        const auto* samples = reinterpret_cast<const float*>(bytes.data());
        for (std::size_t i = bands - 1; i < bytes.size() / sizeof(float); i += bands) {
            if (samples[i] > beyond_one) return as_bytes;
        }
    }
    return 1;
}

}  // namespace photolibrary::image
