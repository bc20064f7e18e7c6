// What a decoding child, which hostile bytes may have taken over, sends to the process of the user; and the jobs it
// gets. The first byte is the number of descriptors that come with the frame.
#include <fcntl.h>

#include <cmath>

#include "core/plain_text.hpp"
#include "fuzz/fuzz.hpp"
#include "schedule/decode/linux/job_frames.hpp"
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
    const bool is_believed = schedule::is_plausible(result, job_of_three());
    const auto& outcome = result.result.outcome;
    const analysis::Analysis* const analysis = schedule::analysis_of(result.result);
    if (analysis != nullptr) {
        const palette::Palette& palette = analysis->palette;
        fuzz::require(!palette.swatches.empty() && palette.swatches.size() <= 32, "a palette has 1 to 32 swatches");
        double sum = 0;
        for (const palette::Swatch& swatch : palette.swatches)
            sum += swatch.share;
        fuzz::require(!is_believed || std::abs(sum - 1) < 1e-5, "shares add up to 1");
        fuzz::require(!is_believed || palette.swatches.size() <= 5, "there are no more colours than wanted");
        fuzz::require(!is_believed || core::is_plain_text(analysis->decode.color_space), "a name is plain text");
        fuzz::require(!is_believed || (analysis->width > 0 && analysis->height > 0), "a picture has a size");
        fuzz::require(analysis->decode.gamut <= image::Gamut::Wider, "a gamut is one of three");
    } else {
        fuzz::require(outcome.failure().message.size() <= 2000, "a message has a limit");
        fuzz::require(!is_believed || core::is_plain_text(outcome.failure().message), "a message is plain text");
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
    auto from_child = schedule::read_child_frame({frame.bytes, {}});
    if (from_child && std::holds_alternative<schedule::ChildResult>(*from_child))
        check(std::get<schedule::ChildResult>(std::move(*from_child)));
    const auto job = schedule::read_job(frame);
    fuzz::require(!job || (job->work.options.colors >= 1 && job->work.options.colors <= 32),
                  "a job asks for 1 to 32 colours");
    return 0;
}
