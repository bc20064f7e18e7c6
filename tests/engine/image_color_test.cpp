#include <gtest/gtest.h>
#include <lcms2.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <random>
#include <thread>

#include "engine/image_fixtures.hpp"
#include "image/color/color_profile.hpp"
#include "image/color/gamut.hpp"
#include "image/color/icc_matrix.hpp"
#include "image/color/matrix_transform.hpp"
#include "image/row_converter.hpp"
#include "image/vips/heif_boxes.hpp"

namespace photolibrary::image {
namespace {

using namespace std::string_literals;
using testing::decode_file;
using testing::Decoded;
using testing::expect_mean;

constexpr cmsCIExyY d65 = {0.3127, 0.3290, 1.0};
constexpr cmsCIExyYTRIPLE srgb_colors = {{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
constexpr cmsCIExyYTRIPLE p3_primaries = {{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}};
constexpr cmsCIExyYTRIPLE adobe_primaries = {{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}};
constexpr cmsCIExyYTRIPLE prophoto_primaries = {{0.7347, 0.2653, 1}, {0.1596, 0.8404, 1}, {0.0366, 0.0001, 1}};
constexpr cmsCIExyYTRIPLE swapped_primaries = {{0.15, 0.06, 1}, {0.64, 0.33, 1}, {0.30, 0.60, 1}};

std::vector<std::byte> saved(cmsHPROFILE profile) {
    cmsUInt32Number size = 0;
    EXPECT_TRUE(cmsSaveProfileToMem(profile, nullptr, &size));
    std::vector<std::byte> bytes(size);
    EXPECT_TRUE(cmsSaveProfileToMem(profile, bytes.data(), &size));
    cmsCloseProfile(profile);
    return bytes;
}

/// The curve of sRGB (IEC 61966-2-1).
cmsToneCurve* srgb_curve() {
    constexpr cmsFloat64Number parameters[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    return cmsBuildParametricToneCurve(nullptr, 4, parameters);
}

void describe(cmsHPROFILE profile, const wchar_t* name) {
    cmsMLU* text = cmsMLUalloc(nullptr, 1);
    cmsMLUsetWide(text, "en", "US", name);
    cmsWriteTag(profile, cmsSigProfileDescriptionTag, text);
    cmsMLUfree(text);
}

std::vector<std::byte> rgb_profile(const cmsCIExyYTRIPLE& primaries, const wchar_t* name, double gamma = 0) {
    cmsToneCurve* curve = gamma > 0 ? cmsBuildGamma(nullptr, gamma) : srgb_curve();
    cmsToneCurve* curves[] = {curve, curve, curve};
    cmsHPROFILE profile = cmsCreateRGBProfile(&d65, &primaries, curves);
    cmsFreeToneCurve(curve);
    describe(profile, name);
    return saved(profile);
}

std::vector<std::byte> grey_profile(double gamma, const wchar_t* name = L"grey") {
    cmsToneCurve* curve = gamma > 0 ? cmsBuildGamma(nullptr, gamma) : srgb_curve();
    cmsHPROFILE profile = cmsCreateGrayProfile(&d65, curve);
    cmsFreeToneCurve(curve);
    describe(profile, name);
    return saved(profile);
}

ColorSpace space_of(std::vector<std::byte> profile, ColorModel model = ColorModel::Rgb) {
    return ColorSpace::of(Header{.model = model, .profile = std::move(profile)});
}

std::array<std::uint8_t, 3> convert(const ColorSpace& space, std::array<std::uint8_t, 3> color) {
    std::array<std::uint8_t, 3> out{};
    space.transform()->convert(color.data(), out.data(), 1);
    return out;
}

/// Display P3 to sRGB by the published primaries: linear light, matrix, clip, encode.
std::array<double, 3> p3_to_srgb(std::array<std::uint8_t, 3> color) {
    constexpr double matrix[3][3] = {{1.2249401763, -0.2249401763, 0.0},
                                     {-0.0420569547, 1.0420569547, 0.0},
                                     {-0.0196375546, -0.0786360456, 1.0982736002}};
    const auto decode = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    const auto encode = [](double v) { return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055; };
    std::array<double, 3> out{};
    for (std::size_t i = 0; i < 3; ++i) {
        double sum = 0;
        for (std::size_t j = 0; j < 3; ++j)
            sum += matrix[i][j] * decode(color[j] / 255.0);
        out[i] = 255 * encode(std::clamp(sum, 0.0, 1.0));
    }
    return out;
}

TEST(ColorSpace, ConvertsDisplayP3) {
    const ColorSpace space = space_of(rgb_profile(p3_primaries, L"Display P3"));
    EXPECT_FALSE(space.is_srgb());
    EXPECT_EQ(space.name(), "Display P3");
    constexpr std::array<std::uint8_t, 3> colors[] = {{255, 0, 0},     {0, 255, 0},    {200, 100, 50}, {30, 120, 220},
                                                      {128, 128, 128}, {250, 240, 10}, {12, 8, 4}};
    for (const auto& color : colors) {
        const auto converted = convert(space, color);
        const auto expected = p3_to_srgb(color);
        for (std::size_t i = 0; i < 3; ++i)
            EXPECT_NEAR(converted[i], expected[i], 1.0) << int{color[0]} << ", channel " << i;
    }
}

TEST(ColorSpace, EverythingEqualToSrgbInEffectIsSrgb) {
    EXPECT_TRUE(ColorSpace().is_srgb());
    EXPECT_TRUE(space_of({}).is_srgb());
    const ColorSpace space = space_of(rgb_profile(srgb_colors, L"my own sRGB"));
    EXPECT_TRUE(space.is_srgb());
    EXPECT_EQ(space.name(), "srgb");
    EXPECT_EQ(space.transform(), nullptr);
    EXPECT_TRUE(space_of(saved(cmsCreate_sRGBProfile())).is_srgb());
    EXPECT_TRUE(space_of(grey_profile(0), ColorModel::Grey).is_srgb());
    EXPECT_FALSE(space_of(rgb_profile(srgb_colors, L"gamma", 1.8)).is_srgb());
}

TEST(ColorSpace, ComparesEffects) {
    const ColorSpace p3 = space_of(rgb_profile(p3_primaries, L"Display P3"));
    EXPECT_TRUE(p3.same_effect_as(space_of(rgb_profile(p3_primaries, L"another Display P3"))));
    EXPECT_FALSE(p3.same_effect_as(ColorSpace()));
    EXPECT_FALSE(ColorSpace().same_effect_as(p3));
    EXPECT_FALSE(p3.same_effect_as(space_of(rgb_profile(p3_primaries, L"Display P3 with another curve", 1.8))));
    EXPECT_TRUE(ColorSpace().same_effect_as(space_of(rgb_profile(srgb_colors, L"sRGB"))));
    EXPECT_FALSE(space_of(grey_profile(1.0), ColorModel::Grey).same_effect_as(ColorSpace()));
    EXPECT_FALSE(space_of(grey_profile(1.0), ColorModel::Grey).same_effect_as(p3));
}

TEST(ColorSpace, CmykIsNeverSrgb) {
    const ColorSpace plain = space_of({}, ColorModel::Cmyk);
    EXPECT_FALSE(plain.is_srgb());
    EXPECT_EQ(plain.name(), "cmyk");
    EXPECT_EQ(plain.transform(), nullptr) << "libvips converts it";
    EXPECT_TRUE(plain.same_effect_as(space_of({}, ColorModel::Cmyk)));
    EXPECT_FALSE(plain.same_effect_as(ColorSpace()));
}

TEST(ColorSpace, ConvertsGrey) {
    const ColorSpace space = space_of(grey_profile(1.0), ColorModel::Grey);
    const std::uint8_t grey = 55;  // 0.2157 of the light is level 128 of sRGB
    std::array<std::uint8_t, 3> out{};
    space.transform()->convert(&grey, out.data(), 1);
    for (const int value : out)
        EXPECT_NEAR(value, 128, 1);
}

TEST(ColorSpace, AProfileThatDoesNotFitIsNone) {
    EXPECT_TRUE(space_of(rgb_profile(p3_primaries, L"P3"), ColorModel::Grey).is_srgb());
    EXPECT_TRUE(space_of(grey_profile(1.0), ColorModel::Rgb).is_srgb());
    auto damaged = rgb_profile(p3_primaries, L"P3");
    std::fill(damaged.begin() + 140, damaged.end(), std::byte{0xAA});
    EXPECT_TRUE(space_of(damaged).is_srgb());
    damaged = rgb_profile(p3_primaries, L"P3");
    damaged.resize(damaged.size() / 2);
    EXPECT_TRUE(space_of(damaged).is_srgb());
    EXPECT_TRUE(space_of(std::vector<std::byte>(200, std::byte{0})).is_srgb());
}

TEST(ColorSpace, CleansNames) {
    const auto name_of = [](const wchar_t* description) {
        return space_of(rgb_profile(p3_primaries, description)).name();
    };
    EXPECT_EQ(name_of(L"  A\tname\nwith\x1b[31m   controls\x85  "), "A name with [31m controls");
    EXPECT_EQ(name_of(L"\u00c9cran \u65e5\u672c"), "\u00c9cran \u65e5\u672c");
    EXPECT_EQ(name_of(L"a\u202eb\ufeff"), "a b") << "marks that turn text or are not seen";
    EXPECT_EQ(name_of(L"\x01\x02"), "unnamed profile");
    const std::string cut = name_of(std::wstring(40, L'\u65e5').c_str());
    EXPECT_EQ(cut.size(), 63U) << "64 bytes at most, whole characters only";
}

TEST(ColorSpace, RemembersMoreProfilesThanItsCacheHolds) {
    const ColorSpace first = space_of(rgb_profile(p3_primaries, L"first", 1.50));
    const auto before = convert(first, {200, 100, 50});
    for (int i = 1; i < 40; ++i) {
        EXPECT_FALSE(space_of(rgb_profile(p3_primaries, L"other", 1.5 + i * 0.01)).is_srgb());
    }
    EXPECT_EQ(convert(first, {200, 100, 50}), before);
    EXPECT_EQ(convert(space_of(rgb_profile(p3_primaries, L"first", 1.50)), {200, 100, 50}), before);
}

TEST(ColorSpace, TransformsOutliveTheirSpace) {
    auto transform = space_of(rgb_profile(p3_primaries, L"short-lived", 1.31)).transform();
    for (int i = 0; i < 40; ++i)
        space_of(rgb_profile(p3_primaries, L"other", 2.5 + i * 0.01));
    const std::array<std::uint8_t, 3> in = {255, 255, 255};
    std::array<std::uint8_t, 3> out{};
    transform->convert(in.data(), out.data(), 1);
    EXPECT_EQ(out, in);
}

TEST(ColorSpace, ThreadsShareOneTransform) {
    const auto profile = rgb_profile(p3_primaries, L"shared", 1.77);
    const auto expected = convert(space_of(profile), {200, 100, 50});
    std::vector<std::thread> threads;
    std::atomic<int> differing = 0;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i) {
                if (convert(space_of(profile), {200, 100, 50}) != expected) ++differing;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(differing, 0);
}

// ---- profiles of curves and a matrix

/// A profile with a curve a channel.
std::vector<std::byte> profile_of(const cmsCIExyYTRIPLE& primaries, std::array<cmsToneCurve*, 3> curves) {
    cmsHPROFILE profile = cmsCreateRGBProfile(&d65, &primaries, curves.data());
    for (std::size_t i = 0; i < 3; ++i) {
        if (std::find(curves.begin(), curves.begin() + i, curves[i]) == curves.begin() + i) cmsFreeToneCurve(curves[i]);
    }
    describe(profile, L"made here");
    return saved(profile);
}

std::vector<std::byte> profile_of(const cmsCIExyYTRIPLE& primaries, cmsToneCurve* curve) {
    return profile_of(primaries, {curve, curve, curve});
}

cmsToneCurve* sampled_curve(std::size_t count, const std::function<double(double)>& light) {
    std::vector<cmsUInt16Number> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = static_cast<cmsUInt16Number>(
            std::lround(65535 * light(static_cast<double>(i) / static_cast<double>(count - 1))));
    }
    return cmsBuildTabulatedToneCurve16(nullptr, static_cast<cmsUInt32Number>(count), values.data());
}

cmsToneCurve* parametric_curve(int kind, const std::vector<double>& parameters) {
    return cmsBuildParametricToneCurve(nullptr, kind, parameters.data());
}

std::vector<std::pair<const char*, std::vector<std::byte>>> matrix_profiles() {
    return {
        {"Display P3", profile_of(p3_primaries, srgb_curve())},
        {"Adobe RGB", profile_of(adobe_primaries, cmsBuildGamma(nullptr, 563 / 256.0))},
        {"ProPhoto", profile_of(prophoto_primaries, parametric_curve(4, {1.8, 1, 0, 1.0 / 16, 1.0 / 32}))},
        {"swapped channels", profile_of(swapped_primaries, cmsBuildGamma(nullptr, 2.2))},
        {"1024 values",
         profile_of(p3_primaries, sampled_curve(1024, [](double x) { return x * x * (1.2 - 0.2 * x); }))},
        {"2 values", profile_of(srgb_colors, sampled_curve(2, [](double x) { return x; }))},
        {"linear", profile_of(adobe_primaries, cmsBuildGamma(nullptr, 1))},
        {"parametric, kind 1", profile_of(p3_primaries, parametric_curve(2, {2.0, 1.1, -0.1}))},
        {"parametric, kind 2", profile_of(p3_primaries, parametric_curve(3, {2.0, 0.95, -0.05, 0.1}))},
        {"parametric, kind 4", profile_of(p3_primaries, parametric_curve(5, {2.4, 0.9, 0.1, 0.2078, 0.04, 0, 0}))},
        {"a curve a channel",
         profile_of(p3_primaries, {cmsBuildGamma(nullptr, 1.8), srgb_curve(), cmsBuildGamma(nullptr, 2.4)})},
    };
}

/// What Little CMS makes of pixels of a profile.
template <class Sample>
std::vector<std::uint8_t> by_little_cms(const std::vector<std::byte>& profile, const std::vector<Sample>& pixels) {
    cmsHPROFILE from = cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size()));
    cmsHPROFILE to = cmsCreate_sRGBProfile();
    // Without its optimisations, which round in between.
    cmsHTRANSFORM transform = cmsCreateTransform(from, sizeof(Sample) == 1 ? TYPE_RGB_8 : TYPE_RGB_16, to, TYPE_RGB_8,
                                                 INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE);
    std::vector<std::uint8_t> out(pixels.size());
    cmsDoTransform(transform, pixels.data(), out.data(), static_cast<cmsUInt32Number>(pixels.size() / 3));
    cmsDeleteTransform(transform);
    cmsCloseProfile(to);
    cmsCloseProfile(from);
    return out;
}

int largest_difference(const std::vector<std::uint8_t>& one, const std::vector<std::uint8_t>& other) {
    int largest = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        largest = std::max(largest, std::abs(one[i] - other[i]));
    return largest;
}

TEST(MatrixProfiles, AreWithinALevelOfLittleCms) {
    std::vector<std::uint8_t> pixels;
    for (unsigned i = 0; i < 52 * 52 * 52; ++i) {
        for (const unsigned level : {i / (52 * 52), i / 52 % 52, i % 52})
            pixels.push_back(static_cast<std::uint8_t>(level * 5));
    }
    for (const auto& [name, profile] : matrix_profiles()) {
        const auto transform = transform_of_matrix_profile(profile, ColorModel::Rgb);
        ASSERT_NE(transform, nullptr) << name;
        std::vector<std::uint8_t> ours(pixels.size());
        transform->convert(pixels.data(), ours.data(), pixels.size() / 3);
        EXPECT_LE(largest_difference(ours, by_little_cms(profile, pixels)), 1) << name;
    }
}

TEST(MatrixProfiles, Of16BitsAreWithinALevelOfLittleCms) {
    std::vector<std::uint16_t> pixels;
    for (unsigned i = 0; i < 60000; ++i)
        pixels.push_back(static_cast<std::uint16_t>(i * 40503U + i * i * 7U));  // all over the range
    for (std::uint16_t dark = 0; dark < 3000; ++dark)
        pixels.insert(pixels.end(), 3, dark);
    for (const auto& [name, profile] : matrix_profiles()) {
        const auto transform = transform_of_matrix_profile(profile, ColorModel::Rgb);
        ASSERT_NE(transform, nullptr) << name;
        std::vector<std::uint8_t> ours(pixels.size());
        transform->convert16(pixels.data(), ours.data(), pixels.size() / 3);
        EXPECT_LE(largest_difference(ours, by_little_cms(profile, pixels)), 1) << name;
    }
}

TEST(MatrixProfiles, OfOddShapeAreLeftToLittleCms) {
    const auto p3 = profile_of(p3_primaries, srgb_curve());
    EXPECT_EQ(transform_of_matrix_profile(p3, ColorModel::Grey), nullptr);
    EXPECT_EQ(transform_of_matrix_profile(grey_profile(2.2), ColorModel::Rgb), nullptr);
    EXPECT_NE(transform_of_matrix_profile(grey_profile(2.2), ColorModel::Grey), nullptr);
    for (std::size_t length = 0; length < p3.size(); ++length) {
        const std::vector<std::byte> cut(p3.begin(), p3.begin() + static_cast<std::ptrdiff_t>(length));
        ASSERT_EQ(transform_of_matrix_profile(cut, ColorModel::Rgb), nullptr) << length;
    }
    const auto with = [&](std::string_view tag, std::string_view other) {
        auto profile = p3;
        const auto* bytes = reinterpret_cast<const std::byte*>(tag.data());
        const auto at = std::search(profile.begin(), profile.end(), bytes, bytes + tag.size());
        EXPECT_NE(at, profile.end());
        std::copy_n(reinterpret_cast<const std::byte*>(other.data()), other.size(), at);
        return transform_of_matrix_profile(profile, ColorModel::Rgb);
    };
    EXPECT_EQ(with("desc", "A2B0"), nullptr) << "a profile with tables";
    EXPECT_EQ(with("gTRC", "gggg"), nullptr) << "a missing curve";
    EXPECT_EQ(with("gXYZ", "gggg"), nullptr) << "a missing column";
    EXPECT_EQ(with("para", "what"), nullptr) << "a curve of another kind";
    EXPECT_NE(with("desc", "none"), nullptr);
}

// ---- encodings by numbers

using Color = std::array<double, 3>;

double srgb_level(double light) {
    light = std::clamp(light, 0.0, 1.0);
    return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055);
}

/// Linear light of BT.2020 to that of sRGB: the matrix of ITU-R BT.2087-0.
Color from_bt2020(const Color& light) {
    constexpr double matrix[3][3] = {
        {1.6605, -0.5876, -0.0728}, {-0.1246, 1.1329, -0.0083}, {-0.0182, -0.1006, 1.1187}};
    Color out{};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j)
            out[i] += matrix[i][j] * light[j];
    }
    return out;
}

