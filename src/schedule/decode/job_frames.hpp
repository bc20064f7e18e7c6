#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "core/failure.hpp"
#include "process/channel.hpp"
#include "process/sandbox.hpp"
#include "schedule/job.hpp"

namespace photolibrary::schedule {

/// Most candidates that a Cheapest source may have: its files travel in one frame.
inline constexpr std::size_t max_candidates = process::Channel::max_descriptors - 1;

/// A job's source with its files open. A decoding child opens none: it gets these.
struct OpenSource {
    std::vector<std::shared_ptr<const core::UniqueFd>> files;  ///< the truth, then the candidates that could be opened
    std::vector<std::uint32_t> positions;                      ///< of those candidates, in the source
};

/// Opens a source for another process; bytes go into a sealed file in memory. Fails as reading it here would.
core::Outcome<OpenSource> open_for_child(const analysis::Source& source);

/// To a child: a job.
bool send_job(const process::Channel& channel, const Job& job, const OpenSource& source);
/// In the child: absent if the frame is none. The source's label is empty, a candidate's is its position.
std::optional<Job> read_job(process::Frame& frame);

/// From a child, once: it is confined and takes jobs.
struct ChildReady {
    process::Confinement confinement;
};
/// From a child: a job has ended. Its source is still called as the child calls it.
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

/// Gives the result of a job the names that its source has here.
void name_result(Result& result, const Job& job);

}  // namespace photolibrary::schedule
