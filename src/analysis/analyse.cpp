#include "analysis/analyse.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "analysis/cheapest.hpp"
#include "analysis/faults.hpp"
#include "image/decode.hpp"
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

/// Makes a palette of the pixels as they are decoded. Those of reduced images are sharpened. Those of JPEG are kept
/// until all are there if they are not too many.
class PaletteSink final : public image::PixelSink {
  public:
    explicit PaletteSink(const image::Header& header)
        : full_pixels_(header.pixels()), lossy_(header.format == image::Format::Jpeg) {
        keep_if_few(full_pixels_);
    }

    void begin_reduced(std::size_t width, std::uint8_t scale_eighths) override {
        sharpener_.emplace(width, scale_eighths);
        keep_if_few(full_pixels_ / 64 * scale_eighths * scale_eighths);
    }

    void rgb(std::span<const std::uint8_t> pixels) override {
        if (!sharpener_) return take(pixels);
        for (; pixels.size() >= sharpener_->row_bytes(); pixels = pixels.subspan(sharpener_->row_bytes()))
            take(sharpener_->add(pixels.first(sharpener_->row_bytes())));
    }

    void rgba(std::span<const std::uint8_t> pixels) override { counts().add_rgba(pixels); }

    /// To be called once, after the last row.
    palette::Palette finish(const Options& options, const core::StopToken& stop) {
        if (sharpener_) take(sharpener_->finish());
        if (kept_ != nullptr) return palette::quantize_lossy(*kept_, options.colors, options.style, stop);
        return palette::quantize(counts(), options.colors, options.style, stop);
    }

  private:
    static constexpr std::uint64_t max_kept_pixels = 1U << 20;  // 3 MB

    void keep_if_few(std::uint64_t pixels) {
        if (!lossy_ || pixels > max_kept_pixels) return;
        // A fresh block of this size for each image would cost more than its palette.
        thread_local std::vector<std::uint8_t> scratch;
        scratch.clear();
        kept_ = &scratch;
    }

    palette::ColorCounts& counts() {
        if (!counts_) counts_.emplace(full_pixels_);
        return *counts_;
    }

    void take(std::span<const std::uint8_t> rows) {
        if (kept_ == nullptr) return counts().add_rgb(rows);
        kept_->insert(kept_->end(), rows.begin(), rows.end());
    }

    std::uint64_t full_pixels_;
    bool lossy_;
    std::optional<palette::ColorCounts> counts_;
    std::optional<palette::Sharpener> sharpener_;
    std::vector<std::uint8_t>* kept_ = nullptr;  // as they are to be counted
};

/// Analyses whole sources, and keeps count of the bytes read for them.
class SourceAnalysis {
  public:
    SourceAnalysis(const Options& options, const core::StopToken& stop, const core::Helpers* helpers)
        : options_(options), stop_(stop), helpers_(helpers) {}

    std::uint64_t bytes_read() const noexcept { return bytes_read_; }

    Outcome<Analysis> operator()(const File& file) { return of_blob(open(file, options_.limits.max_bytes)); }

    Outcome<Analysis> operator()(const Bytes& bytes) { return of_blob(open(bytes, options_.limits.max_bytes)); }

    Outcome<Analysis> operator()(const Cheapest& cheapest) {
        const Outcome<Choice> choice = choose(cheapest, options_.limits, bytes_read_);
        if (!choice) return choice.failure();
        for (const std::uint32_t candidate : choice.value().candidates) {
            if (stop_.stop_requested()) return stop_.failure();
            auto outcome = (*this)(cheapest.candidates[candidate]);
            if (outcome.shortage() != nullptr) return outcome;
            if (!outcome) continue;
            outcome.value().candidate = candidate;
            return as_displayed(std::move(outcome).value(), choice.value());
        }
        return (*this)(cheapest.truth);
    }

  private:
    Outcome<Analysis> of_blob(Outcome<Blob> blob) {
        if (!blob) return std::move(blob).failure();
        Outcome<Analysis> outcome = analyse(blob.value(), options_, stop_, helpers_);
        bytes_read_ += blob.value().bytes_read();
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
    const core::Helpers* helpers_;
    std::uint64_t bytes_read_ = 0;
};

}  // namespace

Outcome<Analysis> analyse(const Blob& blob, const Options& options, const core::StopToken& stop,
                          const core::Helpers* helpers) {
    if (stop.stop_requested()) return stop.failure();
#ifdef PHOTOLIBRARY_FAULTS
    if (auto failure = perform_fault(blob, stop)) return *std::move(failure);
#endif
    Outcome<image::Header> probed = image::probe(blob, options.limits);
    if (!probed) return std::move(probed).failure();
    image::Header header = std::move(probed).value();

    PaletteSink sink(header);
    Outcome<image::DecodeReport> decoded = image::decode(blob, header, options.limits, stop, sink, helpers);
    if (!decoded) return std::move(decoded).failure();

    palette::Palette palette = sink.finish(options, stop);
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

Report analyse(const Source& source, const Options& options, const core::StopToken& stop,
               const core::Helpers* helpers) noexcept {
    SourceAnalysis analysis(options, stop, helpers);
    std::optional<Failure> failure;
    try {
        Outcome<Analysis> outcome = std::visit(analysis, source);
        return {std::move(outcome), analysis.bytes_read()};
    } catch (const std::bad_alloc&) {
        failure = core::not_enough_memory();
    } catch (const std::exception& exception) {
        failure = Failure{FailureReason::Internal, std::string("a fault of photolibrary: ") + exception.what()};
    } catch (...) {
        failure = Failure{FailureReason::Internal, "a fault of photolibrary"};
    }
    return {*std::move(failure), analysis.bytes_read()};
}

std::string algorithm_stamp() {
    // The number counts changes of what is decoded and how its pixels are weighed; the quantiser counts its own.
    return "oklab-3." + std::to_string(palette::quantizer_version);
}

}  // namespace photolibrary::analysis
