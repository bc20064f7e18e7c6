// What tells, while a file arrives, whether the rest of it is needed. It says the same in whatever pieces the file
// comes, and a file that was cut where it said so gives the same pixels.
#include <algorithm>
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "image/arrival_watcher.hpp"
#include "image/jpeg/dc_reader.hpp"
#include "image/jpeg/jpeg_decoder.hpp"

namespace {

using namespace photolibrary;
using image::ArrivalWatcher;
using Verdict = ArrivalWatcher::Verdict;

/// Keeps a hash of what it is given (FNV-1a).
class HashingSink final : public image::PixelSink {
  public:
    void rgb(std::span<const std::uint8_t> pixels) override { add(pixels); }
    void rgba(std::span<const std::uint8_t> pixels) override { add(pixels); }
    std::uint64_t hash() const noexcept { return hash_; }

  private:
    void add(std::span<const std::uint8_t> pixels) {
        for (const std::uint8_t byte : pixels)
            hash_ = (hash_ ^ byte) * 0x100000001B3ULL;
    }

    std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

/// What becomes of bytes. The words of a failure may depend on how many are read at once.
struct Result {
    std::optional<core::FailureReason> failure{};
    std::uint64_t hash = 0;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::uint8_t orientation = 0;
    std::vector<std::byte> profile{};

    bool operator==(const Result&) const = default;
};

Result result_of(std::span<const std::uint8_t> bytes) {
    const auto blob = fuzz::blob_of(bytes.data(), bytes.size());
    auto header = image::probe(*blob, fuzz::limits());
    if (!header) return {.failure = header.failure().reason};
    HashingSink sink;
    image::Header& known = header.value();
    const auto report = image::decode(*blob, known, fuzz::limits(), {}, sink);
    if (!report) return {.failure = report.failure().reason};
    return {.failure = std::nullopt,
            .hash = sink.hash(),
            .width = known.width,
            .height = known.height,
            .orientation = known.orientation,
            .profile = known.profile};
}

/// A watcher that has seen a copy of exactly these bytes: a byte too far is outside of it.
ArrivalWatcher watched(std::span<const std::uint8_t> bytes) {
    const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
    ArrivalWatcher watcher;
    watcher.look(std::as_bytes(std::span(copy)));
    return watcher;
}

/// A watcher that has seen them in pieces, which are as long as they say themselves.
ArrivalWatcher watched_in_pieces(std::span<const std::uint8_t> bytes) {
    ArrivalWatcher watcher;
    for (std::size_t seen = 0; seen < bytes.size();) {
        const std::size_t said = bytes[seen];
        seen = std::min(bytes.size(), seen + 1 + (said < 0xF0 ? said & 15U : 64 * said));
        const Verdict verdict = watcher.look(std::as_bytes(bytes.first(seen)));
        fuzz::require(verdict == Verdict::Undecided || watcher.expected() == 0, "nothing is expected of the decided");
    }
    return watcher;
}

/// What end_of_dc_pass() and probe() say of the whole file; nothing if all of it is needed.
std::optional<std::uint64_t> needed_of(const core::Blob& blob) {
    const auto header = image::probe(blob, fuzz::limits());
    if (!header || header.value().format != image::Format::Jpeg || !header.value().progressive ||
        header.value().model == image::ColorModel::Cmyk || image::jpeg_scale_eighths(header.value()) != 1) {
        return std::nullopt;
    }
    const auto end = image::end_of_dc_pass(blob);
    if (!end || *end + 2 > blob.size()) return std::nullopt;
    return *end + 2;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto blob = fuzz::blob_of(data, size);
    if (!blob) return 0;
    const std::span<const std::uint8_t> bytes(data, size);
    ArrivalWatcher once = watched(bytes);
    ArrivalWatcher often = watched_in_pieces(bytes);
    const Verdict verdict = once.look(std::as_bytes(bytes));
    fuzz::require(often.look(std::as_bytes(bytes)) == verdict, "the verdict does not depend on the pieces");
    fuzz::require((verdict == Verdict::NoImage) == once.failure().has_value(), "a failure says why it is no image");
    if (verdict == Verdict::NoImage) {
        const auto header = image::probe(*blob, fuzz::limits());
        fuzz::require(!header && header.failure().message == once.failure()->message &&
                          often.failure()->message == once.failure()->message,
                      "the words are those of the probe");
    }
    const auto needed = needed_of(*blob);
    if (needed && size >= image::sniffed_bytes) {
        fuzz::require(verdict == Verdict::Complete, "what the reader can do without is not waited for");
    }
    if (verdict != Verdict::Complete) return 0;
    fuzz::require(once.needed() == often.needed(), "what is needed does not depend on the pieces");
    fuzz::require(once.needed() <= size, "what is needed was seen");
    fuzz::require(!needed || *needed == once.needed(), "what is needed ends where the pass ends");
    const auto prefix = bytes.first(static_cast<std::size_t>(once.needed()));
    if (prefix.size() >= image::sniffed_bytes) {
        fuzz::require(watched(prefix).needed() == once.needed(), "no byte behind it was looked at");
    }
    fuzz::require(result_of(prefix) == result_of(bytes), "the rest changes nothing");
    return 0;
}
