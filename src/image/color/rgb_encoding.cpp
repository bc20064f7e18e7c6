#include "image/color/rgb_encoding.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace photolibrary::image {
namespace {

struct Known {
    unsigned code;
    std::string_view name;
    Primaries primaries;
};

constexpr Chromaticity white_c = {0.310, 0.316};
constexpr Chromaticity white_dci = {0.314, 0.351};
constexpr unsigned unspecified = 2;

// H.273, table 2. The first of several with the same primaries gives the name.
constexpr Known known[] = {
    {1, "sRGB", srgb_primaries},
    {12, "Display P3", display_p3_primaries},
    {9, "BT.2020", {{0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}, white_d65}},
    {11, "DCI-P3", {{0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}, white_dci}},
    {6, "BT.601", {{0.630, 0.340}, {0.310, 0.595}, {0.155, 0.070}, white_d65}},
    {7, "BT.601", {{0.630, 0.340}, {0.310, 0.595}, {0.155, 0.070}, white_d65}},
    {5, "BT.470 BG", {{0.64, 0.33}, {0.29, 0.60}, {0.15, 0.06}, white_d65}},
    {4, "BT.470 M", {{0.67, 0.33}, {0.21, 0.71}, {0.14, 0.08}, white_c}},
    {8, "film", {{0.681, 0.319}, {0.243, 0.692}, {0.145, 0.049}, white_c}},
    {10, "XYZ", {{1, 0}, {0, 1}, {0, 0}, {1.0 / 3, 1.0 / 3}}},
    {22, "EBU 3213", {{0.630, 0.340}, {0.295, 0.605}, {0.155, 0.077}, white_d65}},
};

std::optional<Primaries> primaries_of_code(unsigned code) {
    if (code == unspecified) return srgb_primaries;
    for (const Known& entry : known) {
        if (entry.code == code) return entry.primaries;
    }
    return std::nullopt;
}

std::string_view name_of(const Primaries& primaries) {
    for (const Known& entry : known) {
        if (entry.primaries == primaries) return entry.name;
    }
    return "own primaries";
}

std::string with_gamma(double gamma) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), ", gamma %.2f", gamma);
    return text.data();
}

}  // namespace

std::string RgbEncoding::name() const {
    std::string base(name_of(primaries));
    switch (transfer) {
        case Transfer::Srgb:
            return base;
        case Transfer::Bt709:
            return base == "BT.2020" ? base : base + ", curve of BT.709";
        case Transfer::Smpte240:
            return base + ", curve of SMPTE 240M";
        case Transfer::Gamma:
            return base + (gamma == 1 ? ", linear" : with_gamma(gamma));
        case Transfer::Pq:
            return base + ", PQ";
        case Transfer::Hlg:
            return base + ", HLG";
    }
    return base;
}

std::optional<RgbEncoding> encoding_of_code_points(unsigned primaries, unsigned transfer) {
    const auto colors = primaries_of_code(primaries);
    if (!colors) return std::nullopt;
    const auto with = [&](Transfer curve, double gamma = 1) {
        return RgbEncoding{.primaries = *colors, .transfer = curve, .gamma = gamma};
    };
    switch (transfer) {
        case 1:   // BT.709
        case 6:   // BT.601
        case 11:  // xvYCC
        case 12:  // BT.1361
        case 14:  // BT.2020, 10 bits
        case 15:  // BT.2020, 12 bits
            return with(Transfer::Bt709);
        case unspecified:
        case 13:
            return with(Transfer::Srgb);
        case 4:
            return with(Transfer::Gamma, 2.2);
        case 5:
            return with(Transfer::Gamma, 2.8);
        case 7:
            return with(Transfer::Smpte240);
        case 8:
            return with(Transfer::Gamma, 1);
        case 16:
            return with(Transfer::Pq);
        case 18:
            return with(Transfer::Hlg);
        default:
            return std::nullopt;
    }
}

}  // namespace photolibrary::image
