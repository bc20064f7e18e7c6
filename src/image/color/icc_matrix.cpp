#include "image/color/icc_matrix.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "image/byte_reader.hpp"
#include "image/color/matrix_transform.hpp"

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

/// From linear light to XYZ adapted to D50.
std::optional<ColorMatrix> read_matrix(const Tags& tags) {
    constexpr std::string_view columns[] = {"rXYZ"sv, "gXYZ"sv, "bXYZ"sv};
    ColorMatrix to_xyz{};
    for (std::size_t i = 0; i < 3; ++i) {
        const Bytes column = tags.find(columns[i]);
        if (column.size() < 20 || !matches(column, 0, "XYZ "sv)) return std::nullopt;
        for (std::size_t row = 0; row < 3; ++row)
            to_xyz[row][i] = s15_fixed16(column, 8 + row * 4);
    }
    return to_xyz;
}

std::shared_ptr<const ColorTransform> read_rgb(const Tags& tags) {
    constexpr std::string_view names[] = {"rTRC"sv, "gTRC"sv, "bTRC"sv};
    const auto to_xyz = read_matrix(tags);
    if (!to_xyz) return nullptr;
    std::vector<ToneCurve> curves;
    for (const std::string_view name : names) {
        auto curve = read_curve(tags.find(name));
        if (!curve) return nullptr;
        curves.push_back(*std::move(curve));
    }
    return make_matrix_transform({curves[0], curves[1], curves[2]}, *to_xyz);
}

std::shared_ptr<const ColorTransform> read_grey(const Tags& tags) {
    const auto curve = read_curve(tags.find("kTRC"sv));
    const auto neutral = to_xyz_d50(srgb_primaries);
    if (!curve || !neutral) return nullptr;
    auto rgb = make_matrix_transform({*curve, *curve, *curve}, *neutral);
    return rgb ? make_grey_transform(std::move(rgb)) : nullptr;
}

/// The first text of a description (multiLocalizedUnicodeType, 10.15). Empty if it is long or not ASCII.
std::string read_ascii(Bytes tag) {
    constexpr std::size_t longest = 160;
    if (tag.size() < 28 || !matches(tag, 0, "mluc"sv) || be32(tag, 8) == 0) return {};
    const std::size_t length = be32(tag, 20), start = be32(tag, 24);
    if (length > longest * 2 || start > tag.size() || length > tag.size() - start) return {};
    std::string text;
    for (std::size_t at = start; at + 2 <= start + length; at += 2) {
        const unsigned unit = be16(tag, at);
        if (unit < ' ' || unit > '~') return {};
        text.push_back(static_cast<char>(unit));
    }
    return text;
}

/// How libjxl names the profiles that it makes of an image's numbers, which older versions do not put into a cicp tag:
/// "RGB_D65_202_Rel_PeQ" is R G B with the white, primaries and intent that are in the profile as well, and PQ.
std::optional<Transfer> hdr_transfer_of_name(std::string_view name) {
    constexpr std::size_t suffix = 4;
    if (name.substr(0, 4) != "RGB_"sv && name.substr(0, 4) != "Gra_"sv) return std::nullopt;
    if (name.substr(name.size() - suffix) == "_PeQ"sv) return Transfer::Pq;
    if (name.substr(name.size() - suffix) == "_HLG"sv) return Transfer::Hlg;
    return std::nullopt;
}

/// The primaries that a profile's matrix stands for, if white were D65.
std::optional<Primaries> primaries_of(const ColorMatrix& to_xyz_d50) {
    const auto from_srgb = to_xyz(srgb_primaries);
    if (!from_srgb) return std::nullopt;
    const ColorMatrix to_xyz_d65 = image::product(image::product(*from_srgb, srgb_from_xyz_d50()), to_xyz_d50);
    std::array<Chromaticity, 3> colors;
    for (std::size_t i = 0; i < 3; ++i) {
        const double sum = to_xyz_d65[0][i] + to_xyz_d65[1][i] + to_xyz_d65[2][i];
        if (!(sum > 0)) return std::nullopt;
        colors[i] = {to_xyz_d65[0][i] / sum, to_xyz_d65[1][i] / sum};
    }
    return Primaries{.red = colors[0], .green = colors[1], .blue = colors[2], .white = white_d65};
}

std::optional<RgbEncoding> hdr_encoding_by_name(Bytes profile, const Tags& tags) {
    const auto transfer = hdr_transfer_of_name(read_ascii(tags.find("desc"sv)));
    if (!transfer) return std::nullopt;
    RgbEncoding encoding{.transfer = *transfer};
    if (matches(profile, 16, "GRAY"sv)) return encoding;
    const auto matrix = read_matrix(tags);
    const auto primaries = matrix ? primaries_of(*matrix) : std::nullopt;
    if (!primaries) return std::nullopt;
    encoding.primaries = *primaries;
    return encoding;
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
    const Tags tags(profile);
    const Bytes tag = tags.find("cicp"sv);
    if (tag.empty()) return hdr_encoding_by_name(profile, tags);
    if (tag.size() < 12 || !matches(tag, 0, "cicp"sv) || u8(tag, 10) != 0) return std::nullopt;
    auto encoding = encoding_of_code_points(u8(tag, 8), u8(tag, 9));
    if (!encoding || !encoding->is_hdr()) return std::nullopt;
    encoding->narrow_range = u8(tag, 11) == 0;
    return encoding;
}

}  // namespace photolibrary::image
