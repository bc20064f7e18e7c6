#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "core/failure.hpp"
#include "process/linux/channel.hpp"
#include "process/linux/sandbox.hpp"
#include "schedule/decode/executor.hpp"

namespace photolibrary::schedule {

/// A job's source with its files open. A decoding child opens none: it gets these.
struct OpenSource {
    /// The truth, then the candidates as the source lists them: null if one could not be opened.
    std::vector<std::shared_ptr<const core::UniqueFd>> files;
};

/// Opens a source for another process; bytes go into a sealed file in memory. Fails as reading it here would.
core::Outcome<OpenSource> open_for_child(const analysis::Source& source);

/// To a child: a job.
bool send_job(const process::Channel& channel, const ImageJob& job, const OpenSource& source);
/// In the child: absent if the frame is none. All labels are empty; a candidate that could not be opened has no
/// descriptor, and cannot be opened here either.
std::optional<ImageJob> read_job(process::Frame& frame);

/// From a child, once: it is confined and takes jobs.
struct ChildReady {
    process::Confinement confinement;
};
/// From a child: a job has ended. Names are still missing: a child knows none.
struct ChildResult {
    Result result;
    std::uint64_t resident_bytes = 0;  ///< of the child, now
};
/// From a child, last: it was on this job when a signal came to end it.
struct ChildDying {
    JobId job = 0;
    bool out_of_memory = false;
};
using ChildFrame = std::variant<ChildReady, ChildResult, ChildDying>;

bool send_ready(const process::Channel& channel, const process::Confinement& confinement);
bool send_result(const process::Channel& channel, const ChildResult& result);
/// Safe in a signal handler.
void send_dying(int fd, JobId job, bool out_of_memory) noexcept;
/// In the parent: absent if the frame is none, whatever the child has become.
std::optional<ChildFrame> read_child_frame(const process::Frame& frame);
/// Whether a child that is itself can have made this of the job: numbers in their ranges, shares that add up, text that
/// harms no terminal. What it says of the picture can still be a lie.
bool is_plausible(const ChildResult& result, const ImageJob& job) noexcept;

}  // namespace photolibrary::schedule