/// SMPTE ST 2084: from a sample to cd/m², and back.
double pq_light(double sample) {
    const double root = std::pow(sample, 32.0 / 2523);
    return 10000 * std::pow(std::max(root - 0.8359375, 0.0) / (18.8515625 - 18.6875 * root), 16384.0 / 2610);
}

double pq_sample(double light) {
    const double root = std::pow(light / 10000, 2610.0 / 16384);
    return std::pow((0.8359375 + 18.8515625 * root) / (1 + 18.6875 * root), 2523.0 / 32);
}

/// BT.2390's curve from a peak of 1000 to one of 203 cd/m².
double toned(double light) {
    const double peak = pq_sample(1000);
    const double white = pq_sample(203) / peak;
    const double knee = 1.5 * white - 0.5;
    const double sample = pq_sample(light) / peak;
    if (sample < knee) return light;
    const double t = (sample - knee) / (1 - knee);
    return pq_light(peak * ((2 * t * t * t - 3 * t * t + 1) * knee + (t * t * t - 2 * t * t + t) * (1 - knee) +
                            (-2 * t * t * t + 3 * t * t) * white));
}

/// cd/m² of BT.2020 to levels of sRGB.
Color shown(Color light) {
    for (double& channel : light)
        channel = std::min(channel, 1000.0);
    const double brightest = *std::max_element(light.begin(), light.end());
    const double factor = brightest > 0 ? toned(brightest) / brightest / 203 : 0;
    for (double& channel : light)
        channel *= factor;
    Color out = from_bt2020(light);
    for (double& channel : out)
        channel = srgb_level(channel);
    return out;
}

