#include "schedule/make_batch.hpp"

#include <string>
#include <utility>

#include "schedule/command/command_stage.hpp"
#include "schedule/decode/inline_executor.hpp"
#include "schedule/decode/thread_executor.hpp"
#include "schedule/fetch/fetching_stage.hpp"

namespace photolibrary::schedule {
namespace {

core::Outcome<std::unique_ptr<Executor>> make_executor(const Parallelism& parallelism, const analysis::Options& options,
                                                       const ChildPolicy& children, Completions& completions) {
    using Made = std::unique_ptr<Executor>;
    if (parallelism.mode == Mode::Sequential) return Made(std::make_unique<InlineExecutor>(completions));
    if (parallelism.mode == Mode::Processes) {
        return make_process_executor(parallelism, options.limits.max_memory, children, completions);
    }
    auto runtime = ThreadRuntime::lease(parallelism.workers);
    if (!runtime) return std::move(runtime).failure();
    const int threads = runtime.value()->threads();
    if (threads < parallelism.workers) {
        return core::Failure{core::FailureReason::Internal,
                             "the system lets this process start only " + std::to_string(threads) + " of " +
                                 std::to_string(parallelism.workers) +
                                 " threads: ask for fewer, or raise its limits (ulimit -u, the container's limit of "
                                 "processes)"};
    }
    auto executor = ThreadExecutor::create(std::move(runtime).value(), completions);
    if (!executor) return std::move(executor).failure();
    return Made(std::move(executor).value());
}

}  // namespace

core::Outcome<std::unique_ptr<Batch>> make_image_batch(const Parallelism& parallelism, const analysis::Options& options,
                                                       bool ordered, const ChildPolicy& children,
                                                       const net::HttpOptions& http) {
    auto completions = std::make_unique<Completions>();
    auto executor = make_executor(parallelism, options, children, *completions);
    if (!executor) return std::move(executor).failure();
    auto stage = std::make_unique<FetchingStage>(http, options, std::move(executor).value(), *completions);
    return std::make_unique<Batch>(std::move(completions), std::move(stage), ordered);
}

core::Outcome<std::unique_ptr<Batch>> make_request_batch(const net::HttpOptions& http, bool ordered) {
    auto completions = std::make_unique<Completions>();
    auto stage = std::make_unique<FetchingStage>(http, analysis::Options{}, nullptr, *completions);
    if (std::optional<core::Failure> failure = stage->open()) return *std::move(failure);
    return std::make_unique<Batch>(std::move(completions), std::move(stage), ordered);
}

CommandBatch make_command_batch(CommandEvents& events) {
    auto completions = std::make_unique<Completions>();
    completions->silence(true);
    auto supervisor = std::make_shared<CommandSupervisor>(*completions, events);
    auto stage = std::make_unique<CommandStage>(supervisor);
    return {std::make_unique<Batch>(std::move(completions), std::move(stage), false), std::move(supervisor)};
}

}  // namespace photolibrary::schedule
