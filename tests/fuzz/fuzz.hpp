#pragma once

// What the fuzz targets share. A target is one function over hostile bytes, LLVMFuzzerTestOneInput, as libFuzzer wants
// it; replay.cpp calls the same function where there is no libFuzzer.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/blob.hpp"
#include "core/failure.hpp"
#include "core/limits.hpp"
#include "image/decode.hpp"
#include "image/header.hpp"
#include "image/pixel_sink.hpp"
#include "image/probe.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace photolibrary::fuzz {

/// Ends the run, with this input as the finding, unless a promise holds.
inline void require(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

/// Small enough that no input is slow, large enough for every path (1/8 of a JPEG needs 1024 pixels a side).
inline core::Limits limits() {
    core::Limits limits;
    limits.max_pixels = 2'000'000;
    limits.max_memory = 64U << 20;
    return limits;
}

/// Nothing if there are no bytes.
inline std::optional<core::Blob> blob_of(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return std::nullopt;
    auto bytes = std::make_shared<const std::string>(reinterpret_cast<const char*>(data), size);
    return core::Blob::from_bytes(std::move(bytes), UINT64_MAX).value();
}

/// What an image may fail with, whatever its bytes are.
inline void require_answer(const core::Failure& failure) {
    using core::FailureReason;
    const FailureReason reason = failure.reason;
    require(reason == FailureReason::Corrupt || reason == FailureReason::Unsupported ||
                reason == FailureReason::TooLarge || reason == FailureReason::Memory,
            "bytes are unsupported, corrupt, too large or need too much memory, and nothing else");
    require(!failure.message.empty(), "a failure says why");
}

/// Counts pixels and touches each byte of them.
class CountingSink final : public image::PixelSink {
  public:
    void rgb(std::span<const std::uint8_t> pixels) override { add(pixels, 3); }
    void rgba(std::span<const std::uint8_t> pixels) override { add(pixels, 4); }
    std::uint64_t pixels() const noexcept { return pixels_; }

  private:
    void add(std::span<const std::uint8_t> pixels, std::size_t channels) {
        require(pixels.size() % channels == 0, "pixels are delivered whole");
        for (const std::uint8_t byte : pixels)
            touched_ = touched_ + byte;
        pixels_ += pixels.size() / channels;
    }

    volatile std::uint64_t touched_ = 0;  // so that no read is optimised away
    std::uint64_t pixels_ = 0;
};

/// Decodes the bytes if the probe takes them for an image of this format.
inline void decode_as(image::Format format, const std::uint8_t* data, std::size_t size) {
    const auto blob = blob_of(data, size);
    if (!blob) return;
    auto header = image::probe(*blob, limits());
    if (!header || header.value().format != format) return;
    // CMYK is libvips' business.
    if (header.value().model == image::ColorModel::Cmyk) return;
    CountingSink sink;
    const auto report = image::decode(*blob, header.value(), limits(), {}, sink);
    if (!report) return require_answer(report.failure());
    const std::uint64_t eighths = report.value().scale_eighths;
    const auto scaled = [eighths](std::uint64_t side) { return (side * eighths + 7) / 8; };
    require(sink.pixels() == scaled(header.value().width) * scaled(header.value().height),
            "every pixel is delivered once");
}

}  // namespace photolibrary::fuzz