Color pq_truth(const Color& sample) {
    return shown({pq_light(sample[0]), pq_light(sample[1]), pq_light(sample[2])});
}

/// BT.2100: HLG on a display of 1000 cd/m².
Color hlg_truth(const Color& sample) {
    Color light{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double e = sample[i];
        light[i] = e <= 0.5 ? e * e / 3 : (std::exp((e - 0.55991073) / 0.17883277) + 0.28466892) / 12;
    }
    const double luminance = 0.2627 * light[0] + 0.6780 * light[1] + 0.0593 * light[2];
    for (double& channel : light)
        channel *= 1000 * std::pow(luminance, 0.2);
    return shown(light);
}

Color bt709_light(const Color& sample) {
    Color light{};
    for (std::size_t i = 0; i < 3; ++i)
        light[i] = sample[i] < 0.081 ? sample[i] / 4.5 : std::pow((sample[i] + 0.099) / 1.099, 1 / 0.45);
    return light;
}

Color levels_of(const Color& light) {
    return {srgb_level(light[0]), srgb_level(light[1]), srgb_level(light[2])};
}

/// Expects what a transform makes of many colours, of 8 and of 16 bits.
void expect_transform(const ColorTransform* transform, const std::function<Color(const Color&)>& truth,
                      const std::string& what) {
    ASSERT_NE(transform, nullptr) << what;
    for (unsigned i = 0; i < 18 * 18 * 18; ++i) {
        const std::array<std::uint8_t, 3> sample = {static_cast<std::uint8_t>(i / 324 * 15),
                                                    static_cast<std::uint8_t>(i / 18 % 18 * 15),
                                                    static_cast<std::uint8_t>(i % 18 * 15)};
        const Color expected = truth({sample[0] / 255.0, sample[1] / 255.0, sample[2] / 255.0});
        std::array<std::uint16_t, 3> wide{};
        std::transform(sample.begin(), sample.end(), wide.begin(), [](unsigned value) { return value * 257; });
        std::array<std::uint8_t, 3> out{}, out_of_wide{};
        transform->convert(sample.data(), out.data(), 1);
        transform->convert16(wide.data(), out_of_wide.data(), 1);
        for (std::size_t channel = 0; channel < 3; ++channel) {
            ASSERT_NEAR(out[channel], expected[channel], 1.0) << what << ' ' << i << ' ' << channel;
            ASSERT_NEAR(out_of_wide[channel], expected[channel], 1.0) << what << ' ' << i << ' ' << channel;
        }
    }
}

