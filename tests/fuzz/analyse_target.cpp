// The whole way from bytes to a palette, for the formats whose headers are read here (GIF is decoded by libvips, WebP
// by libwebp). The size of the input chooses the options.
#include "analysis/analyse.hpp"
#include "fuzz/fuzz.hpp"
#include "image/formats.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace photolibrary;
    const auto blob = fuzz::blob_of(data, size);
    if (!blob) return 0;
    const auto header = image::probe(*blob, fuzz::limits());
    if (!header || !image::row_of(header.value().format).header_knows_size()) return 0;
    analysis::Options options;
    options.colors = static_cast<int>(1 + size % 32);
    options.style = size / 32 % 2 == 0 ? palette::Style::Accent : palette::Style::Representative;
    options.limits = fuzz::limits();
    const auto analysis = analysis::analyse(*blob, options, {});
    if (!analysis) {
        fuzz::require_answer(analysis.failure());
        return 0;
    }
    const auto& swatches = analysis.value().palette.swatches;
    fuzz::require(!swatches.empty() && swatches.size() <= static_cast<std::size_t>(options.colors),
                  "there are 1 to as many swatches as asked for");
    // A GIF's frame may be larger than the file says: libvips grows the canvas.
    fuzz::require(
        header.value().format == image::Format::Gif || (analysis.value().width == header.value().displayed_width() &&
                                                        analysis.value().height == header.value().displayed_height()),
        "a palette's size is the image's");
    return 0;
}
