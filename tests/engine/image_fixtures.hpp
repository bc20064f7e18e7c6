#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/blob.hpp"
#include "image/decode.hpp"
#include "image/probe.hpp"

namespace photolibrary::image::testing {

/// Path of an image made by tests/support/make_images.
inline std::string fixture(const std::string& name) {
    const char* folder = std::getenv("PHOTOLIBRARY_TEST_IMAGES");
    EXPECT_NE(folder, nullptr) << "PHOTOLIBRARY_TEST_IMAGES names the folder that make_images filled";
    return std::string(folder != nullptr ? folder : ".") + '/' + name;
}

inline std::string fixture_bytes(const std::string& name) {
    std::ifstream file(fixture(name), std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

inline core::Blob blob_of(std::string bytes) {
    return core::Blob::from_bytes(std::make_shared<const std::string>(std::move(bytes)), UINT64_MAX).value();
}

inline core::Outcome<Header> probe_bytes(std::string bytes, const core::Limits& limits = {}) {
    return probe(blob_of(std::move(bytes)), limits);
}

/// Adds up what it is given.
class SummingSink : public PixelSink {
  public:
    void rgb(std::span<const std::uint8_t> pixels) override { add(pixels, 3); }
    void rgba(std::span<const std::uint8_t> pixels) override { add(pixels, 4); }

    std::uint64_t pixels() const { return pixels_; }
    double mean(std::size_t channel) const {
        return static_cast<double>(sums_[channel]) / static_cast<double>(pixels_);
    }
    double alpha() const { return mean(3); }

  private:
    void add(std::span<const std::uint8_t> pixels, std::size_t channels) {
        ASSERT_EQ(pixels.size() % channels, 0U);
        for (std::size_t i = 0; i < pixels.size(); i += channels) {
            for (std::size_t channel = 0; channel < 3; ++channel)
                sums_[channel] += pixels[i + channel];
            sums_[3] += channels == 4 ? pixels[i + 3] : 255U;
            ++pixels_;
        }
    }

    std::array<std::uint64_t, 4> sums_{};
    std::uint64_t pixels_ = 0;
};

struct Decoded {
    std::optional<Header> header;
    std::optional<DecodeReport> report;
    std::optional<core::Failure> failure;
    SummingSink sink;
    std::uint64_t bytes_read = 0;

    std::string reason() const { return failure ? std::string(core::to_string(failure->reason)) : "none"; }
    std::string message() const { return failure ? failure->message : std::string(); }
};

/// Probes and decodes, as the analysis does.
inline Decoded decode_blob(const core::Blob& blob, const core::Limits& limits = {}, const core::StopToken& stop = {}) {
    Decoded decoded;
    auto header = probe(blob, limits);
    if (!header) {
        decoded.failure = header.failure();
        return decoded;
    }
    decoded.header = std::move(header).value();
    auto report = decode(blob, *decoded.header, limits, stop, decoded.sink);
    if (report) {
        decoded.report = std::move(report).value();
    } else {
        decoded.failure = report.failure();
    }
    decoded.bytes_read = blob.bytes_read();
    return decoded;
}

inline Decoded decode_file(const std::string& name, const core::Limits& limits = {}, const core::StopToken& stop = {}) {
    auto blob = core::Blob::open(fixture(name), limits.max_bytes);
    if (!blob) {
        Decoded decoded;
        decoded.failure = blob.failure();
        return decoded;
    }
    return decode_blob(blob.value(), limits, stop);
}

/// The mean colour, within a tolerance in levels.
inline void expect_mean(const Decoded& decoded, std::array<double, 3> expected, double tolerance,
                        const std::string& what) {
    ASSERT_FALSE(decoded.failure) << what << ": " << decoded.message();
    for (std::size_t channel = 0; channel < 3; ++channel) {
        EXPECT_NEAR(decoded.sink.mean(channel), expected[channel], tolerance) << what << ", channel " << channel;
    }
}

}  // namespace photolibrary::image::testing