void expect_encoding(unsigned primaries, unsigned transfer, const std::function<Color(const Color&)>& truth) {
    const auto encoding = encoding_of_code_points(primaries, transfer);
    ASSERT_TRUE(encoding) << primaries << '/' << transfer;
    expect_transform(make_transform(*encoding).get(), truth, encoding->name());
}

TEST(Encodings, AreWhatTheStandardsSay) {
    expect_encoding(12, 13, [](const Color& sample) {
        return p3_to_srgb({static_cast<std::uint8_t>(std::lround(sample[0] * 255)),
                           static_cast<std::uint8_t>(std::lround(sample[1] * 255)),
                           static_cast<std::uint8_t>(std::lround(sample[2] * 255))});
    });
    expect_encoding(9, 14, [](const Color& sample) { return levels_of(from_bt2020(bt709_light(sample))); });
    expect_encoding(1, 1, [](const Color& sample) { return levels_of(bt709_light(sample)); });
    expect_encoding(1, 8, levels_of);
    expect_encoding(2, 4, [](const Color& sample) {
        return levels_of({std::pow(sample[0], 2.2), std::pow(sample[1], 2.2), std::pow(sample[2], 2.2)});
    });
    expect_encoding(9, 16, pq_truth);
    expect_encoding(9, 18, hlg_truth);
}

TEST(Encodings, OfHighDynamicRangeAreToldByTheNameThatLibjxlGives) {
    constexpr cmsCIExyYTRIPLE bt2020_primaries = {{0.708, 0.292, 1}, {0.170, 0.797, 1}, {0.131, 0.046, 1}};
    const auto transform = [&](const wchar_t* name) {
        return space_of(rgb_profile(bt2020_primaries, name, 2.2)).transform();
    };
    expect_transform(transform(L"RGB_D65_202_Rel_PeQ").get(), pq_truth, "PQ");
    expect_transform(transform(L"RGB_D65_0.708;0.292;0.17;0.797;0.131;0.046_Per_HLG").get(), hlg_truth, "HLG");
    const auto by_its_curve = [](const Color& sample) {
        return levels_of(from_bt2020({std::pow(sample[0], 2.2), std::pow(sample[1], 2.2), std::pow(sample[2], 2.2)}));
    };
    for (const wchar_t* name : {L"RGB_D65_202_Rel_709", L"_PeQ", L"PeQ", L"my_RGB_PeQ", L"RGB_D65_202_Rel_P\u00E9Q"})
        expect_transform(transform(name).get(), by_its_curve, "another name");
    std::vector<std::byte> grey = grey_profile(2.2, L"Gra_D65_Rel_PeQ");
    std::array<std::uint8_t, 3> shown{};
    space_of(grey, ColorModel::Grey).transform()->convert(std::array<std::uint8_t, 1>{128}.data(), shown.data(), 1);
    EXPECT_NEAR(shown[1], pq_truth({128 / 255.0, 128 / 255.0, 128 / 255.0})[1], 1.0);
}

TEST(Encodings, OfSrgbAreSrgb) {
    const auto space_of_numbers = [](unsigned primaries, unsigned transfer) {
        return ColorSpace::of(
            Header{.model = ColorModel::Rgb, .encoding = encoding_of_code_points(primaries, transfer)});
    };
    EXPECT_TRUE(space_of_numbers(1, 13).is_srgb());
    EXPECT_TRUE(space_of_numbers(2, 2).is_srgb());
    EXPECT_EQ(space_of_numbers(12, 13).name(), "Display P3");
    EXPECT_EQ(space_of_numbers(9, 16).name(), "BT.2020, PQ");
    EXPECT_EQ(space_of_numbers(1, 8).name(), "sRGB, linear");
    EXPECT_TRUE(space_of_numbers(12, 13).same_effect_as(space_of(rgb_profile(p3_primaries, L"Display P3"))));
    EXPECT_FALSE(space_of_numbers(9, 13).same_effect_as(space_of_numbers(12, 13)));
    EXPECT_FALSE(encoding_of_code_points(3, 13)) << "reserved";
    EXPECT_FALSE(encoding_of_code_points(0, 0));
    EXPECT_FALSE(encoding_of_code_points(1, 9)) << "logarithmic";
}

TEST(Encodings, ApplyToGrey) {
    const ColorSpace space =
        ColorSpace::of(Header{.model = ColorModel::Grey, .encoding = encoding_of_code_points(1, 8)});
    const std::uint8_t grey = 55;
    const std::uint16_t wide = 55 * 257;
    std::array<std::uint8_t, 3> out{}, out_of_wide{};
    space.transform()->convert(&grey, out.data(), 1);
    space.transform()->convert16(&wide, out_of_wide.data(), 1);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(out[i], srgb_level(55 / 255.0), 0.6);
        EXPECT_NEAR(out_of_wide[i], srgb_level(55 / 255.0), 0.6);
    }
}

