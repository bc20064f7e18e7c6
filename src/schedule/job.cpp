#include "schedule/job.hpp"

#include "schedule/last_words.hpp"

namespace photolibrary::schedule {

Result run(const Job& job, const std::atomic<bool>& abort) noexcept {
    const OnJob on_job(job);
    using Clock = core::StopToken::Clock;
    const auto timeout = std::chrono::duration_cast<Clock::duration>(job.options.timeout);
    const core::StopToken stop(&abort, Clock::now() + timeout);
    return {job.id, analysis::analyse(job.source, job.options, stop), 1, analysis::label_of(job.source)};
}

Result refused(JobId id, const analysis::Source& source, core::Failure failure) {
    const std::string& label = analysis::label_of(source);
    if (!label.empty()) failure.message = label + ": " + failure.message;
    return {id, {std::move(failure), 0}, 0, label};
}

Result cancelled(const Job& job) {
    return refused(job.id, job.source,
                   {core::FailureReason::Cancelled, "the batch was stopped before this image was started"});
}

}  // namespace photolibrary::schedule
