#include "schedule/decode/on_job.hpp"

namespace photolibrary::schedule {

// There are no decoding children.

OnJob::OnJob(JobId, std::chrono::duration<double>) noexcept {}

void OnJob::end() noexcept {}

}  // namespace photolibrary::schedule
