#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "image/color/color_transform.hpp"

namespace photolibrary::image {

/// The smallest of these that holds what is seen of an image.
enum class Gamut : std::uint8_t { Srgb, DisplayP3, Wider };

inline constexpr std::size_t gamut_count = 3;

/// The smallest gamut that shows a colour as it is: within 0.02 (deltaEOK, about what an eye can tell) after its
/// channels are cut off to what the gamut has. Channels of -0.0005 to 1.02 are never beyond it.
Gamut gamut_of(const LinearRgb& light) noexcept;

/// Measures how much of an image lies beyond sRGB while its pixels are converted. Noise does not reach it: a gamut
/// counts as seen if more than a thousandth of the pixels, weighted by their alpha, need it.
///
/// It costs nothing where the conversion makes no colours beyond sRGB. Elsewhere only pixels are looked at whose
/// conversion ended at the border of sRGB, and the more there are of them the fewer: all of the first 4096, then half
/// of twice as many, and so on.
class GamutMeter {
  public:
    /// transform: what converts the pixels to sRGB; null if they are sRGB. channels: of a pixel before.
    GamutMeter(std::shared_ptr<const ColorTransform> transform, std::size_t channels);

    /// Pixels before and after the conversion; shown as R G B, or as R G B A (has_alpha).
    void add(std::span<const std::uint8_t> pixels, std::span<const std::uint8_t> shown, bool has_alpha);
    void add(std::span<const std::uint16_t> pixels, std::span<const std::uint8_t> shown, bool has_alpha);

    /// What was seen so far.
    Gamut seen();

  private:
    static constexpr std::size_t batch = 64;

    template <class Sample>
    void add_samples(std::span<const Sample> pixels, std::span<const std::uint8_t> shown, bool has_alpha);
    template <class Sample>
    void note(const Sample* pixel, std::uint8_t alpha);
    void judge();
    bool is_enough(std::uint64_t weight) const noexcept;

    std::shared_ptr<const ColorTransform> transform_;  ///< null if there is nothing to measure
    std::size_t channels_;
    std::array<std::uint16_t, batch * 4> pixels_{};  ///< to be judged
    std::array<std::uint8_t, batch> alphas_{};
    std::size_t waiting_ = 0;
    std::uint32_t step_ = 1;  ///< of so many pixels one is judged, and stands for all
    std::uint32_t passed_over_ = 0;
    std::uint32_t judged_ = 0;  ///< at this step
    std::uint64_t total_ = 0;   ///< alpha of all pixels
    std::uint64_t beyond_srgb_ = 0;
    std::uint64_t beyond_p3_ = 0;
};

}  // namespace photolibrary::image
