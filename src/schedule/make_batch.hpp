#pragma once

#include <memory>

#include "analysis/analyse.hpp"
#include "core/failure.hpp"
#include "net/exchange.hpp"
#include "schedule/command/command_events.hpp"
#include "schedule/command/command_supervisor.hpp"
#include "schedule/decode/isolation.hpp"
#include "schedule/parallelism.hpp"
#include "schedule/work.hpp"

namespace photolibrary::schedule {

// Which stages a batch has is decided here. All of these throw std::system_error when there is no descriptor left.

/// A batch of images, local ones and those that requests fetch. Fails with internal if the mode cannot run in this
/// process: threads, in a child that was forked while threads were running; processes, where none can be started.
core::Outcome<std::unique_ptr<Batch>> make_image_batch(const Parallelism& parallelism, const analysis::Options& options,
                                                       bool ordered, const ChildPolicy& children = {},
                                                       const net::HttpOptions& http = {});

/// A batch of requests whose answers are results. Fails as net::HttpClient::create() does.
core::Outcome<std::unique_ptr<Batch>> make_request_batch(const net::HttpOptions& http, bool ordered);

struct CommandBatch {
    std::unique_ptr<Batch> batch;
    std::shared_ptr<CommandSupervisor> supervisor;  ///< of its commands
};

/// A batch of commands, in the order they end. events: outlive the batch; they tell when a result is there, and the
/// descriptor of the batch does not.
CommandBatch make_command_batch(CommandEvents& events);

}  // namespace photolibrary::schedule