// ---- what is seen

using Pixel = std::vector<std::uint8_t>;

/// Pixels of two kinds, the second so many times and spread over all.
Pixel mixed(const Pixel& most, std::size_t count, const Pixel& few, std::size_t times) {
    Pixel pixels;
    for (std::size_t i = 0; i < count; ++i) {
        const Pixel& pixel = (i + 1) * times / count > i * times / count ? few : most;
        pixels.insert(pixels.end(), pixel.begin(), pixel.end());
    }
    return pixels;
}

Gamut seen(const ColorSpace& space, const Pixel& pixels, ColorModel model = ColorModel::Rgb, std::size_t bands = 3) {
    RowConverter converter(model, bands, Sample::Bits8, space.transform());
    testing::SummingSink sink;
    converter.deliver(pixels, sink);
    return converter.gamut();
}

Gamut seen16(const ColorSpace& space, const std::vector<std::uint16_t>& samples) {
    Pixel bytes(samples.size() * 2);
    std::memcpy(bytes.data(), samples.data(), bytes.size());
    RowConverter converter(ColorModel::Rgb, 3, Sample::Bits16, space.transform());
    testing::SummingSink sink;
    converter.deliver(bytes, sink);
    return converter.gamut();
}

ColorSpace space_of_numbers(unsigned primaries, unsigned transfer) {
    return ColorSpace::of(Header{.model = ColorModel::Rgb, .encoding = encoding_of_code_points(primaries, transfer)});
}

/// The same space, its profile a table of 17 x 17 x 17 colours: for Little CMS.
std::vector<std::byte> profile_with_table(const std::vector<std::byte>& matrix_profile) {
    cmsHPROFILE profile =
        cmsOpenProfileFromMem(matrix_profile.data(), static_cast<cmsUInt32Number>(matrix_profile.size()));
    cmsHPROFILE lab = cmsCreateLab4Profile(nullptr);
    cmsHTRANSFORM transform =
        cmsCreateTransform(profile, TYPE_RGB_16, lab, TYPE_Lab_16, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE);
    cmsPipeline* pipeline = cmsPipelineAlloc(nullptr, 3, 3);
    cmsStage* table = cmsStageAllocCLut16bit(nullptr, 17, 3, 3, nullptr);
    cmsStageSampleCLut16bit(
        table,
        [](const cmsUInt16Number* in, cmsUInt16Number* out, void* cargo) -> cmsInt32Number {
            cmsDoTransform(cargo, in, out, 1);
            return TRUE;
        },
        transform, 0);
    cmsPipelineInsertStage(pipeline, cmsAT_END, cmsStageAllocToneCurves(nullptr, 3, nullptr));
    cmsPipelineInsertStage(pipeline, cmsAT_END, table);
    cmsPipelineInsertStage(pipeline, cmsAT_END, cmsStageAllocToneCurves(nullptr, 3, nullptr));
    cmsHPROFILE tabled = cmsCreateProfilePlaceholder(nullptr);
    cmsSetProfileVersion(tabled, 4.3);
    cmsSetDeviceClass(tabled, cmsSigDisplayClass);
    cmsSetColorSpace(tabled, cmsSigRgbData);
    cmsSetPCS(tabled, cmsSigLabData);
    EXPECT_TRUE(cmsWriteTag(tabled, cmsSigAToB0Tag, pipeline));
    cmsWriteTag(tabled, cmsSigMediaWhitePointTag, cmsD50_XYZ());
    describe(tabled, L"a table");
    cmsPipelineFree(pipeline);
    cmsDeleteTransform(transform);
    cmsCloseProfile(lab);
    cmsCloseProfile(profile);
    return saved(tabled);
}

TEST(Gamuts, OfColoursAreTheSmallestThatShowThem) {
    for (const float red : {0.0F, 0.3F, 1.0F})
        for (const float green : {0.0F, 0.3F, 1.0F})
            for (const float blue : {0.0F, 0.3F, 1.0F})
                EXPECT_EQ(gamut_of({red, green, blue}), Gamut::Srgb) << red << ' ' << green << ' ' << blue;
    EXPECT_EQ(gamut_of({1.2249F, -0.0421F, -0.0196F}), Gamut::DisplayP3) << "red of Display P3";
    EXPECT_EQ(gamut_of({-0.2249F, 1.0421F, -0.0786F}), Gamut::DisplayP3) << "green of Display P3";
    EXPECT_EQ(gamut_of({0, 0, 1.0983F}), Gamut::Srgb) << "blue of Display P3: sRGB's, a little brighter";
    EXPECT_EQ(gamut_of({-0.0287F, 0.1328F, -0.01F}), Gamut::DisplayP3) << "a dark green of Display P3";
    EXPECT_EQ(gamut_of({-0.3983F, 1, -0.0429F}), Gamut::Wider) << "green of Adobe RGB";
    EXPECT_EQ(gamut_of({1.6605F, -0.1246F, -0.0182F}), Gamut::Wider) << "red of BT.2020";
    EXPECT_EQ(gamut_of({1.0469F, 0.7825F, 0.5525F}), Gamut::Srgb) << "a bright sky, a little too bright";
    EXPECT_EQ(gamut_of({NAN, NAN, NAN}), Gamut::Srgb);
}

TEST(Gamuts, AreThoseOfThePixelsNotOfTheProfile) {
    const ColorSpace p3 = space_of(rgb_profile(p3_primaries, L"Display P3"));
    const ColorSpace adobe = space_of(rgb_profile(adobe_primaries, L"Adobe RGB", 563 / 256.0));
    const ColorSpace prophoto = space_of(rgb_profile(prophoto_primaries, L"ProPhoto", 1.8));
    for (const ColorSpace* space : {&p3, &adobe, &prophoto}) {
        EXPECT_EQ(seen(*space, mixed({0, 0, 0}, 900, {255, 255, 255}, 450)), Gamut::Srgb) << space->name();
        EXPECT_EQ(seen(*space, mixed({120, 110, 100}, 900, {100, 120, 110}, 450)), Gamut::Srgb) << space->name();
    }
    EXPECT_EQ(seen(ColorSpace(), mixed({255, 0, 0}, 900, {0, 255, 0}, 450)), Gamut::Srgb);
    EXPECT_EQ(seen(p3, mixed({234, 51, 35}, 900, {117, 251, 76}, 450)), Gamut::Srgb) << "red and green of sRGB";
    EXPECT_EQ(seen(p3, mixed({255, 0, 0}, 900, {128, 128, 128}, 450)), Gamut::DisplayP3);
    EXPECT_EQ(seen(p3, mixed({0, 255, 0}, 900, {0, 255, 255}, 450)), Gamut::DisplayP3);
    EXPECT_EQ(seen(adobe, mixed({0, 255, 0}, 900, {128, 128, 128}, 450)), Gamut::Wider);
    EXPECT_EQ(seen(adobe, {219, 0, 0}), Gamut::Srgb) << "its red is that of sRGB";
    EXPECT_EQ(seen(adobe, {255, 0, 0}), Gamut::Wider) << "and much brighter";
    EXPECT_EQ(seen(prophoto, mixed({0, 255, 0}, 900, {128, 128, 128}, 450)), Gamut::Wider);
    EXPECT_EQ(seen(space_of(rgb_profile(swapped_primaries, L"swapped")), {255, 0, 0}), Gamut::Srgb);
    EXPECT_EQ(seen(space_of_numbers(9, 14), {0, 255, 0}), Gamut::Wider);
    EXPECT_EQ(seen(space_of_numbers(9, 14), {160, 92, 32}), Gamut::Srgb);
}

