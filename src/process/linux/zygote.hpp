#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/failure.hpp"
#include "process/linux/channel.hpp"
#include "process/linux/zygote_protocol.hpp"
#include "process/pid_fd.hpp"
#include "process/zygote_program.hpp"

namespace photolibrary::process {

/// A batch's connection to the zygote. Closing it ends the children that were forked through it.
///
/// The zygote is one clean process for all of this process's batches: it has a single thread, no decoder runs in it,
/// and it was started afresh, not forked from here. All it does is to fork decoding children, and to say how they
/// ended. It has detached itself, so that nobody's wait() finds it.
class ZygoteSession {
  public:
    struct Forked {
        std::uint32_t number;
        PidFd pid;  ///< empty if this process has no descriptor left for it
    };
    struct NotForked {
        std::uint32_t number;
        int error;  ///< errno
    };
    struct Ended {
        std::uint32_t number;
        int status;  ///< as wait() gives it
    };
    struct Lost {};  ///< the zygote is gone
    using Event = std::variant<Forked, NotForked, Ended, Lost>;

    /// Connects to the zygote of this process, and starts one if there is none. Waits for it: a few ten milliseconds
    /// for one that must be started. Fails with internal, naming what was tried. From any thread.
    static core::Outcome<ZygoteSession> open(const ZygoteProgram& program);

    /// Asks for a child that holds job_end; its number comes back with what becomes of it. False if the zygote is gone.
    bool fork(std::uint32_t number, const core::PrivateFd& job_end, const ChildSettings& settings) const noexcept;

    /// Ends a child with SIGKILL, unless it has ended; the zygote says how, as always. For one without a PidFd.
    void kill(std::uint32_t number) const noexcept;

    /// The next event, if there is one.
    std::optional<Event> next_event() const;

    int fd() const noexcept { return channel_.fd(); }

    /// Ends the zygote, for it does not answer.
    void kill_zygote() const noexcept;

    /// What the zygote and its children have written to STDERR, shortened and printable; for error messages.
    std::string errors() const;

  private:
    struct Shared;
    friend struct ZygoteStarter;

    Channel channel_;
    std::shared_ptr<Shared> zygote_;
};

/// Ends the zygote of this process, if there is one, and waits until it is gone. Not while a session is open: another
/// thread of PHP may be in the middle of a batch.
void end_zygote() noexcept;

}  // namespace photolibrary::process
