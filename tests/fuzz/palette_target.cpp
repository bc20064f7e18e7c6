// Counting and quantising any pixels. The first byte chooses the number of colours and the style, the second how often
// each pixel is counted and whether there is alpha.
#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "palette/color_counts.hpp"
#include "palette/quantize.hpp"

namespace {

using namespace photolibrary;

constexpr std::size_t most_pixels = 1024;

struct Picture {
    std::vector<std::uint8_t> pixels;
    std::size_t channels = 3;
    unsigned repeats = 1;

    palette::ColorCounts counts() const {
        palette::ColorCounts counts(pixels.size() / channels);
        for (unsigned i = 0; i < repeats; ++i)
            channels == 4 ? counts.add_rgba(pixels) : counts.add_rgb(pixels);
        return counts;
    }

    Picture reversed() const {
        Picture other = *this;
        std::reverse(other.pixels.begin(), other.pixels.end());
        for (std::size_t i = 0; i < other.pixels.size(); i += channels)
            std::reverse(other.pixels.begin() + static_cast<std::ptrdiff_t>(i),
                         other.pixels.begin() + static_cast<std::ptrdiff_t>(i + channels));
        return other;
    }
};

void check(const palette::Palette& palette, std::size_t asked) {
    const auto& swatches = palette.swatches;
    fuzz::require(!swatches.empty() && swatches.size() <= asked, "there are 1 to as many swatches as asked for");
    double sum = 0;
    std::set<std::uint32_t> seen;
    for (std::size_t i = 0; i < swatches.size(); ++i) {
        sum += swatches[i].share;
        fuzz::require(swatches[i].share >= 0, "no share is below 0");
        fuzz::require(i == 0 || swatches[i - 1].share >= swatches[i].share, "shares fall");
        fuzz::require(seen.insert(swatches[i].color.packed()).second, "no two swatches have one colour");
    }
    fuzz::require(std::abs(sum - 1) < 1e-6, "shares sum to 1");
}

void require_same(const palette::Palette& a, const palette::Palette& b) {
    const bool same = std::equal(a.swatches.begin(), a.swatches.end(), b.swatches.begin(), b.swatches.end(),
                                 [](const auto& x, const auto& y) { return x.color == y.color && x.share == y.share; });
    fuzz::require(same && a.average == b.average && a.monochrome == b.monochrome, "the order of pixels is no matter");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    Picture picture;
    picture.channels = 3 + (data[1] & 1U);
    picture.repeats = 1 + (data[1] >> 4);
    const std::size_t count = std::min((size - 2) / picture.channels, most_pixels);
    if (count == 0) return 0;
    picture.pixels.assign(data + 2, data + 2 + count * picture.channels);

    const int colors = 1 + data[0] % 32;
    const auto style = data[0] < 128 ? palette::Style::Accent : palette::Style::Representative;
    const auto palette = palette::quantize(picture.counts(), colors, style, {});
    check(palette, static_cast<std::size_t>(colors));
    require_same(palette, palette::quantize(picture.reversed().counts(), colors, style, {}));
    return 0;
}
