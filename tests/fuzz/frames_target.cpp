// What a decoding child, which hostile bytes may have taken over, sends to the process of the user; and the jobs it
// gets. The first byte is the number of descriptors that come with the frame.
#include <fcntl.h>

#include <cmath>

#include "fuzz/fuzz.hpp"
#include "schedule/decode/job_frames.hpp"
#include "schedule/decode/run_job.hpp"

namespace {

using namespace photolibrary;

process::Frame frame_of(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
    process::Frame frame{{bytes.begin(), bytes.end()}, {}};
    for (unsigned i = data[0] % 4U; i > 0; --i)
        frame.descriptors.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    return frame;
}

schedule::ImageJob job_of_three() {
    schedule::ImageJob job;
    job.work.source = analysis::Cheapest{{"truth.jpg", "truth.jpg"}, {{"a.jpg", "a.jpg"}, {"b.jpg", "b.jpg"}}, 640};
    return job;
}

void check(schedule::ChildResult result) {
    const auto& outcome = result.result.outcome;
    const analysis::Analysis* const analysis = schedule::analysis_of(result.result);
    if (analysis != nullptr) {
        const palette::Palette& palette = analysis->palette;
        fuzz::require(!palette.swatches.empty() && palette.swatches.size() <= 32, "a palette has 1 to 32 swatches");
        for (const palette::Swatch& swatch : palette.swatches)
            fuzz::require(std::isfinite(swatch.share), "a share is a number");
        fuzz::require(analysis->decode.gamut <= image::Gamut::Wider, "a gamut is one of three");
    } else {
        fuzz::require(outcome.failure().message.size() <= 2000, "a message has a limit");
    }
    schedule::describe(result.result, job_of_three());
    if (analysis == nullptr) return;
    const std::string& source = analysis->source;
    fuzz::require(source == "truth.jpg" || source == "a.jpg" || source == "b.jpg", "a result names what was asked for");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    process::Frame frame = frame_of(data, size);
    auto from_child = schedule::read_child_frame(frame);
    if (from_child && std::holds_alternative<schedule::ChildResult>(*from_child))
        check(std::get<schedule::ChildResult>(std::move(*from_child)));
    const auto job = schedule::read_job(frame);
    fuzz::require(!job || (job->work.options.colors >= 1 && job->work.options.colors <= 32),
                  "a job asks for 1 to 32 colours");
    return 0;
}
