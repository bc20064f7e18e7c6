#include "palette/sharpener.hpp"

#include <algorithm>
#include <utility>

namespace photolibrary::palette {

namespace {

constexpr std::size_t channels = 3;
constexpr std::size_t block = 16;

constexpr std::int16_t sixteenths_at(std::uint8_t scale_eighths) noexcept {
    if (scale_eighths == 1) return 8;
    return scale_eighths == 2 ? 6 : 4;
}

/// Loops over blocks of fixed length are what compilers turn into vector code.
void sharpen_block(const std::uint8_t* above, const std::uint8_t* row, const std::uint8_t* below,
                   std::int16_t sixteenths, std::uint8_t* result) noexcept {
    for (std::size_t i = 0; i < block; ++i) {
        const auto neighbours = static_cast<std::int16_t>(above[i] + below[i] + row[i] + row[i + 2 * channels]);
        const std::int16_t own = row[i + channels];
        const auto move = static_cast<std::int16_t>(sixteenths * static_cast<std::int16_t>(4 * own - neighbours));
        const auto moved = static_cast<std::int16_t>(own + ((move + 32) >> 6));
        result[i] = static_cast<std::uint8_t>(std::clamp<std::int16_t>(moved, 0, 255));
    }
}

}  // namespace

Sharpener::Sharpener(std::size_t width, std::uint8_t scale_eighths)
    : bytes_(width * channels), sixteenths_(sixteenths_at(scale_eighths)) {
    const std::size_t padded = (bytes_ + block - 1) / block * block;
    for (Row* row : {&above_, &row_, &next_})
        row->resize(padded + 2 * channels);
    result_.resize(padded);
}

std::span<const std::uint8_t> Sharpener::add(std::span<const std::uint8_t> row) {
    std::copy_n(row.data(), bytes_, next_.data() + channels);
    std::copy_n(row.data(), channels, next_.data());
    std::copy_n(row.data() + bytes_ - channels, channels, next_.data() + channels + bytes_);
    const std::span<const std::uint8_t> before =
        rows_ == 0 ? std::span<const std::uint8_t>() : sharpened(rows_ == 1 ? row_ : above_, row_, next_);
    std::swap(above_, row_);
    std::swap(row_, next_);
    ++rows_;
    return before;
}

std::span<const std::uint8_t> Sharpener::finish() {
    const std::size_t rows = std::exchange(rows_, 0);
    if (rows == 0) return {};
    return sharpened(rows == 1 ? row_ : above_, row_, row_);
}

std::span<const std::uint8_t> Sharpener::sharpened(const Row& above, const Row& row, const Row& below) {
    for (std::size_t i = 0; i < result_.size(); i += block)
        sharpen_block(above.data() + channels + i, row.data() + i, below.data() + channels + i, sixteenths_,
                      result_.data() + i);
    return std::span(result_).first(bytes_);
}

}  // namespace photolibrary::palette
