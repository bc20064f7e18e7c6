#pragma once

#include <cstddef>
#include <memory>

#include "core/thread.hpp"
#include "schedule/command/command_supervisor.hpp"
#include "schedule/work.hpp"

namespace photolibrary::schedule {

/// Runs commands, each as soon as it is submitted: which one is next, and whether there is room for it, is the queue's
/// to say. A thread supervises them for as long as the stage lives.
class CommandStage final : public StageOf<Work, Product> {
  public:
    /// Throws std::system_error if the system has no thread left.
    explicit CommandStage(std::shared_ptr<CommandSupervisor> supervisor);
    CommandStage(const CommandStage&) = delete;
    CommandStage& operator=(const CommandStage&) = delete;
    /// Kills those that run, and their groups.
    ~CommandStage() override;

    std::size_t window() const noexcept override { return static_cast<std::size_t>(-1); }
    void submit(Job job) override { supervisor_->submit(std::move(job)); }
    void cancel_waiting() override {}  // none waits here

  private:
    std::shared_ptr<CommandSupervisor> supervisor_;
    core::Thread thread_;
};

}  // namespace photolibrary::schedule
