// Filters and layouts of PNG rows, without the checksums and the compression that keep mutations out of them.
#include <algorithm>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "image/png/png_rows.hpp"

namespace {

using namespace photolibrary;

std::vector<std::uint8_t> take(std::span<const std::uint8_t>& rest, std::size_t count) {
    const auto part = rest.first(std::min(count, rest.size()));
    rest = rest.subspan(part.size());
    return {part.begin(), part.end()};
}

/// Rows as the decoder reads them: a filter's number, then the samples.
void expand_rows(const image::PngLayout& layout, image::PngExpander& expander, std::span<const std::uint8_t> rest) {
    const auto row_bytes = static_cast<std::size_t>(layout.row_bytes(layout.width));
    std::vector<std::uint8_t> above(row_bytes);
    while (!rest.empty()) {
        const unsigned filter = take(rest, 1)[0];
        std::vector<std::uint8_t> row = take(rest, row_bytes);
        row.resize(row_bytes);
        const bool known = image::unfilter_png_row(filter, layout.filter_distance(), row, above);
        fuzz::require(known == (filter <= 4), "there are five filters");
        const auto pixels = expander.expand(row, layout.width);
        fuzz::require(pixels.size() == layout.width * expander.bands(), "a row has all of its pixels");
        row.swap(above);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t head = 6;
    if (size < head) return 0;
    image::PngLayout layout;
    layout.width = 1 + data[0];
    layout.height = 1;
    layout.depth = static_cast<std::uint8_t>(1U << (data[1] % 5));
    layout.color_type = data[2] % 7;
    if (!layout.valid()) return 0;
    std::span<const std::uint8_t> rest(data + head, size - head);
    auto palette = take(rest, data[3] * 3U);
    auto transparency = take(rest, data[4]);
    image::PngExpander expander(layout, std::move(palette), std::move(transparency));
    expand_rows(layout, expander, rest);
    return 0;
}
