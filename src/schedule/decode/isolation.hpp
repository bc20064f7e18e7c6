#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "process/zygote_program.hpp"
#include "schedule/decode/executor.hpp"
#include "schedule/parallelism.hpp"

namespace photolibrary::schedule {

// What everybody else knows of decoding in isolated processes. Only Linux has them.

/// Whether this platform has them.
bool has_isolated_processes() noexcept;

/// How decoding children are made and what they may use.
struct ChildPolicy {
    process::ZygoteProgram program;
    int nice = 0;  ///< 0 to 19, added to the niceness of this process
};

/// Fails with internal where there are none, or none can be started.
core::Outcome<std::unique_ptr<Executor>> make_process_executor(const Parallelism& parallelism, std::uint64_t max_memory,
                                                               const ChildPolicy& policy, Completions& completions);

/// Becomes what decoding children are forked from, if this process was started to be that, and then never returns.
void serve_decoding_children(const std::string& identity);

/// Ends what this process's decoding children are forked from, and waits until it is gone.
void end_decoding_children() noexcept;

/// What can confine decoding children here, as process::names_of() says it.
std::vector<std::string> available_confinement();

}  // namespace photolibrary::schedule
