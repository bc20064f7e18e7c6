#include <gtest/gtest.h>

#include "engine/image_fixtures.hpp"

namespace photolibrary::image {
namespace {

using testing::blob_of;
using testing::decode_blob;
using testing::decode_file;
using testing::Decoded;
using testing::expect_mean;
using testing::fixture_bytes;

constexpr std::array<double, 3> small_mean = {118.9, 126.1, 131.5};  // of the 400 × 300 picture

TEST(Webp, DecodesEveryKind) {
    for (const char* name : {"lossy.webp", "lossless.webp", "animated.webp", "alpha.webp", "p3.webp"}) {
        const Decoded decoded = decode_file(name);
        expect_mean(decoded, small_mean, 1.0, name);
        ASSERT_TRUE(decoded.report) << name;
        EXPECT_EQ(decoded.report->decoder, Decoder::Libwebp) << name;
        EXPECT_EQ(decoded.sink.pixels(), 400U * 300U) << name;
    }
    EXPECT_NEAR(decode_file("alpha.webp").sink.alpha(), 128, 0.5);
    EXPECT_EQ(decode_file("lossy.webp").sink.alpha(), 255);
}

TEST(Webp, MissingPixelsAreCorrupt) {
    const Decoded truncated = decode_file("truncated_lossy.webp");
    EXPECT_EQ(truncated.reason(), "corrupt");
    EXPECT_EQ(truncated.message().substr(0, 14), "it ends after ") << truncated.message();
    for (const char* name : {"lossy.webp", "lossless.webp", "alpha.webp", "animated.webp"}) {
        const std::string bytes = fixture_bytes(name);
        // The first half of an animation holds its first frame.
        const std::size_t needed = std::string_view(name) == "animated.webp" ? bytes.size() / 3 : bytes.size() - 100;
        for (std::size_t length = 12; length < needed; length += 499) {
            EXPECT_EQ(decode_blob(blob_of(bytes.substr(0, length))).reason(), "corrupt")
                << name << " cut to " << length;
        }
    }
}

TEST(Webp, PredictsMemoryBeforeDecoding) {
    core::Limits limits;
    limits.max_memory = 400 * 300 * 4;
    for (const char* name : {"lossy.webp", "lossless.webp", "alpha.webp"}) {
        const Decoded decoded = decode_file(name, limits);
        EXPECT_EQ(decoded.reason(), "memory") << name;
        EXPECT_EQ(decoded.sink.pixels(), 0U) << name;
    }
}

TEST(Webp, StopsAtTheDeadline) {
    const core::StopToken late(nullptr, core::StopToken::Clock::now());
    EXPECT_EQ(decode_file("lossy.webp", {}, late).reason(), "timeout");
}

}  // namespace
}  // namespace photolibrary::image