TEST(Gamuts, OfHighDynamicRangeAreThoseAfterToneMapping) {
    for (const unsigned transfer : {16U, 18U}) {
        EXPECT_EQ(seen(space_of_numbers(9, transfer), {0, 130, 0}), Gamut::Wider) << transfer;
        EXPECT_EQ(seen(space_of_numbers(12, transfer), {0, 130, 0}), Gamut::DisplayP3) << transfer;
        EXPECT_EQ(seen(space_of_numbers(9, transfer), mixed({255, 255, 255}, 90, {120, 120, 120}, 9)), Gamut::Srgb);
    }
}

TEST(Gamuts, OfTablesAreMeasuredByLittleCms) {
    const auto matrix = rgb_profile(p3_primaries, L"Display P3");
    const auto table = profile_with_table(matrix);
    ASSERT_EQ(transform_of_matrix_profile(table, ColorModel::Rgb), nullptr);
    const ColorSpace p3 = space_of(table);
    ASSERT_EQ(p3.name(), "a table");
    EXPECT_EQ(seen(p3, {255, 0, 0}), Gamut::DisplayP3);
    EXPECT_EQ(seen(p3, {0, 255, 0}), Gamut::DisplayP3);
    EXPECT_EQ(seen(p3, {234, 51, 35}), Gamut::Srgb);
    EXPECT_EQ(seen(p3, {128, 128, 128}), Gamut::Srgb);
    const ColorSpace wide = space_of(profile_with_table(rgb_profile(prophoto_primaries, L"ProPhoto", 1.8)));
    EXPECT_EQ(seen(wide, {0, 255, 0}), Gamut::Wider);
    EXPECT_EQ(seen16(wide, {0, 65535, 0}), Gamut::Wider);
    EXPECT_EQ(seen(space_of(profile_with_table(rgb_profile(srgb_colors, L"sRGB", 1.8))), {255, 0, 0}), Gamut::Srgb);
}

TEST(Gamuts, OfInkAreMeasuredToo) {
    const Decoded printed = decode_file("cmyk.tif");
    ASSERT_TRUE(printed.header);
    ASSERT_FALSE(printed.header->profile.empty());
    const ColorSpace ink = space_of(printed.header->profile, ColorModel::Cmyk);
    EXPECT_NE(seen(ink, {255, 0, 0, 0}, ColorModel::Cmyk, 4), Gamut::Srgb) << "cyan";
    EXPECT_EQ(seen(ink, {0, 0, 0, 0}, ColorModel::Cmyk, 4), Gamut::Srgb) << "paper";
    EXPECT_EQ(seen(ink, {0, 0, 0, 255}, ColorModel::Cmyk, 4), Gamut::Srgb) << "black";
}

TEST(Gamuts, OfSixteenBitsAreTheSame) {
    const ColorSpace p3 = space_of_numbers(12, 13);
    EXPECT_EQ(seen16(p3, {65535, 0, 0, 30000, 30000, 30000}), Gamut::DisplayP3);
    EXPECT_EQ(seen16(p3, {60138, 13107, 8995, 30000, 30000, 30000}), Gamut::Srgb);
}

TEST(Gamuts, NeedMoreThanAThousandthOfThePixels) {
    const ColorSpace p3 = space_of_numbers(12, 13);
    EXPECT_EQ(seen(p3, mixed({128, 128, 128}, 10000, {255, 0, 0}, 10)), Gamut::Srgb);
    EXPECT_EQ(seen(p3, mixed({128, 128, 128}, 10000, {255, 0, 0}, 11)), Gamut::DisplayP3);
    const ColorSpace wide = space_of_numbers(9, 13);
    const Pixel red_of_p3 = {225, 70, 27};
    EXPECT_EQ(seen(wide, red_of_p3), Gamut::DisplayP3);
    EXPECT_EQ(seen(wide, mixed(red_of_p3, 4000, {0, 255, 0}, 4)), Gamut::DisplayP3);
    EXPECT_EQ(seen(wide, mixed(red_of_p3, 4000, {0, 255, 0}, 5)), Gamut::Wider);
}

TEST(Gamuts, OfLargeImagesAreEstimated) {
    const ColorSpace wide = space_of_numbers(9, 13);
    const auto scattered = [&](unsigned of_million) {
        std::mt19937 random(7);
        Pixel pixels;
        for (unsigned i = 0; i < 1'000'000; ++i) {
            const Pixel pixel = random() % 1'000'000 < of_million ? Pixel{0, 255, 0} : Pixel{225, 70, 27};
            pixels.insert(pixels.end(), pixel.begin(), pixel.end());
        }
        return seen(wide, pixels);
    };
    EXPECT_EQ(scattered(300), Gamut::DisplayP3);
    EXPECT_EQ(scattered(3000), Gamut::Wider);
}

TEST(Gamuts, AreNotReachedByNoise) {
    constexpr std::array<std::uint8_t, 3> borders[] = {{234, 51, 35}, {117, 251, 76}, {0, 0, 245}, {255, 255, 84}};
    const ColorSpace p3 = space_of_numbers(12, 13);
    std::mt19937 random(3);
    Pixel pixels;
    for (int i = 0; i < 100'000; ++i) {
        for (const int level : borders[static_cast<std::size_t>(i) % 4])
            pixels.push_back(static_cast<std::uint8_t>(std::clamp(level + static_cast<int>(random() % 9) - 4, 0, 255)));
    }
    EXPECT_EQ(seen(p3, pixels), Gamut::Srgb);
}

TEST(Gamuts, TakeNoNoticeOfWhatIsTransparent) {
    const ColorSpace p3 = space_of_numbers(12, 13);
    EXPECT_EQ(seen(p3, mixed({128, 128, 128, 255}, 100, {255, 0, 0, 0}, 50), ColorModel::Rgb, 4), Gamut::Srgb);
    EXPECT_EQ(seen(p3, mixed({128, 128, 128, 255}, 100, {255, 0, 0, 30}, 50), ColorModel::Rgb, 4), Gamut::DisplayP3);
    EXPECT_EQ(seen(p3, {255, 0, 0, 0}, ColorModel::Rgb, 4), Gamut::Srgb) << "nothing is seen";
}

// ---- rows

