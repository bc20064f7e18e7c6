#include "image/icc_matrix.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "image/byte_reader.hpp"
#include "image/matrix_transform.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_view_literals;

using Bytes = std::span<const std::byte>;

double s15_fixed16(Bytes bytes, std::size_t at) noexcept {
    return static_cast<std::int32_t>(be32(bytes, at)) / 65536.0;
}

/// The tags of a profile, each within its bytes.
class Tags {
  public:
    explicit Tags(Bytes profile) noexcept : profile_(profile) {
        if (profile.size() < table || profile.size() < be32(profile)) return;
        profile_ = profile.first(be32(profile));
        if (profile_.size() < table) return;
        const std::size_t count = be32(profile_, table - 4);
        if (count <= max_tags && count * entry <= profile_.size() - table) count_ = count;
    }

    /// Empty if there is none, or it does not lie within the profile.
    Bytes find(std::string_view signature) const noexcept {
        for (std::size_t i = 0; i < count_; ++i) {
            const std::size_t at = table + i * entry;
            if (!matches(profile_, at, signature)) continue;
            const std::size_t start = be32(profile_, at + 4), length = be32(profile_, at + 8);
            if (start > profile_.size() || length > profile_.size() - start) return {};
            return profile_.subspan(start, length);
        }
        return {};
    }

    bool has(std::string_view signature) const noexcept {
        for (std::size_t i = 0; i < count_; ++i) {
            if (matches(profile_, table + i * entry, signature)) return true;
        }
        return false;
    }

  private:
    static constexpr std::size_t table = 132;  // behind the header and the number of tags
    static constexpr std::size_t entry = 12;
    static constexpr std::size_t max_tags = 100;  // as Little CMS has it

    Bytes profile_;
    std::size_t count_ = 0;
};

/// parametricCurveType (ICC.1:2022 10.18).
std::optional<ToneCurve> read_parametric(Bytes tag) {
    constexpr std::array<std::size_t, 5> counts = {1, 3, 4, 5, 7};
    constexpr double largest_exponent = 64;
    if (tag.size() < 12) return std::nullopt;
    const std::size_t kind = be16(tag, 8);
    if (kind >= counts.size() || tag.size() < 12 + counts[kind] * 4) return std::nullopt;
    std::array<double, 7> value{};  // g a b c d e f
    for (std::size_t i = 0; i < counts[kind]; ++i)
        value[i] = s15_fixed16(tag, 12 + i * 4);
    const auto [g, a, b, c, d, e, f] = value;
    if (!(g > 0 && g <= largest_exponent) || (kind > 0 && !(a > 0))) return std::nullopt;
    switch (kind) {
        case 0:
            return ToneCurve(ToneCurve::Parameters{.g = g});
        case 1:
            return ToneCurve(ToneCurve::Parameters{.g = g, .a = a, .b = b, .d = -b / a});
        case 2:
            return ToneCurve(ToneCurve::Parameters{.g = g, .a = a, .b = b, .d = -b / a, .e = c, .f = c});
        default:
            return ToneCurve(ToneCurve::Parameters{.g = g, .a = a, .b = b, .c = c, .d = d, .e = e, .f = f});
    }
}

/// curveType (10.6): nothing is a straight line, one number an exponent, more are values.
std::optional<ToneCurve> read_values(Bytes tag) {
    if (tag.size() < 12) return std::nullopt;
    const std::size_t count = be32(tag, 8);
    if (count > 65536 || count * 2 > tag.size() - 12) return std::nullopt;
    if (count == 0) return ToneCurve(ToneCurve::Parameters{});
    if (count == 1) {
        const double exponent = be16(tag, 12) / 256.0;
        if (exponent == 0 || exponent > 64) return std::nullopt;
        return ToneCurve(ToneCurve::Parameters{.g = exponent});
    }
    std::vector<std::uint16_t> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = be16(tag, 12 + i * 2);
    return ToneCurve(std::move(values));
}

std::optional<ToneCurve> read_curve(Bytes tag) {
    if (matches(tag, 0, "para"sv)) return read_parametric(tag);
    if (matches(tag, 0, "curv"sv)) return read_values(tag);
    return std::nullopt;
}

bool has_tables(const Tags& tags) {
    for (const auto signature : {"A2B0"sv, "A2B1"sv, "A2B2"sv, "D2B0"sv, "D2B1"sv, "D2B2"sv, "D2B3"sv}) {
        if (tags.has(signature)) return true;
    }
    return false;
}

std::shared_ptr<const ColorTransform> read_rgb(const Tags& tags) {
    constexpr std::string_view columns[] = {"rXYZ"sv, "gXYZ"sv, "bXYZ"sv};
    constexpr std::string_view names[] = {"rTRC"sv, "gTRC"sv, "bTRC"sv};
    ColorMatrix to_xyz{};
    std::vector<ToneCurve> curves;
    for (std::size_t i = 0; i < 3; ++i) {
        const Bytes column = tags.find(columns[i]);
        auto curve = read_curve(tags.find(names[i]));
        if (!curve || column.size() < 20 || !matches(column, 0, "XYZ "sv)) return nullptr;
        curves.push_back(*std::move(curve));
        for (std::size_t row = 0; row < 3; ++row)
            to_xyz[row][i] = s15_fixed16(column, 8 + row * 4);
    }
    return make_matrix_transform({curves[0], curves[1], curves[2]}, to_xyz);
}

std::shared_ptr<const ColorTransform> read_grey(const Tags& tags) {
    const auto curve = read_curve(tags.find("kTRC"sv));
    const auto neutral = to_xyz_d50(srgb_primaries);
    if (!curve || !neutral) return nullptr;
    auto rgb = make_matrix_transform({*curve, *curve, *curve}, *neutral);
    return rgb ? make_grey_transform(std::move(rgb)) : nullptr;
}

}  // namespace

std::shared_ptr<const ColorTransform> transform_of_matrix_profile(Bytes profile, ColorModel model) {
    const Tags tags(profile);
    if (!matches(profile, 20, "XYZ "sv) || has_tables(tags)) return nullptr;
    if (model == ColorModel::Rgb && matches(profile, 16, "RGB "sv)) return read_rgb(tags);
    if (model == ColorModel::Grey && matches(profile, 16, "GRAY"sv)) return read_grey(tags);
    return nullptr;
}

std::optional<RgbEncoding> hdr_encoding_of_profile(Bytes profile) {
    const Bytes tag = Tags(profile).find("cicp"sv);
    if (tag.size() < 12 || !matches(tag, 0, "cicp"sv) || u8(tag, 10) != 0) return std::nullopt;
    auto encoding = encoding_of_code_points(u8(tag, 8), u8(tag, 9));
    if (!encoding || !encoding->is_hdr()) return std::nullopt;
    encoding->narrow_range = u8(tag, 11) == 0;
    return encoding;
}

}  // namespace photolibrary::image
