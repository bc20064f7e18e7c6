#include "image/png/png_rows.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace photolibrary::image {
namespace {

constexpr unsigned palette_type = 3;
constexpr unsigned color_bit = 2;
constexpr unsigned alpha_bit = 4;

/// PNG 9.4: of left, above and upper left, the one nearest to left + above - upper left.
std::uint8_t paeth(int left, int above, int upper_left) noexcept {
    const int to_left = std::abs(above - upper_left);
    const int to_above = std::abs(left - upper_left);
    const int to_upper_left = std::abs(left + above - 2 * upper_left);
    const int nearest = to_above <= to_upper_left ? above : upper_left;
    return static_cast<std::uint8_t>(to_left <= to_above && to_left <= to_upper_left ? left : nearest);
}

/// The distance is a constant, so that the compiler keeps a whole pixel in registers.
template <std::size_t distance>
void undo_sub(std::span<std::uint8_t> row) noexcept {
    for (std::size_t i = distance; i < row.size(); ++i)
        row[i] = static_cast<std::uint8_t>(row[i] + row[i - distance]);
}

template <std::size_t distance>
void undo_average(std::span<std::uint8_t> row, std::span<const std::uint8_t> above) noexcept {
    const std::size_t first = std::min(distance, row.size());
    for (std::size_t i = 0; i < first; ++i)
        row[i] = static_cast<std::uint8_t>(row[i] + above[i] / 2);
    for (std::size_t i = first; i < row.size(); ++i) {
        row[i] = static_cast<std::uint8_t>(row[i] + (row[i - distance] + above[i]) / 2);
    }
}

template <std::size_t distance>
void undo_paeth(std::span<std::uint8_t> row, std::span<const std::uint8_t> above) noexcept {
    std::array<std::uint8_t, distance> left{};
    std::array<std::uint8_t, distance> upper_left{};
    for (std::size_t i = 0; i + distance <= row.size(); i += distance) {
        for (std::size_t j = 0; j < distance; ++j) {
            const std::uint8_t up = above[i + j];
            left[j] = static_cast<std::uint8_t>(row[i + j] + paeth(left[j], up, upper_left[j]));
            upper_left[j] = up;
            row[i + j] = left[j];
        }
    }
}

template <std::size_t distance>
bool undo(unsigned filter, std::span<std::uint8_t> row, std::span<const std::uint8_t> above) noexcept {
    switch (filter) {
        case 0:
            return true;
        case 1:
            undo_sub<distance>(row);
            return true;
        case 2:
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] = static_cast<std::uint8_t>(row[i] + above[i]);
            return true;
        case 3:
            undo_average<distance>(row, above);
            return true;
        case 4:
            undo_paeth<distance>(row, above);
            return true;
        default:
            return false;
    }
}

unsigned sample_at(std::span<const std::uint8_t> row, unsigned depth, std::size_t index) noexcept {
    if (depth == 8) return row[index];
    if (depth == 16) return (unsigned{row[index * 2]} << 8) | row[index * 2 + 1];
    const std::size_t bit = index * depth;
    return (row[bit / 8] >> (8 - depth - bit % 8)) & ((1U << depth) - 1);
}

/// Rounded to the nearest.
std::uint8_t to_8_bits(unsigned sample, unsigned depth) noexcept {
    if (depth == 8) return static_cast<std::uint8_t>(sample);
    if (depth == 16) return static_cast<std::uint8_t>((sample * 255U + 32895U) >> 16);
    return static_cast<std::uint8_t>(sample * 255U / ((1U << depth) - 1));
}

}  // namespace

bool PngLayout::valid() const noexcept {
    switch (color_type) {
        case 0:
            return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
        case palette_type:
            return depth == 1 || depth == 2 || depth == 4 || depth == 8;
        case 2:
        case 4:
        case 6:
            return depth == 8 || depth == 16;
        default:
            return false;
    }
}

