#include "schedule/decode/isolation.hpp"

namespace photolibrary::schedule {

bool has_isolated_processes() noexcept {
    return false;
}

core::Outcome<std::unique_ptr<Executor>> make_process_executor(const Parallelism&, std::uint64_t, const ChildPolicy&,
                                                               Completions&) {
    return core::Failure{core::FailureReason::Internal,
                         "isolated processes are not available on this platform: use workers() or sequential()"};
}

void serve_decoding_children(const std::string&) {}

void end_decoding_children() noexcept {}

std::vector<std::string> available_confinement() {
    return {};
}

}  // namespace photolibrary::schedule
