#include "schedule/decode/isolation.hpp"

#include "process/linux/sandbox.hpp"
#include "process/linux/zygote.hpp"
#include "process/linux/zygote_server.hpp"
#include "schedule/decode/linux/decoding_child.hpp"
#include "schedule/decode/linux/process_executor.hpp"

namespace photolibrary::schedule {

bool has_isolated_processes() noexcept {
    return true;
}

core::Outcome<std::unique_ptr<Executor>> make_process_executor(const Parallelism& parallelism, std::uint64_t max_memory,
                                                               const ChildPolicy& policy, Completions& completions) {
    return ProcessExecutor::create(parallelism, max_memory, policy, completions);
}

void serve_decoding_children(const std::string& identity) {
    process::serve_zygote(identity, run_decoding_child);
}

void end_decoding_children() noexcept {
    process::end_zygote();
}

std::vector<std::string> available_confinement() {
    return process::names_of(process::available_confinement());
}

}  // namespace photolibrary::schedule