/// The first pixel that a converter without a transform makes of a row.
template <class T>
std::array<int, 4> first_pixel(ColorModel model, const std::vector<T>& row, Storage storage) {
    class Sink final : public PixelSink {
      public:
        void rgb(std::span<const std::uint8_t> pixels) override { pixel = {pixels[0], pixels[1], pixels[2], 255}; }
        void rgba(std::span<const std::uint8_t> pixels) override {
            pixel = {pixels[0], pixels[1], pixels[2], pixels[3]};
        }
        std::array<int, 4> pixel{};
    } sink;
    RowConverter converter(model, row.size(), sizeof(T) == 1 ? Sample::Bits8 : Sample::Bits16, nullptr, storage);
    converter.deliver({reinterpret_cast<const std::uint8_t*>(row.data()), row.size() * sizeof(T)}, sink);
    return sink.pixel;
}

TEST(RowConverter, UndoesHowPixelsWereStored) {
    using Bytes = std::vector<std::uint8_t>;
    using Words = std::vector<std::uint16_t>;
    using Shown = std::array<int, 4>;
    constexpr Storage narrow{.narrow_range = true}, premultiplied{.premultiplied = true};
    constexpr Storage both{.narrow_range = true, .premultiplied = true};
    EXPECT_EQ(first_pixel(ColorModel::Rgb, Bytes{16, 126, 235}, narrow), (Shown{0, 128, 255, 255}));
    EXPECT_EQ(first_pixel(ColorModel::Rgb, Bytes{0, 15, 255, 16}, narrow), (Shown{0, 0, 255, 16})) << "beyond the ends";
    EXPECT_EQ(first_pixel(ColorModel::Rgb, Words{16 * 256, 126 * 256, 235 * 256}, narrow), (Shown{0, 128, 255, 255}));
    EXPECT_EQ(first_pixel(ColorModel::Grey, Bytes{64, 128}, premultiplied), (Shown{128, 128, 128, 128}));
    EXPECT_EQ(first_pixel(ColorModel::Rgb, Bytes{50, 75, 100, 128}, premultiplied), (Shown{100, 149, 199, 128}));
    EXPECT_EQ(first_pixel(ColorModel::Rgb, Bytes{50, 75, 100, 64}, premultiplied), (Shown{199, 255, 255, 64}));
    EXPECT_EQ(first_pixel(ColorModel::Rgb, Bytes{50, 75, 100, 0}, premultiplied), (Shown{50, 75, 100, 0}));
    EXPECT_EQ(first_pixel(ColorModel::Rgb, Bytes{50, 75, 100}, premultiplied), (Shown{50, 75, 100, 255}));
    EXPECT_EQ(first_pixel(ColorModel::Rgb, Words{257 * 50, 257 * 75, 65535, 257 * 128}, premultiplied),
              (Shown{100, 149, 255, 128}));
    EXPECT_EQ(first_pixel(ColorModel::Rgb, Bytes{16, 71, 126, 128}, both), (Shown{0, 128, 255, 128}));
}

// ---- files

/// A HEIC or AVIF whose colr box says other numbers than before, or numbers instead of a profile.
/// matrix: by default what the pixels were stored with.
std::string with_code_points(std::string heif, unsigned primaries, unsigned transfer, unsigned matrix = 6) {
    const std::size_t at = heif.find("colr");
    EXPECT_NE(at, std::string::npos);
    std::string numbers = "nclx";
    for (const unsigned number : {primaries, transfer, matrix})
        numbers += {static_cast<char>(number >> 8), static_cast<char>(number)};
    return heif.replace(at + 4, 11, numbers + '\x80');
}

Decoded decode_bytes(std::string bytes) {
    return testing::decode_blob(testing::blob_of(std::move(bytes)));
}

TEST(HeifBoxes, SayTheEncoding) {
    const auto read = [](std::string bytes) { return read_heif_boxes(testing::blob_of(std::move(bytes))); };
    const std::string avif = testing::fixture_bytes("photo.avif");
    EXPECT_EQ(read(avif).colors.encoding, encoding_of_code_points(2, 2)) << "unspecified";
    EXPECT_EQ(read(with_code_points(avif, 12, 13)).colors.encoding, encoding_of_code_points(12, 13));
    EXPECT_EQ(read(with_code_points(avif, 9, 16)).colors.encoding, encoding_of_code_points(9, 16));
    EXPECT_FALSE(read(with_code_points(avif, 3, 13)).colors.encoding) << "a reserved number";
    EXPECT_FALSE(read(avif).colors.has_profile);
    EXPECT_FALSE(read(avif).is_grid);
    const HeifPicture profiled = read(testing::fixture_bytes("p3.heic"));
    EXPECT_TRUE(profiled.colors.has_profile);
    EXPECT_FALSE(profiled.colors.encoding);
    EXPECT_TRUE(read(testing::fixture_bytes("grid.heic")).is_grid);
}

