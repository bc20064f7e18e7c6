#include <gtest/gtest.h>

#include "engine/image_fixtures.hpp"

namespace photolibrary::image {
namespace {

/// A small generator with the same numbers everywhere (xorshift, Marsaglia 2003).
class Random {
  public:
    explicit Random(std::uint32_t seed) : state_(seed) {}
    std::uint32_t below(std::uint32_t bound) {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return state_ % bound;
    }

  private:
    std::uint32_t state_;
};

std::string mutated(std::string bytes, Random& random) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    const std::uint32_t head = std::min<std::uint32_t>(size, 600);
    for (std::uint32_t i = 1 + random.below(6); i > 0; --i) {
        // Half of the changes hit the header, where they do most.
        const std::uint32_t at = random.below(random.below(2) == 0 ? head : size);
        switch (random.below(4)) {
            case 0:
                bytes[at] = static_cast<char>(random.below(256));
                break;
            case 1:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
                break;
            case 2:
                bytes[at] = static_cast<char>(random.below(2) == 0 ? 0x00 : 0xFF);
                break;
            default:
                bytes.replace(at, std::min<std::uint32_t>(4, size - at), "\xFF\xFF\xFF\xFF",
                              std::min<std::uint32_t>(4, size - at));
                break;
        }
    }
    if (random.below(8) == 0) bytes.resize(1 + random.below(size));
    return bytes;
}

/// How many pixels an image of that header has at a scale: of a GIF those that its first frame covers, and one for all
/// that it leaves uncovered.
std::uint64_t pixels_of(const Header& header, std::uint64_t eighths) {
    const auto scaled = [&](std::uint64_t side) { return (side * eighths + 7) / 8; };
    const std::uint64_t all = scaled(header.width) * scaled(header.height);
    if (!header.frame) return all;
    const Area& frame = *header.frame;
    const auto covered = [](std::uint32_t begin, std::uint32_t length, std::uint32_t whole) {
        return std::min(begin + length, whole) - std::min(begin, whole);
    };
    const std::uint64_t pixels =
        std::uint64_t{covered(frame.left, frame.width, header.width)} * covered(frame.top, frame.height, header.height);
    return pixels == 0 || pixels == all ? all : pixels + 1;
}

class Mutation : public ::testing::TestWithParam<const char*> {};

TEST_P(Mutation, IsAnswered) {
    using core::FailureReason;
    const std::string original = testing::fixture_bytes(GetParam());
    ASSERT_FALSE(original.empty());
    core::Limits limits;
    limits.max_pixels = 1'000'000;
    limits.max_memory = 64 << 20;
    Random random(20240607);
    for (int round = 0; round < 40; ++round) {
        const auto decoded = testing::decode_blob(testing::blob_of(mutated(original, random)), limits);
        if (decoded.failure) {
            const FailureReason reason = decoded.failure->reason;
            EXPECT_TRUE(reason == FailureReason::Corrupt || reason == FailureReason::Unsupported ||
                        reason == FailureReason::TooLarge || reason == FailureReason::Memory)
                << decoded.reason() << ": " << decoded.message();
            EXPECT_FALSE(decoded.message().empty());
        } else {
            EXPECT_EQ(decoded.sink.pixels(), pixels_of(*decoded.header, decoded.report->scale_eighths));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Mutation,
                         ::testing::Values("tiny.jpg", "orientation_6.jpg", "tiny_progressive.jpg",
                                           "small_progressive.jpg", "profile_out_of_order.jpg", "16bit_alpha.png",
                                           "palette_alpha.png", "wide_gamut.png", "interlaced.png", "animated.gif",
                                           "lossy.webp", "alpha.webp", "animated.webp", "p3.webp", "photo.heic",
                                           "grid.heic", "photo.avif", "narrow_grey.avif", "premultiplied.avif",
                                           "photo.jxl", "float_alpha.tif", "32bit.tif", "photo.tif", "tiled.tif",
                                           "bigtiff.tif"),
                         [](const auto& info) {
                             std::string name = info.param;
                             std::replace(name.begin(), name.end(), '.', '_');
                             return name;
                         });

}  // namespace
}  // namespace photolibrary::image
