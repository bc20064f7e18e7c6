#include "image/color/matrix_transform.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "image/color/hdr_transform.hpp"
#include "image/color/light_tables.hpp"

namespace photolibrary::image {
namespace {

/// The least and the most light that a matrix makes of light from 0 to 1 in each channel.
struct Span {
    double least = 0;
    double most = 0;

    explicit Span(const ColorMatrix& matrix) noexcept {
        for (const auto& row : matrix) {
            least = std::min(least, std::min(row[0], 0.0) + std::min(row[1], 0.0) + std::min(row[2], 0.0));
            most = std::max(most, std::max(row[0], 0.0) + std::max(row[1], 0.0) + std::max(row[2], 0.0));
        }
    }

    bool fits(double largest) const noexcept { return most - least < largest; }
};

class MatrixTransform final : public ColorTransform {
  public:
    static constexpr double largest_span = 7.9;

    /// Precondition: Span(to_srgb).fits(largest_span).
    MatrixTransform(const std::array<ToneCurve, 3>& curves, const ColorMatrix& to_srgb, SampleRange range)
        : range_(range) {
        const Span span(to_srgb);
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const ToneCurve& curve = curves[channel];
            for (unsigned sample = 0; sample < 256; ++sample) {
                const double light = curve(range(range.widened(sample)));
                shares_[channel][sample] = share_of(light, to_srgb, channel, channel == 0 ? -span.least : 0);
            }
            light_.emplace_back([&](double place) { return curve(range(place * 65535)); }, light_bits);
            for (std::size_t i = 0; i < 3; ++i)
                matrix_[i][channel] = fixed(to_srgb[i][channel], factor_bits);
        }
        levels_.resize(static_cast<std::size_t>((span.most - span.least) * (1U << index_bits)) + 3);
        for (std::size_t i = 0; i < levels_.size(); ++i) {
            const double light = static_cast<double>(i) / (1U << index_bits) + span.least;
            levels_[i] = SrgbEncoder::instance()(fixed(light, light_bits));
        }
    }

    void convert(const std::uint8_t* in, std::uint8_t* out, std::size_t count) const noexcept override {
        constexpr std::uint64_t mask = (1U << (field_bits - index_shift)) - 1;
        const auto* const red = shares_[0].data();
        const auto* const green = shares_[1].data();
        const auto* const blue = shares_[2].data();
        const std::uint8_t* const levels = levels_.data();
        for (const std::uint8_t* end = in + count * 3; in != end; in += 3, out += 3) {
            const std::uint64_t sum = red[in[0]] + green[in[1]] + blue[in[2]];
            out[0] = levels[(sum >> index_shift) & mask];
            out[1] = levels[(sum >> (field_bits + index_shift)) & mask];
            out[2] = levels[sum >> (2 * field_bits + index_shift)];
        }
    }

    void convert16(const std::uint16_t* in, std::uint8_t* out, std::size_t count) const noexcept override {
        const SrgbEncoder& encode = SrgbEncoder::instance();
        for (const std::uint16_t* end = in + count * 3; in != end; in += 3, out += 3) {
            const auto light = light_of(in);
            for (std::size_t i = 0; i < 3; ++i)
                out[i] = encode(light[i]);
        }
    }

    void unclipped(const std::uint16_t* in, LinearRgb* out, std::size_t count) const noexcept override {
        for (std::size_t pixel = 0; pixel < count; ++pixel)
            out[pixel] = linear_rgb(light_of(in + pixel * 3));
    }

    std::uint16_t widened(std::uint8_t sample) const noexcept override { return range_.widened(sample); }

  private:
    static constexpr int factor_bits = 20;

    std::array<std::int32_t, 3> light_of(const std::uint16_t* in) const noexcept {
        std::array<std::int64_t, 3> light{};
        for (std::size_t i = 0; i < 3; ++i)
            light[i] = light_[i].at_sample(in[i]);
        std::array<std::int32_t, 3> out{};
        for (std::size_t i = 0; i < 3; ++i) {
            const std::int64_t sum = matrix_[i][0] * light[0] + matrix_[i][1] * light[1] + matrix_[i][2] * light[2];
            out[i] = static_cast<std::int32_t>(sum >> factor_bits);
        }
        return out;
    }

    // A number holds red, green and blue in fields of 21 bits, so that one addition adds all three. 1 is 2^18 in each.
    static constexpr int field_bits = 21;
    static constexpr int share_bits = 18;
    static constexpr int index_bits = 14;  // of levels_: a step is a fifth of a level where sRGB's curve is steepest
    static constexpr int index_shift = share_bits - index_bits;

    /// What a sample of one channel adds to red, green and blue. offset goes to all three, and a half for rounding with
    /// it; together with it no sum is below 0.
    static std::uint64_t share_of(double light, const ColorMatrix& to_srgb, std::size_t channel, double offset) {
        std::uint64_t share = 0;
        for (std::size_t i = 3; i-- > 0;) {
            std::int64_t value = fixed(light * to_srgb[i][channel] + offset, share_bits);
            if (channel == 0) value += std::int64_t{1} << (index_shift - 1);
            share = (share << field_bits) + static_cast<std::uint64_t>(value);
        }
        return share;
    }

