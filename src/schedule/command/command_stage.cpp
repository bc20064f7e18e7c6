#include "schedule/command/command_stage.hpp"

#include <utility>

namespace photolibrary::schedule {

CommandStage::CommandStage(std::shared_ptr<CommandSupervisor> supervisor) : supervisor_(std::move(supervisor)) {
    thread_ = core::start_thread("pl-commands", [supervisor = supervisor_] { supervisor->run(); });
}

CommandStage::~CommandStage() {
    supervisor_->end();
    thread_.join();
}

}  // namespace photolibrary::schedule
