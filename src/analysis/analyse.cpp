#include "analysis/analyse.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include "analysis/cheapest.hpp"
#include "analysis/faults.hpp"
#include "image/probe.hpp"
#include "palette/color_counts.hpp"
#include "palette/quantize.hpp"
#include "palette/sharpener.hpp"

namespace photolibrary::analysis {
namespace {

using core::Blob;
using core::Failure;
using core::FailureReason;
using core::Outcome;

/// Counts the colours of the pixels as they are decoded; those of reduced images are sharpened first.
class CountingSink final : public image::PixelSink {
  public:
    explicit CountingSink(std::uint64_t expected_pixels) : counts_(expected_pixels) {}

    void begin_reduced(std::size_t width, std::uint8_t scale_eighths) override {
        sharpener_.emplace(width, scale_eighths);
    }

    void rgb(std::span<const std::uint8_t> pixels) override {
        if (!sharpener_) return counts_.add_rgb(pixels);
        for (; pixels.size() >= sharpener_->row_bytes(); pixels = pixels.subspan(sharpener_->row_bytes()))
            counts_.add_rgb(sharpener_->add(pixels.first(sharpener_->row_bytes())));
    }

    void rgba(std::span<const std::uint8_t> pixels) override { counts_.add_rgba(pixels); }

    /// To be called once, after the last row.
    const palette::ColorCounts& finish() {
        if (sharpener_) counts_.add_rgb(sharpener_->finish());
        return counts_;
    }

  private:
    palette::ColorCounts counts_;
    std::optional<palette::Sharpener> sharpener_;
};

Failure named(Failure failure, const std::string& label) {
    if (!label.empty()) failure.message = label + ": " + failure.message;
    return failure;
}

/// Analyses whole sources, and keeps count of the bytes read for them.
class SourceAnalysis {
  public:
    SourceAnalysis(const Options& options, const core::StopToken& stop) : options_(options), stop_(stop) {}

    std::uint64_t bytes_read() const noexcept { return bytes_read_; }

    Outcome<Analysis> operator()(const File& file) {
        return of_blob(open(file, options_.limits.max_bytes), file.label);
    }

    Outcome<Analysis> operator()(const Bytes& bytes) {
        return of_blob(open(bytes, options_.limits.max_bytes), bytes.label);
    }

    Outcome<Analysis> operator()(const Cheapest& cheapest) {
        const Outcome<Choice> choice = choose(cheapest, options_.limits, bytes_read_);
        if (!choice) return named(choice.failure(), cheapest.truth.label);
        for (const File& candidate : choice.value().candidates) {
            if (stop_.stop_requested()) return named(stop_.failure(), cheapest.truth.label);
            if (auto outcome = (*this)(candidate)) return as_displayed(std::move(outcome).value(), choice.value());
        }
        return (*this)(cheapest.truth);
    }

  private:
    Outcome<Analysis> of_blob(Outcome<Blob> blob, const std::string& label) {
        if (!blob) return named(std::move(blob).failure(), label);
        Outcome<Analysis> outcome = analyse(blob.value(), options_, stop_);
        bytes_read_ += blob.value().bytes_read();
        if (!outcome) return named(std::move(outcome).failure(), label);
        outcome.value().source = label;
        return outcome;
    }

    /// The palette is the truth's: so are the sizes.
    static Analysis as_displayed(Analysis analysis, const Choice& choice) {
        analysis.width = choice.width;
        analysis.height = choice.height;
        return analysis;
    }

    const Options& options_;
    const core::StopToken& stop_;
    std::uint64_t bytes_read_ = 0;
};

}  // namespace

Outcome<Analysis> analyse(const Blob& blob, const Options& options, const core::StopToken& stop) {
    if (stop.stop_requested()) return stop.failure();
#ifdef PHOTOLIBRARY_FAULTS
    if (auto failure = perform_fault(blob, stop)) return *std::move(failure);
#endif
    Outcome<image::Header> probed = image::probe(blob, options.limits);
    if (!probed) return std::move(probed).failure();
    image::Header header = std::move(probed).value();

    CountingSink sink(header.pixels());
    Outcome<image::DecodeReport> decoded = image::decode(blob, header, options.limits, stop, sink);
    if (!decoded) return std::move(decoded).failure();

    palette::Palette palette = palette::quantize(sink.finish(), options.colors, options.style, stop);
    if (stop.stop_requested()) return stop.failure();
    return Analysis{
        .palette = std::move(palette),
        .width = header.displayed_width(),
        .height = header.displayed_height(),
        .source = {},
        .decode = std::move(decoded).value(),
        .bytes_read = blob.bytes_read(),
    };
}

Report analyse(const Source& source, const Options& options, const core::StopToken& stop) noexcept {
    SourceAnalysis analysis(options, stop);
    std::optional<Failure> failure;
    try {
        Outcome<Analysis> outcome = std::visit(analysis, source);
        return {std::move(outcome), analysis.bytes_read()};
    } catch (const std::bad_alloc&) {
        failure = Failure{FailureReason::Memory, "not enough memory to decode it"};
    } catch (const std::exception& exception) {
        failure = Failure{FailureReason::Internal, std::string("a fault of photolibrary: ") + exception.what()};
    } catch (...) {
        failure = Failure{FailureReason::Internal, "a fault of photolibrary"};
    }
    return {named(*std::move(failure), label_of(source)), analysis.bytes_read()};
}

std::string algorithm_stamp() {
    // The number counts changes of what is decoded and how its pixels are weighed; the quantiser counts its own.
    return "oklab-2." + std::to_string(palette::quantizer_version);
}

}  // namespace photolibrary::analysis
