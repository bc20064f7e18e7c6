#include "analysis/cheapest.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/blob.hpp"
#include "image/color/color_profile.hpp"
#include "image/decode.hpp"
#include "image/probe.hpp"

namespace photolibrary::analysis {
namespace {

using core::Blob;
using core::Outcome;
using image::Header;

Outcome<Header> read_header(const File& file, const core::Limits& limits, std::uint64_t& bytes_read) {
    Outcome<Blob> blob = open(file, limits.max_bytes);
    if (!blob) return std::move(blob).failure();
    Outcome<Header> header = image::probe(blob.value(), limits);
    if (header) header = image::complete_header(blob.value(), std::move(header).value(), limits);
    bytes_read += blob.value().bytes_read();
    return header;
}

bool can_be_replaced(const Header& truth, const image::ColorSpace& space) {
    if (truth.model == image::ColorModel::Cmyk || truth.format == image::Format::Heif) return false;
    return truth.model != image::ColorModel::Grey || space.is_srgb();
}

struct Copy {
    std::uint64_t pixels;
    std::uint32_t candidate;
};

}  // namespace

Outcome<Choice> choose(const Cheapest& cheapest, const core::Limits& limits, std::uint64_t& bytes_read) {
    // The truth's own size must not keep a small copy from standing for it, so it is not held to the limits here.
    core::Limits no_limits = limits;
    no_limits.max_pixels = no_limits.max_bytes = UINT64_MAX;
    const Outcome<Header> probed = read_header(cheapest.truth, no_limits, bytes_read);
    if (!probed) return probed.failure();
    const Header& truth = probed.value();
    Choice choice{{}, truth.displayed_width(), truth.displayed_height()};

    const image::ColorSpace space = image::ColorSpace::of(truth);
    if (!can_be_replaced(truth, space)) return choice;

    std::vector<Copy> copies;
    for (std::uint32_t i = 0; i < cheapest.candidates.size(); ++i) {
        const Outcome<Header> header = read_header(cheapest.candidates[i], limits, bytes_read);
        if (header.shortage() != nullptr) return header.failure();
        if (!header) continue;
        const Header& copy = header.value();
        if (std::max(copy.width, copy.height) < cheapest.min_long_side || copy.pixels() >= truth.pixels()) continue;
        if (image::ColorSpace::of(copy).same_effect_as(space)) copies.push_back({copy.pixels(), i});
    }
    std::stable_sort(copies.begin(), copies.end(), [](const Copy& a, const Copy& b) { return a.pixels < b.pixels; });
    for (const Copy& copy : copies)
        choice.candidates.push_back(copy.candidate);
    return choice;
}

}  // namespace photolibrary::analysis