    SampleRange range_;
    std::array<std::array<std::uint64_t, 256>, 3> shares_{};
    std::vector<std::uint8_t> levels_;  ///< of a field of the sum
    std::vector<LineTable> light_;      ///< of samples of 16 bits
    std::array<std::array<std::int64_t, 3>, 3> matrix_{};
};

/// Grey of 8 bits from a table, of 16 bits by way of R G B.
class GreyTransform final : public ColorTransform {
  public:
    explicit GreyTransform(std::shared_ptr<const ColorTransform> rgb) : rgb_(std::move(rgb)) {
        std::array<std::uint8_t, std::size_t{256} * 3> levels{};
        for (std::size_t i = 0; i < levels.size(); ++i)
            levels[i] = static_cast<std::uint8_t>(i / 3);
        rgb_->convert(levels.data(), colors_.data(), 256);
    }

    void convert(const std::uint8_t* in, std::uint8_t* out, std::size_t count) const noexcept override {
        for (std::size_t i = 0; i < count; ++i)
            std::copy_n(colors_.data() + std::size_t{in[i]} * 3, 3, out + i * 3);
    }

    void convert16(const std::uint16_t* in, std::uint8_t* out, std::size_t count) const noexcept override {
        for_each_part(in, count, [&](const std::uint16_t* colors, std::size_t done, std::size_t now) {
            rgb_->convert16(colors, out + done * 3, now);
        });
    }

    void unclipped(const std::uint16_t* in, LinearRgb* out, std::size_t count) const noexcept override {
        for_each_part(in, count, [&](const std::uint16_t* colors, std::size_t done, std::size_t now) {
            rgb_->unclipped(colors, out + done, now);
        });
    }

    std::uint16_t widened(std::uint8_t sample) const noexcept override { return rgb_->widened(sample); }

  private:
    /// Calls use(colors, done, now) with now pixels as R G B, which follow done others.
    static void for_each_part(const std::uint16_t* in, std::size_t count, const auto& use) noexcept {
        std::array<std::uint16_t, std::size_t{64} * 3> colors{};
        for (std::size_t done = 0; done < count;) {
            const std::size_t now = std::min<std::size_t>(count - done, 64);
            for (std::size_t i = 0; i < now; ++i)
                std::fill_n(colors.data() + i * 3, 3, in[done + i]);
            use(colors.data(), done, now);
            done += now;
        }
    }

    std::shared_ptr<const ColorTransform> rgb_;
    std::array<std::uint8_t, std::size_t{256} * 3> colors_{};
};

ToneCurve curve_of(const RgbEncoding& encoding) {
    switch (encoding.transfer) {
        case Transfer::Bt709:  // ITU-R BT.709-6, 1.2, the other way round
            return ToneCurve(
                ToneCurve::Parameters{.g = 1 / 0.45, .a = 1 / 1.099, .b = 0.099 / 1.099, .c = 1 / 4.5, .d = 0.081});
        case Transfer::Smpte240:
            return ToneCurve(
                ToneCurve::Parameters{.g = 1 / 0.45, .a = 1 / 1.1115, .b = 0.1115 / 1.1115, .c = 1 / 4.0, .d = 0.0913});
        case Transfer::Gamma:
            return ToneCurve(ToneCurve::Parameters{.g = encoding.gamma});
        case Transfer::Srgb:
        case Transfer::Pq:  // these two are no curve of a channel alone
        case Transfer::Hlg:
            break;
    }
    return ToneCurve::srgb();
}

}  // namespace

std::shared_ptr<const ColorTransform> make_matrix_transform(const std::array<ToneCurve, 3>& curves,
                                                            const ColorMatrix& to_xyz_d50) {
    const ColorMatrix to_srgb = product(srgb_from_xyz_d50(), to_xyz_d50);
    if (!Span(to_srgb).fits(MatrixTransform::largest_span)) return nullptr;
    return std::make_shared<MatrixTransform>(curves, to_srgb, SampleRange());
}

std::shared_ptr<const ColorTransform> make_transform(const RgbEncoding& encoding) {
    const auto to_xyz = to_xyz_d50(encoding.primaries);
    if (!to_xyz) return nullptr;
    const ColorMatrix to_srgb = product(srgb_from_xyz_d50(), *to_xyz);
    if (!Span(to_srgb).fits(MatrixTransform::largest_span)) return nullptr;
    if (encoding.is_hdr()) return make_hdr_transform(encoding, to_srgb);
    const ToneCurve curve = curve_of(encoding);
    return std::make_shared<MatrixTransform>(std::array{curve, curve, curve}, to_srgb,
                                             SampleRange(encoding.narrow_range));
}

std::shared_ptr<const ColorTransform> make_grey_transform(std::shared_ptr<const ColorTransform> rgb) {
    return std::make_shared<GreyTransform>(std::move(rgb));
}

}  // namespace photolibrary::image
