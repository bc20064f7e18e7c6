#include "palette/sharpener.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace photolibrary::palette {

namespace {

constexpr std::size_t channels = 3;
constexpr std::size_t bytes_a_block = 16;

constexpr std::int16_t sixteenths_at(std::uint8_t scale_eighths) noexcept {
    if (scale_eighths == 1) return 8;
    return scale_eighths == 2 ? 6 : 4;
}

using Block = std::array<std::uint8_t, bytes_a_block>;
using Words = std::array<std::int16_t, bytes_a_block>;

Words words_at(const std::uint8_t* bytes) noexcept {
    Words words;
    for (std::size_t i = 0; i < bytes_a_block; ++i)
        words[i] = bytes[i];
    return words;
}

/// Loops of fixed length over arrays of their own are what compilers turn into vector code.
Block sharpened_block(const std::uint8_t* above, const std::uint8_t* row, const std::uint8_t* below,
                      std::int16_t sixteenths) noexcept {
    const Words up = words_at(above);
    const Words down = words_at(below);
    const Words left = words_at(row);
    const Words own = words_at(row + channels);
    const Words right = words_at(row + 2 * channels);
    Block result;
    for (std::size_t i = 0; i < bytes_a_block; ++i) {
        const auto difference = static_cast<std::int16_t>(4 * own[i] - up[i] - down[i] - left[i] - right[i]);
        const auto move = static_cast<std::int16_t>(difference * sixteenths + 32);
        const auto moved = static_cast<std::int16_t>(own[i] + (move >> 6));
        result[i] = static_cast<std::uint8_t>(moved < 0 ? 0 : moved > 255 ? 255 : moved);
    }
    return result;
}

}  // namespace

Sharpener::Sharpener(std::size_t width, std::uint8_t scale_eighths)
    : bytes_(width * channels), sixteenths_(sixteenths_at(scale_eighths)) {
    const std::size_t padded = (bytes_ + bytes_a_block - 1) / bytes_a_block * bytes_a_block;
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
    for (std::size_t i = 0; i < result_.size(); i += bytes_a_block) {
        const Block sharp =
            sharpened_block(above.data() + channels + i, row.data() + i, below.data() + channels + i, sixteenths_);
        std::copy(sharp.begin(), sharp.end(), result_.data() + i);
    }
    return std::span(result_).first(bytes_);
}

}  // namespace photolibrary::palette
