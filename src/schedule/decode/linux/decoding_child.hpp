#pragma once

#include "core/unique_fd.hpp"
#include "process/linux/zygote_protocol.hpp"

namespace photolibrary::schedule {

/// The life of a decoding child: confines itself, takes jobs and gives their results until the other end is closed.
/// Gives the exit status.
int run_decoding_child(core::UniqueFd job_end, const process::ChildSettings& settings);

}  // namespace photolibrary::schedule