unsigned PngLayout::samples_a_pixel() const noexcept {
    if (color_type == palette_type) return 1;
    return ((color_type & color_bit) != 0 ? 3 : 1) + ((color_type & alpha_bit) != 0 ? 1 : 0);
}

std::uint64_t PngLayout::row_bytes(std::uint64_t pixels) const noexcept {
    return (pixels * samples_a_pixel() * depth + 7) / 8;
}

std::size_t PngLayout::filter_distance() const noexcept {
    return std::max<std::size_t>(1, std::size_t{samples_a_pixel()} * depth / 8);
}

bool unfilter_png_row(unsigned filter, std::size_t distance, std::span<std::uint8_t> row,
                      std::span<const std::uint8_t> above) noexcept {
    switch (distance) {
        case 1:
            return undo<1>(filter, row, above);
        case 2:
            return undo<2>(filter, row, above);
        case 3:
            return undo<3>(filter, row, above);
        case 4:
            return undo<4>(filter, row, above);
        case 6:
            return undo<6>(filter, row, above);
        default:
            return undo<8>(filter, row, above);
    }
}

PngExpander::PngExpander(const PngLayout& layout, std::vector<std::uint8_t> palette,
                         std::vector<std::uint8_t> transparency, bool wide)
    : layout_(layout), wide_(wide && layout.depth == 16) {
    const bool has_palette = layout.color_type == palette_type;
    palette_.fill({0, 0, 0, 255});
    for (std::size_t i = 0; i < std::min<std::size_t>(palette.size() / 3, palette_.size()); ++i) {
        std::copy_n(palette.data() + i * 3, 3, palette_[i].data());
    }
    for (std::size_t i = 0; has_palette && i < std::min(transparency.size(), palette_.size()); ++i) {
        palette_[i][3] = transparency[i];
    }
    const unsigned samples = layout.samples_a_pixel();
    if (!has_palette && (layout.color_type & alpha_bit) == 0 && transparency.size() >= std::size_t{samples} * 2) {
        transparent_color_.emplace();
        for (unsigned i = 0; i < samples; ++i) {
            (*transparent_color_)[i] = static_cast<std::uint16_t>(sample_at(transparency, 16, i));
        }
    }
    bands_ = has_palette ? (transparency.empty() ? 3 : 4) : samples + (transparent_color_ ? 1 : 0);
}

std::span<const std::uint8_t> PngExpander::expand(std::span<const std::uint8_t> row, std::size_t count) {
    const bool as_it_is = layout_.depth == 8 && layout_.color_type != palette_type && !transparent_color_;
    if (as_it_is) return row;
    pixels_.resize(count * bands_ * (wide_ ? 2 : 1));
    if (layout_.color_type == palette_type) {
        expand_palette(row, count);
    } else {
        expand_samples(row, count);
    }
    return pixels_;
}

void PngExpander::expand_palette(std::span<const std::uint8_t> row, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        std::copy_n(palette_[sample_at(row, layout_.depth, i)].data(), bands_, pixels_.data() + i * bands_);
    }
}

void PngExpander::expand_samples(std::span<const std::uint8_t> row, std::size_t count) {
    const std::size_t samples = layout_.samples_a_pixel();
    for (std::size_t i = 0; i < count; ++i) {
        bool transparent = transparent_color_.has_value();
        for (std::size_t j = 0; j < samples; ++j) {
            const unsigned sample = sample_at(row, layout_.depth, i * samples + j);
            transparent = transparent && sample == (*transparent_color_)[j];
            put(i * bands_ + j, sample);
        }
        if (transparent_color_) put(i * bands_ + samples, transparent ? 0 : (1U << layout_.depth) - 1);
    }
}

/// sample: of the layout's depth.
void PngExpander::put(std::size_t index, unsigned sample) noexcept {
    if (!wide_) {
        pixels_[index] = to_8_bits(sample, layout_.depth);
        return;
    }
    const auto value = static_cast<std::uint16_t>(sample);
    std::memcpy(pixels_.data() + index * 2, &value, 2);
}

}  // namespace photolibrary::image
