#include "schedule/decode/run_job.hpp"

#include <algorithm>
#include <utility>

#include "schedule/decode/on_job.hpp"

namespace photolibrary::schedule {
namespace {

using core::Failure;
using core::FailureReason;

const std::string& name_of_what_was_read(const analysis::Source& source, const analysis::Analysis& analysis) {
    const auto* const cheapest = std::get_if<analysis::Cheapest>(&source);
    const bool is_copy = cheapest != nullptr && analysis.candidate && *analysis.candidate < cheapest->candidates.size();
    return is_copy ? cheapest->candidates[*analysis.candidate].label : analysis::label_of(source);
}

Result result_of(JobId id, analysis::Report report) {
    if (!report.outcome) return {id, std::move(report.outcome).failure(), report.bytes_read, 1, {}};
    return {id, Product(std::move(report.outcome).value()), report.bytes_read, 1, {}};
}

void add_fetching(Result& result, const Fetching& fetching) {
    result.bytes_read = fetching.received;
    result.attempts = fetching.attempts + std::max(result.attempts - 1, 0);
    auto* const analysis = analysis_of(result);
    if (analysis == nullptr) return;
    analysis->bytes_read = fetching.received;
    analysis->remote = fetching.file;
}

}  // namespace

Result run_job(const ImageJob& job, const std::atomic<bool>* abort, const core::Helpers* helpers) noexcept {
    const auto left = time_left(job);
    const OnJob on_job(job.id, left);
    using Clock = core::StopToken::Clock;
    const core::StopToken stop(abort, Clock::now() + std::chrono::duration_cast<Clock::duration>(left),
                               job.work.options.timeout);
    Result result = result_of(job.id, analysis::analyse(job.work.source, job.work.options, stop, helpers));
    describe(result, job);
    return result;
}

std::chrono::duration<double> time_left(const ImageJob& job) noexcept {
    constexpr std::chrono::duration<double> most(1e9);  // longer than any batch
    return std::min(job.work.options.timeout - job.work.spent, most);
}

Result failed(const ImageJob& job, Failure failure, int attempts) {
    Result result = failed<Product>(job.id, analysis::label_of(job.work.source), std::move(failure), attempts);
    if (job.work.fetching) add_fetching(result, *job.work.fetching);
    return result;
}

Result cancelled(const ImageJob& job, int attempts) {
    return failed(job, stopped_before_start(), attempts);
}

Failure stopped_before_start() {
    return {FailureReason::Cancelled, "the batch was stopped before this image was started"};
}

void describe(Result& result, const ImageJob& job) {
    const std::string& name = analysis::label_of(job.work.source);
    if (auto* const analysis = analysis_of(result)) {
        result.source = name;
        analysis->source = name_of_what_was_read(job.work.source, *analysis);
    } else {
        result = failed<Product>(job.id, name, std::move(result.outcome).failure(), result.attempts, result.bytes_read);
    }
    if (job.work.fetching) add_fetching(result, *job.work.fetching);
}

}  // namespace photolibrary::schedule