TEST(HeifBoxes, MayHaveSizesOf64BitsOrNone) {
    const auto encoding = [](const std::string& bytes) {
        return read_heif_boxes(testing::blob_of(bytes)).colors.encoding;
    };
    const std::string avif = with_code_points(testing::fixture_bytes("photo.avif"), 12, 13);
    const std::size_t meta = avif.find("meta") - 4;
    const std::string large =
        "\0\0\0\1mdat\0\0\0\0\0\0\0\x13"
        "abc"s;
    EXPECT_EQ(encoding(std::string(avif).insert(meta, large)), encoding_of_code_points(12, 13));
    std::string last = avif.substr(0, avif.find("mdat") - 4);
    last.replace(meta, 4, 4, '\0');
    EXPECT_EQ(encoding(last), encoding_of_code_points(12, 13)) << "a box to the end of the file";
    for (const char* size : {"\0\0\0\0\0\0\0\x0F", "\0\0\0\0\1\0\0\0", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"}) {
        const std::string odd = "\0\0\0\1mdat"s + std::string(size, 8);
        EXPECT_FALSE(encoding(std::string(avif).insert(meta, odd)));
    }
}

TEST(HeifBoxes, SayWhatIsLeftToUndo) {
    const auto colors_of = [](std::string bytes) { return read_heif_boxes(testing::blob_of(std::move(bytes))).colors; };
    const HeifColors grey = colors_of(testing::fixture_bytes("narrow_grey.avif"));
    EXPECT_TRUE(grey.is_grey && grey.is_narrow && !grey.is_ycgco && !grey.is_premultiplied);
    const HeifColors color = colors_of(with_code_points(testing::fixture_bytes("photo.avif"), 1, 13, 8));
    EXPECT_TRUE(!color.is_grey && !color.is_narrow && color.is_ycgco && !color.is_premultiplied);
    const std::string premultiplied = testing::fixture_bytes("premultiplied.avif");
    EXPECT_TRUE(colors_of(premultiplied).is_premultiplied);
    std::string of_alpha = premultiplied;
    of_alpha[premultiplied.find("prem") + 5] = '\2';
    EXPECT_FALSE(colors_of(of_alpha).is_premultiplied) << "said of another item";
    std::string heic = testing::fixture_bytes("photo.heic");
    EXPECT_FALSE(colors_of(heic).is_grey);
    heic[heic.find("hvcC") + 4 + 16] = '\xFC';
    EXPECT_TRUE(colors_of(heic).is_grey);
    std::string grid = testing::fixture_bytes("grid.heic");
    EXPECT_FALSE(colors_of(grid).is_grey);
    grid[grid.find("hvcC") + 4 + 16] = '\xFC';
    EXPECT_TRUE(colors_of(grid).is_grey) << "as its tiles are";
}

TEST(HeifBoxes, OfDamagedFilesSayWhatTheyCan) {
    const std::string avif = with_code_points(testing::fixture_bytes("photo.avif"), 12, 13);
    const std::size_t meta_ends = avif.find("mdat");
    for (std::size_t length = 1; length < meta_ends; ++length) {
        const HeifPicture picture = read_heif_boxes(testing::blob_of(avif.substr(0, length)));
        ASSERT_FALSE(picture.is_grid) << length;
    }
    for (std::size_t at = 0; at < meta_ends; ++at) {
        for (const char value : {'\0', '\xFF', '\x7F'}) {
            std::string damaged = avif;
            damaged[at] = value;
            const HeifPicture picture = read_heif_boxes(testing::blob_of(damaged));
            ASSERT_FALSE(picture.colors.has_profile) << at;
        }
    }
}

TEST(ColorOfFiles, NumbersCountAsMuchAsProfiles) {
    const Decoded srgb = decode_file("photo.png");
    const std::array<double, 3> mean = {srgb.sink.mean(0), srgb.sink.mean(1), srgb.sink.mean(2)};
    for (const char* name : {"p3.heic", "p3.avif"}) {
        const Decoded decoded = decode_bytes(with_code_points(testing::fixture_bytes(name), 12, 13));
        expect_mean(decoded, mean, 1.0, name);
        if (!decoded.report) continue;
        EXPECT_EQ(decoded.report->color_space, "Display P3") << name;
    }
}

TEST(ColorOfFiles, HighDynamicRangeIsToned) {
    // Twelve bits of one colour: half of the range of red, 60 % of green, 40 % of blue.
    const std::string flat = testing::fixture_bytes("flat12.avif");
    const Color sample = {0.5, 0.6, 0.4};
    expect_mean(decode_bytes(with_code_points(flat, 9, 16)), pq_truth(sample), 1.5, "PQ");
    expect_mean(decode_bytes(with_code_points(flat, 9, 18)), hlg_truth(sample), 1.5, "HLG");
    expect_mean(decode_bytes(with_code_points(flat, 1, 8)), levels_of(sample), 1.5, "linear");
    expect_mean(decode_bytes(with_code_points(flat, 9, 14)), levels_of(from_bt2020(bt709_light(sample))), 1.5,
                "BT.2020");
    expect_mean(decode_bytes(flat), {127.5, 153, 102}, 1.0, "unspecified");
}

TEST(ColorOfFiles, ProfilesAreConvertedNotRelabelled) {
    // The same picture, once stored as sRGB and once as Display P3.
    const Decoded srgb = decode_file("photo.png");
    const std::array<double, 3> mean = {srgb.sink.mean(0), srgb.sink.mean(1), srgb.sink.mean(2)};
    for (const char* name : {"p3.jpg", "p3.png", "p3.webp", "p3.tif", "p3.heic", "p3.avif"}) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, mean, 1.0, name);
        if (!decoded.report) continue;
        EXPECT_NE(decoded.report->color_space, "srgb") << name;
    }
    // The same numbers under a wider space are other colours.
    const Decoded wide = decode_file("wide_gamut.jpg");
    ASSERT_TRUE(wide.report);
    EXPECT_LT(wide.sink.mean(0), mean[0] - 5);
    EXPECT_EQ(wide.report->color_space, "Wide gamut");
    EXPECT_GT(decode_file("grey_profile.jpg").sink.mean(0), decode_file("grey.jpg").sink.mean(0) + 30);
}

TEST(ColorOfFiles, DamagedOrUnfittingProfilesChangeNothing) {
    const Decoded plain = decode_file("baseline.jpg");
    for (const char* name : {"profile_damaged.jpg", "profile_missing_chunk.jpg", "profile_doubled_chunk.jpg",
                             "profile_of_grey_in_rgb.jpg"}) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, {plain.sink.mean(0), plain.sink.mean(1), plain.sink.mean(2)}, 0.0, name);
        if (!decoded.report) continue;
        EXPECT_EQ(decoded.report->color_space, "srgb") << name;
    }
}

/// A JPEG without a profile, with one.
std::string with_profile(const std::string& jpeg, const std::vector<std::byte>& profile) {
    std::string segment = std::string("ICC_PROFILE\0\1\1", 14);
    for (const std::byte byte : profile)
        segment += static_cast<char>(byte);
    const std::size_t length = segment.size() + 2;
    return jpeg.substr(0, 2) + "\xFF\xE2" + static_cast<char>(length >> 8) + static_cast<char>(length) + segment +
           jpeg.substr(2);
}

Gamut gamut_of_bytes(std::string bytes, const std::string& what) {
    const Decoded decoded = decode_bytes(std::move(bytes));
    EXPECT_TRUE(decoded.report) << what << ": " << decoded.message();
    return decoded.report ? decoded.report->gamut : Gamut{};
}

TEST(GamutOfFiles, IsSrgbIfNothingElseIsSeen) {
    for (const char* name : {"baseline.jpg", "p3.jpg", "p3.png", "p3.webp", "p3.tif", "p3.heic", "p3.avif",
                             "srgb_profile.jpg", "grey_profile.jpg"})
        EXPECT_EQ(gamut_of_bytes(testing::fixture_bytes(name), name), Gamut::Srgb) << name;
}

TEST(GamutOfFiles, IsWiderIfMoreIsSeen) {
    EXPECT_EQ(gamut_of_bytes(testing::fixture_bytes("vivid.png"), "PNG"), Gamut::DisplayP3);
    // Read by its DC terms, and by libjpeg.
    const auto prophoto = rgb_profile(prophoto_primaries, L"ProPhoto", 1.8);
    for (const char* name : {"baseline.jpg", "progressive.jpg", "small.jpg", "tiny.jpg"})
        EXPECT_EQ(gamut_of_bytes(with_profile(testing::fixture_bytes(name), prophoto), name), Gamut::Wider) << name;
    // One colour: 98 % red, 8 % green, 4 % blue.
    const std::string vivid = testing::fixture_bytes("vivid12.avif");
    EXPECT_EQ(gamut_of_bytes(with_code_points(vivid, 1, 13), "sRGB"), Gamut::Srgb);
    EXPECT_EQ(gamut_of_bytes(with_code_points(vivid, 12, 13), "P3"), Gamut::DisplayP3);
    EXPECT_EQ(gamut_of_bytes(with_code_points(vivid, 9, 13), "BT.2020"), Gamut::Wider);
}

}  // namespace
}  // namespace photolibrary::image
