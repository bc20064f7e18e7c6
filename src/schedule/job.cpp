#include "schedule/job.hpp"

#include <utility>

#include "schedule/decode/last_words.hpp"

namespace photolibrary::schedule {

Result run(const Job& job, const std::atomic<bool>& abort, const core::Helpers* helpers) noexcept {
    const OnJob on_job(job);
    using Clock = core::StopToken::Clock;
    const auto timeout = std::chrono::duration_cast<Clock::duration>(job.options.timeout);
    const core::StopToken stop(&abort, Clock::now() + timeout, job.options.timeout);
    Result result =
        result_of(job.id, analysis::analyse(job.source, job.options, stop, helpers), 1, analysis::label_of(job.source));
    tell_origin(result, job.source);
    return result;
}

Result result_of(JobId id, analysis::Report report, int attempts, std::string source) {
    const std::uint64_t bytes_read = report.bytes_read;
    if (!report.outcome) return {id, std::move(report.outcome).failure(), bytes_read, attempts, std::move(source)};
    return {id, Product(std::move(report.outcome).value()), bytes_read, attempts, std::move(source)};
}

void tell_origin(Result& result, const analysis::Source& source) {
    const auto* const bytes = std::get_if<analysis::Bytes>(&source);
    if (bytes == nullptr || !bytes->fetching) return;
    result.bytes_read = bytes->fetching->received;
    result.attempts += bytes->fetching->attempts - 1;
    auto* const analysis = result.outcome ? std::get_if<analysis::Analysis>(&result.outcome.value()) : nullptr;
    if (analysis == nullptr) return;
    analysis->bytes_read = bytes->fetching->received;
    analysis->remote = bytes->fetching->file;
}

Result refused(JobId id, const std::string& label, core::Failure failure) {
    return {id, core::named(std::move(failure), label), 0, 0, label};
}

Result cancelled(const Job& job) {
    return refused(job.id, analysis::label_of(job.source),
                   {core::FailureReason::Cancelled, "the batch was stopped before this image was started"});
}

}  // namespace photolibrary::schedule
