#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "palette/fixed_oklab.hpp"

namespace photolibrary::palette {

/// A sum of weighted points. Exact: see Points for the range.
struct WeightedSum {
    std::int64_t weight = 0;
    std::int64_t lightness = 0;
    std::int64_t a = 0;
    std::int64_t b = 0;

    void add(FixedOklab point, std::int64_t point_weight) noexcept {
        weight += point_weight;
        lightness += point_weight * point.lightness;
        a += point_weight * point.a;
        b += point_weight * point.b;
    }

    WeightedSum& operator+=(const WeightedSum& other) noexcept {
        weight += other.weight;
        lightness += other.lightness;
        a += other.a;
        b += other.b;
        return *this;
    }

    friend WeightedSum operator-(const WeightedSum& one, const WeightedSum& other) noexcept {
        return {one.weight - other.weight, one.lightness - other.lightness, one.a - other.a, one.b - other.b};
    }

    /// Precondition: weight > 0.
    FixedOklab mean() const noexcept {
        const auto rounded = [this](std::int64_t sum) {
            return static_cast<std::int16_t>((2 * sum + (sum < 0 ? -weight : weight)) / (2 * weight));
        };
        return {rounded(lightness), rounded(a), rounded(b)};
    }
};

/// Weighted points of OKLab, one array for each coordinate. The weights of all points together stay below 2^31, so
/// that weighted sums of coordinates, squared distances and gains fit 64 bits.
/// The arrays are padded to whole blocks with points of weight 0: loops over one block have a fixed length, which is
/// what compilers need to vectorise them.
class Points {
  public:
    static constexpr std::size_t block = 16;
    static constexpr std::uint64_t max_total_weight = (std::uint64_t{1} << 31) - 1;

    void reserve(std::size_t count) {
        const std::size_t padded = count + block;
        lightness_.reserve(padded);
        a_.reserve(padded);
        b_.reserve(padded);
        weight_.reserve(padded);
    }

    void add(FixedOklab point, std::uint32_t weight) {
        if (size_ == weight_.size()) pad();
        lightness_[size_] = point.lightness;
        a_[size_] = point.a;
        b_[size_] = point.b;
        weight_[size_] = weight;
        ++size_;
    }

    std::size_t size() const noexcept { return size_; }
    std::size_t padded_size() const noexcept { return weight_.size(); }

    FixedOklab operator[](std::size_t i) const noexcept { return {lightness_[i], a_[i], b_[i]}; }
    std::uint32_t weight(std::size_t i) const noexcept { return weight_[i]; }

    const std::int16_t* lightness() const noexcept { return lightness_.data(); }
    const std::int16_t* a() const noexcept { return a_.data(); }
    const std::int16_t* b() const noexcept { return b_.data(); }
    const std::uint32_t* weights() const noexcept { return weight_.data(); }

  private:
    void pad() {
        const std::size_t padded = weight_.size() + block;
        lightness_.resize(padded);
        a_.resize(padded);
        b_.resize(padded);
        weight_.resize(padded);
    }

    std::vector<std::int16_t> lightness_;
    std::vector<std::int16_t> a_;
    std::vector<std::int16_t> b_;
    std::vector<std::uint32_t> weight_;
    std::size_t size_ = 0;
};

}  // namespace photolibrary::palette
