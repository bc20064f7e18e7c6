#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "palette/color.hpp"
#include "palette/color_family.hpp"
#include "palette/color_names.hpp"
#include "palette/contrast.hpp"
#include "palette/roles.hpp"

namespace photolibrary::palette {
namespace {

struct CssColor {
    std::string_view name;
    std::string_view canonical;
    std::uint32_t rgb;
    ColorFamily family;
};

// All 148 names of CSS Color 4, and what people call their colours.
constexpr CssColor css_colors[] = {
    {"aliceblue", "aliceblue", 0xF0F8FF, ColorFamily::White},
    {"antiquewhite", "antiquewhite", 0xFAEBD7, ColorFamily::White},
    {"aqua", "cyan", 0x00FFFF, ColorFamily::Cyan},
    {"aquamarine", "aquamarine", 0x7FFFD4, ColorFamily::Cyan},
    {"azure", "azure", 0xF0FFFF, ColorFamily::White},
    {"beige", "beige", 0xF5F5DC, ColorFamily::White},
    {"bisque", "bisque", 0xFFE4C4, ColorFamily::Orange},
    {"black", "black", 0x000000, ColorFamily::Black},
    {"blanchedalmond", "blanchedalmond", 0xFFEBCD, ColorFamily::Gold},
    {"blue", "blue", 0x0000FF, ColorFamily::Blue},
    {"blueviolet", "blueviolet", 0x8A2BE2, ColorFamily::Purple},
    {"brown", "brown", 0xA52A2A, ColorFamily::Brown},
    {"burlywood", "burlywood", 0xDEB887, ColorFamily::Brown},
    {"cadetblue", "cadetblue", 0x5F9EA0, ColorFamily::Teal},
    {"chartreuse", "chartreuse", 0x7FFF00, ColorFamily::Lime},
    {"chocolate", "chocolate", 0xD2691E, ColorFamily::Brown},
    {"coral", "coral", 0xFF7F50, ColorFamily::Orange},
    {"cornflowerblue", "cornflowerblue", 0x6495ED, ColorFamily::Blue},
    {"cornsilk", "cornsilk", 0xFFF8DC, ColorFamily::White},
    {"crimson", "crimson", 0xDC143C, ColorFamily::Red},
    {"cyan", "cyan", 0x00FFFF, ColorFamily::Cyan},
    {"darkblue", "darkblue", 0x00008B, ColorFamily::Blue},
    {"darkcyan", "darkcyan", 0x008B8B, ColorFamily::Teal},
    {"darkgoldenrod", "darkgoldenrod", 0xB8860B, ColorFamily::Gold},
    {"darkgray", "darkgray", 0xA9A9A9, ColorFamily::Grey},
    {"darkgreen", "darkgreen", 0x006400, ColorFamily::Green},
    {"darkgrey", "darkgray", 0xA9A9A9, ColorFamily::Grey},
    {"darkkhaki", "darkkhaki", 0xBDB76B, ColorFamily::Yellow},
    {"darkmagenta", "darkmagenta", 0x8B008B, ColorFamily::Purple},
    {"darkolivegreen", "darkolivegreen", 0x556B2F, ColorFamily::Green},
    {"darkorange", "darkorange", 0xFF8C00, ColorFamily::Orange},
    {"darkorchid", "darkorchid", 0x9932CC, ColorFamily::Purple},
    {"darkred", "darkred", 0x8B0000, ColorFamily::Red},
    {"darksalmon", "darksalmon", 0xE9967A, ColorFamily::Orange},
    {"darkseagreen", "darkseagreen", 0x8FBC8F, ColorFamily::Green},
    {"darkslateblue", "darkslateblue", 0x483D8B, ColorFamily::Purple},
    {"darkslategray", "darkslategray", 0x2F4F4F, ColorFamily::Grey},
    {"darkslategrey", "darkslategray", 0x2F4F4F, ColorFamily::Grey},
    {"darkturquoise", "darkturquoise", 0x00CED1, ColorFamily::Cyan},
    {"darkviolet", "darkviolet", 0x9400D3, ColorFamily::Purple},
    {"deeppink", "deeppink", 0xFF1493, ColorFamily::Pink},
    {"deepskyblue", "deepskyblue", 0x00BFFF, ColorFamily::Blue},
    {"dimgray", "dimgray", 0x696969, ColorFamily::Grey},
    {"dimgrey", "dimgray", 0x696969, ColorFamily::Grey},
    {"dodgerblue", "dodgerblue", 0x1E90FF, ColorFamily::Blue},
    {"firebrick", "firebrick", 0xB22222, ColorFamily::Red},
    {"floralwhite", "floralwhite", 0xFFFAF0, ColorFamily::White},
    {"forestgreen", "forestgreen", 0x228B22, ColorFamily::Green},
    {"fuchsia", "magenta", 0xFF00FF, ColorFamily::Magenta},
    {"gainsboro", "gainsboro", 0xDCDCDC, ColorFamily::Grey},
    {"ghostwhite", "ghostwhite", 0xF8F8FF, ColorFamily::White},
    {"gold", "gold", 0xFFD700, ColorFamily::Gold},
    {"goldenrod", "goldenrod", 0xDAA520, ColorFamily::Gold},
    {"gray", "gray", 0x808080, ColorFamily::Grey},
    {"green", "green", 0x008000, ColorFamily::Green},
    {"greenyellow", "greenyellow", 0xADFF2F, ColorFamily::Lime},
    {"grey", "gray", 0x808080, ColorFamily::Grey},
    {"honeydew", "honeydew", 0xF0FFF0, ColorFamily::White},
    {"hotpink", "hotpink", 0xFF69B4, ColorFamily::Pink},
    {"indianred", "indianred", 0xCD5C5C, ColorFamily::Red},
    {"indigo", "indigo", 0x4B0082, ColorFamily::Purple},
    {"ivory", "ivory", 0xFFFFF0, ColorFamily::White},
    {"khaki", "khaki", 0xF0E68C, ColorFamily::Yellow},
    {"lavender", "lavender", 0xE6E6FA, ColorFamily::White},
    {"lavenderblush", "lavenderblush", 0xFFF0F5, ColorFamily::White},
    {"lawngreen", "lawngreen", 0x7CFC00, ColorFamily::Lime},
    {"lemonchiffon", "lemonchiffon", 0xFFFACD, ColorFamily::Yellow},
    {"lightblue", "lightblue", 0xADD8E6, ColorFamily::Blue},
    {"lightcoral", "lightcoral", 0xF08080, ColorFamily::Pink},
    {"lightcyan", "lightcyan", 0xE0FFFF, ColorFamily::White},
    {"lightgoldenrodyellow", "lightgoldenrodyellow", 0xFAFAD2, ColorFamily::Yellow},
    {"lightgray", "lightgray", 0xD3D3D3, ColorFamily::Grey},
    {"lightgreen", "lightgreen", 0x90EE90, ColorFamily::Green},
    {"lightgrey", "lightgray", 0xD3D3D3, ColorFamily::Grey},
    {"lightpink", "lightpink", 0xFFB6C1, ColorFamily::Pink},
    {"lightsalmon", "lightsalmon", 0xFFA07A, ColorFamily::Orange},
    {"lightseagreen", "lightseagreen", 0x20B2AA, ColorFamily::Teal},
    {"lightskyblue", "lightskyblue", 0x87CEFA, ColorFamily::Blue},
    {"lightslategray", "lightslategray", 0x778899, ColorFamily::Grey},
    {"lightslategrey", "lightslategray", 0x778899, ColorFamily::Grey},
    {"lightsteelblue", "lightsteelblue", 0xB0C4DE, ColorFamily::Blue},
    {"lightyellow", "lightyellow", 0xFFFFE0, ColorFamily::Yellow},
    {"lime", "lime", 0x00FF00, ColorFamily::Lime},
    {"limegreen", "limegreen", 0x32CD32, ColorFamily::Lime},
    {"linen", "linen", 0xFAF0E6, ColorFamily::White},
    {"magenta", "magenta", 0xFF00FF, ColorFamily::Magenta},
    {"maroon", "maroon", 0x800000, ColorFamily::Red},
    {"mediumaquamarine", "mediumaquamarine", 0x66CDAA, ColorFamily::Cyan},
    {"mediumblue", "mediumblue", 0x0000CD, ColorFamily::Blue},
    {"mediumorchid", "mediumorchid", 0xBA55D3, ColorFamily::Magenta},
    {"mediumpurple", "mediumpurple", 0x9370DB, ColorFamily::Purple},
    {"mediumseagreen", "mediumseagreen", 0x3CB371, ColorFamily::Green},
    {"mediumslateblue", "mediumslateblue", 0x7B68EE, ColorFamily::Purple},
    {"mediumspringgreen", "mediumspringgreen", 0x00FA9A, ColorFamily::Green},
    {"mediumturquoise", "mediumturquoise", 0x48D1CC, ColorFamily::Cyan},
    {"mediumvioletred", "mediumvioletred", 0xC71585, ColorFamily::Pink},
    {"midnightblue", "midnightblue", 0x191970, ColorFamily::Blue},
    {"mintcream", "mintcream", 0xF5FFFA, ColorFamily::White},
    {"mistyrose", "mistyrose", 0xFFE4E1, ColorFamily::White},
    {"moccasin", "moccasin", 0xFFE4B5, ColorFamily::Gold},
    {"navajowhite", "navajowhite", 0xFFDEAD, ColorFamily::Gold},
    {"navy", "navy", 0x000080, ColorFamily::Blue},
    {"oldlace", "oldlace", 0xFDF5E6, ColorFamily::White},
    {"olive", "olive", 0x808000, ColorFamily::Green},
    {"olivedrab", "olivedrab", 0x6B8E23, ColorFamily::Green},
    {"orange", "orange", 0xFFA500, ColorFamily::Orange},
    {"orangered", "orangered", 0xFF4500, ColorFamily::Red},
    {"orchid", "orchid", 0xDA70D6, ColorFamily::Magenta},
    {"palegoldenrod", "palegoldenrod", 0xEEE8AA, ColorFamily::Yellow},
    {"palegreen", "palegreen", 0x98FB98, ColorFamily::Green},
    {"paleturquoise", "paleturquoise", 0xAFEEEE, ColorFamily::Cyan},
    {"palevioletred", "palevioletred", 0xDB7093, ColorFamily::Pink},
    {"papayawhip", "papayawhip", 0xFFEFD5, ColorFamily::White},
    {"peachpuff", "peachpuff", 0xFFDAB9, ColorFamily::Orange},
    {"peru", "peru", 0xCD853F, ColorFamily::Brown},
    {"pink", "pink", 0xFFC0CB, ColorFamily::Pink},
    {"plum", "plum", 0xDDA0DD, ColorFamily::Purple},
    {"powderblue", "powderblue", 0xB0E0E6, ColorFamily::Cyan},
    {"purple", "purple", 0x800080, ColorFamily::Purple},
    {"rebeccapurple", "rebeccapurple", 0x663399, ColorFamily::Purple},
    {"red", "red", 0xFF0000, ColorFamily::Red},
    {"rosybrown", "rosybrown", 0xBC8F8F, ColorFamily::Brown},
    {"royalblue", "royalblue", 0x4169E1, ColorFamily::Blue},
    {"saddlebrown", "saddlebrown", 0x8B4513, ColorFamily::Brown},
    {"salmon", "salmon", 0xFA8072, ColorFamily::Pink},
    {"sandybrown", "sandybrown", 0xF4A460, ColorFamily::Orange},
    {"seagreen", "seagreen", 0x2E8B57, ColorFamily::Green},
    {"seashell", "seashell", 0xFFF5EE, ColorFamily::White},
    {"sienna", "sienna", 0xA0522D, ColorFamily::Brown},
    {"silver", "silver", 0xC0C0C0, ColorFamily::Grey},
    {"skyblue", "skyblue", 0x87CEEB, ColorFamily::Blue},
    {"slateblue", "slateblue", 0x6A5ACD, ColorFamily::Purple},
    {"slategray", "slategray", 0x708090, ColorFamily::Grey},
    {"slategrey", "slategray", 0x708090, ColorFamily::Grey},
    {"snow", "snow", 0xFFFAFA, ColorFamily::White},
    {"springgreen", "springgreen", 0x00FF7F, ColorFamily::Green},
    {"steelblue", "steelblue", 0x4682B4, ColorFamily::Blue},
    {"tan", "tan", 0xD2B48C, ColorFamily::Brown},
    {"teal", "teal", 0x008080, ColorFamily::Teal},
    {"thistle", "thistle", 0xD8BFD8, ColorFamily::Purple},
    {"tomato", "tomato", 0xFF6347, ColorFamily::Red},
    {"turquoise", "turquoise", 0x40E0D0, ColorFamily::Cyan},
    {"violet", "violet", 0xEE82EE, ColorFamily::Magenta},
    {"wheat", "wheat", 0xF5DEB3, ColorFamily::Gold},
    {"white", "white", 0xFFFFFF, ColorFamily::White},
    {"whitesmoke", "whitesmoke", 0xF5F5F5, ColorFamily::White},
    {"yellow", "yellow", 0xFFFF00, ColorFamily::Yellow},
    {"yellowgreen", "yellowgreen", 0x9ACD32, ColorFamily::Lime},
};

constexpr Rgb black{0, 0, 0};
constexpr Rgb white{255, 255, 255};

TEST(Oklch, AgreesWithPublishedValues) {
    // CSS Color 4, sample conversions.
    const struct {
        Rgb color;
        double lightness, chroma, hue;
    } samples[] = {{{255, 0, 0}, 0.62796, 0.25768, 29.2339},
                   {{0, 255, 0}, 0.86644, 0.29483, 142.4953},
                   {{0, 0, 255}, 0.45201, 0.31321, 264.0520}};
    for (const auto& sample : samples) {
        const Oklch polar = to_oklch(sample.color);
        EXPECT_NEAR(polar.lightness, sample.lightness, 1e-5);
        EXPECT_NEAR(polar.chroma, sample.chroma, 1e-5);
        EXPECT_NEAR(polar.hue, sample.hue, 0.01);
    }
    EXPECT_GT(to_oklch({255, 0, 128}).hue, 0.0);
    EXPECT_LT(to_oklch({255, 0, 255}).hue, 360.0);
}

TEST(Oklch, GreysHaveNoHue) {
    for (int level = 0; level < 256; ++level) {
        const auto byte = static_cast<std::uint8_t>(level);
        const Oklch polar = to_oklch({byte, byte, byte});
        EXPECT_EQ(polar.hue, 0.0) << level;
        EXPECT_NEAR(polar.chroma, 0.0, 1e-6) << level;
    }
}

TEST(Contrast, LuminanceIsThatOfWcag) {
    EXPECT_EQ(relative_luminance(black), 0.0);
    EXPECT_DOUBLE_EQ(relative_luminance(white), 1.0);
    EXPECT_DOUBLE_EQ(relative_luminance({255, 0, 0}), 0.2126);
    EXPECT_DOUBLE_EQ(relative_luminance({0, 255, 0}), 0.7152);
    EXPECT_DOUBLE_EQ(relative_luminance({0, 0, 255}), 0.0722);
    EXPECT_NEAR(relative_luminance({128, 128, 128}), 0.2159, 0.0001);
}

TEST(Contrast, RatiosAreThoseOfWcag) {
    EXPECT_DOUBLE_EQ(contrast_ratio(black, white), 21.0);
    EXPECT_DOUBLE_EQ(contrast_ratio(white, black), 21.0);
    EXPECT_EQ(contrast_ratio({12, 200, 90}, {12, 200, 90}), 1.0);
    // The lightest grey that passes AA on white, and the next.
    EXPECT_NEAR(contrast_ratio(white, {0x76, 0x76, 0x76}), 4.54, 0.005);
    EXPECT_NEAR(contrast_ratio(white, {0x77, 0x77, 0x77}), 4.48, 0.005);
    EXPECT_NEAR(contrast_ratio(white, {255, 0, 0}), 4.00, 0.005);
}

TEST(Contrast, TextIsLegibleOnEveryColor) {
    EXPECT_EQ(text_color(white), black);
    EXPECT_EQ(text_color(black), white);
    EXPECT_EQ(text_color({255, 0, 0}), black);  // 5.25 against 4.00
    EXPECT_EQ(text_color({0, 0, 255}), white);
    for (std::uint32_t rgb = 0; rgb < 1U << 24; rgb += 997) {
        const Rgb color = Rgb::from_packed(rgb);
        const Rgb text = text_color(color);
        ASSERT_GT(contrast_ratio(color, text), 4.5) << rgb;
        ASSERT_GE(contrast_ratio(color, text), contrast_ratio(color, text == black ? white : black)) << rgb;
    }
}

TEST(ColorNames, EveryCssColorHasItsOwn) {
    EXPECT_EQ(std::size(css_colors), 148U);
    for (const CssColor& css : css_colors)
        EXPECT_EQ(css_name(Rgb::from_packed(css.rgb)), css.canonical) << css.name;
}

TEST(ColorNames, OtherColorsHaveTheNearest) {
    EXPECT_EQ(css_name({254, 1, 0}), "red");
    EXPECT_EQ(css_name({250, 250, 255}), "ghostwhite");
    std::map<std::string_view, Rgb> colors;
    for (const CssColor& css : css_colors)
        colors.emplace(css.name, Rgb::from_packed(css.rgb));
    for (std::uint32_t rgb = 0; rgb < 1U << 24; rgb += 49'999) {
        const Rgb color = Rgb::from_packed(rgb);
        const double distance = delta_e(color, colors.at(css_name(color)));
        for (const auto& [name, other] : colors)
            ASSERT_LE(distance, delta_e(color, other) + 1e-12) << rgb << ' ' << name;
    }
}

TEST(ColorFamily, CssColorsAreInTheFamilyOfTheirName) {
    std::set<ColorFamily> seen;
    for (const CssColor& css : css_colors) {
        EXPECT_EQ(family_of(Rgb::from_packed(css.rgb)), css.family) << css.name;
        seen.insert(css.family);
    }
    EXPECT_EQ(seen.size(), 16U);
}

TEST(ColorFamily, GreysGoFromBlackToWhite) {
    const auto grey = [](int level) {
        const auto byte = static_cast<std::uint8_t>(level);
        return family_of({byte, byte, byte});
    };
    EXPECT_EQ(grey(0x20), ColorFamily::Black);
    EXPECT_EQ(grey(0x23), ColorFamily::Grey);
    EXPECT_EQ(grey(0xE3), ColorFamily::Grey);
    EXPECT_EQ(grey(0xE7), ColorFamily::White);
    for (int level = 1; level < 256; ++level)
        EXPECT_LE(grey(level - 1), grey(level)) << level;
}

TEST(ColorFamily, ColorsOfPhotosAreWhatPeopleCallThem) {
    EXPECT_EQ(family_of({0x2B, 0x1A, 0x10}), ColorFamily::Brown);  // bark in the shade
    EXPECT_EQ(family_of({0x1F, 0x33, 0x14}), ColorFamily::Green);  // a forest in the shade
    EXPECT_EQ(family_of({0x12, 0x1C, 0x3A}), ColorFamily::Blue);   // the sky by night
    EXPECT_EQ(family_of({0x7F, 0xB2, 0xE5}), ColorFamily::Blue);   // and by day
    EXPECT_EQ(family_of({0x04, 0x04, 0x08}), ColorFamily::Black);
    EXPECT_EQ(family_of({0xC8, 0xB0, 0x90}), ColorFamily::Brown);  // sand
    EXPECT_EQ(family_of({0x5E, 0x12, 0x24}), ColorFamily::Red);    // wine
}

using Roles = std::array<std::optional<std::size_t>, role_names.size()>;

TEST(Roles, EachIsPlayedByTheSwatchNearestToItsTarget) {
    const std::vector<Swatch> swatches{
        {{0xFF, 0xFF, 0xFF}, 0.3},   // nearly white
        {{0x42, 0x33, 0x42}, 0.2},   // dark, muted
        {{0xCC, 0x22, 0x22}, 0.15},  // vivid
        {{0xFF, 0x99, 0x77}, 0.1},   // light, vivid
        {{0x0A, 0x0A, 0x78}, 0.1},   // dark, vivid
        {{0x80, 0x70, 0x60}, 0.1},   // muted
        {{0xC5, 0xB8, 0xB0}, 0.05},  // light, muted
    };
    EXPECT_EQ(choose_roles(swatches), (Roles{3, 2, 4, 6, 5, 1}));
}

TEST(Roles, AreNotPlayedByWhatDoesNotFit) {
    const Roles nobody;
    EXPECT_EQ(choose_roles({}), nobody);
    const std::vector<Swatch> black_and_white{{white, 0.5}, {black, 0.5}};
    EXPECT_EQ(choose_roles(black_and_white), nobody);
    const std::vector<Swatch> red{{{255, 0, 0}, 1}};
    EXPECT_EQ(choose_roles(red), (Roles{std::nullopt, 0, std::nullopt, std::nullopt, std::nullopt, std::nullopt}));
}

TEST(Roles, LargerSharesWinBetweenEquals) {
    const std::vector<Swatch> swatches{{{255, 0, 0}, 0.4}, {{0, 0, 255}, 0.6}};
    EXPECT_EQ(choose_roles(swatches)[1], 1U);
    const std::vector<Swatch> even{{{255, 0, 0}, 0.5}, {{0, 0, 255}, 0.5}};
    EXPECT_EQ(choose_roles(even)[1], 0U);
}

}  // namespace
}  // namespace photolibrary::palette
