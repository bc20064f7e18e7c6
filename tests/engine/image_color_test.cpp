#include <gtest/gtest.h>
#include <lcms2.h>

#include <cmath>
#include <thread>

#include "engine/image_fixtures.hpp"
#include "image/color_profile.hpp"

namespace photolibrary::image {
namespace {

using testing::decode_file;
using testing::Decoded;
using testing::expect_mean;

constexpr cmsCIExyY d65 = {0.3127, 0.3290, 1.0};
constexpr cmsCIExyYTRIPLE srgb_primaries = {{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
constexpr cmsCIExyYTRIPLE p3_primaries = {{0.680, 0.320, 1}, {0.265, 0.690, 1}, {0.150, 0.060, 1}};

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

std::vector<std::byte> grey_profile(double gamma) {
    cmsToneCurve* curve = gamma > 0 ? cmsBuildGamma(nullptr, gamma) : srgb_curve();
    cmsHPROFILE profile = cmsCreateGrayProfile(&d65, curve);
    cmsFreeToneCurve(curve);
    describe(profile, L"grey");
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
    const ColorSpace space = space_of(rgb_profile(srgb_primaries, L"my own sRGB"));
    EXPECT_TRUE(space.is_srgb());
    EXPECT_EQ(space.name(), "srgb");
    EXPECT_EQ(space.transform(), nullptr);
    EXPECT_TRUE(space_of(saved(cmsCreate_sRGBProfile())).is_srgb());
    EXPECT_TRUE(space_of(grey_profile(0), ColorModel::Grey).is_srgb());
    EXPECT_FALSE(space_of(rgb_profile(srgb_primaries, L"gamma", 1.8)).is_srgb());
}

TEST(ColorSpace, ComparesEffects) {
    const ColorSpace p3 = space_of(rgb_profile(p3_primaries, L"Display P3"));
    EXPECT_TRUE(p3.same_effect_as(space_of(rgb_profile(p3_primaries, L"another Display P3"))));
    EXPECT_FALSE(p3.same_effect_as(ColorSpace()));
    EXPECT_FALSE(ColorSpace().same_effect_as(p3));
    EXPECT_FALSE(p3.same_effect_as(space_of(rgb_profile(p3_primaries, L"Display P3 with another curve", 1.8))));
    EXPECT_TRUE(ColorSpace().same_effect_as(space_of(rgb_profile(srgb_primaries, L"sRGB"))));
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

TEST(ColorOfFiles, ProfilesAreConvertedNotRelabelled) {
    // The same picture, once stored as sRGB and once as Display P3.
    const Decoded srgb = decode_file("photo.png");
    const std::array<double, 3> mean = {srgb.sink.mean(0), srgb.sink.mean(1), srgb.sink.mean(2)};
    for (const char* name : {"p3.jpg", "p3.png", "p3.webp", "p3.tif", "p3.heic"}) {
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

}  // namespace
}  // namespace photolibrary::image
