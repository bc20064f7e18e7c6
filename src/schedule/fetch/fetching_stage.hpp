#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/byte_budget.hpp"
#include "net/http_client.hpp"
#include "schedule/decode/executor.hpp"
#include "schedule/work.hpp"

namespace photolibrary::schedule {

/// The requests of one batch on their way through the network. With an executor behind it, their bodies are images that
/// it decodes, and local images go to it at once. Without one, the answers are results.
///
/// The network is opened for the first request: whoever has none pays for none.
class FetchingStage final : public StageOf<Work, Product>, private net::HttpClient::Listener {
  public:
    /// options: of all images; their timeout counts from the first start of a request. executor: made with the same
    /// completions; may be null, and then nothing but requests may be submitted.
    FetchingStage(net::HttpOptions http, const analysis::Options& options, std::unique_ptr<Executor> executor,
                  Completions& completions);

    /// Opens the network, unless it is open. Fails as net::HttpClient::create() does.
    std::optional<core::Failure> open();

    std::size_t window() const noexcept override;
    void submit(Job job) override;
    void cancel_waiting() override;
    std::uint64_t bytes_held() const noexcept override { return budget_->used(); }
    std::uint64_t bytes_sent() const noexcept override { return client_ ? client_->bytes_sent() : 0; }
    void await(JobId id) override;
    bool needs_caller() const noexcept override { return executor_ && executor_->needs_caller(); }
    bool help(std::chrono::milliseconds most) override;
    std::optional<core::Failure> breakdown() const override;
    std::vector<std::string> confinement() const override;

  private:
    void send(JobId id, net::Request request);
    void on_ended(JobId id, net::Ending ending) override;
    void on_pause() override { completions_.push_all(results_); }
    void deliver(JobId id, net::Ending& ending);
    void fail(JobId id, const net::Ending& ending, core::Failure failure);

    const net::HttpOptions http_;
    const analysis::Options options_;
    Completions& completions_;
    std::shared_ptr<core::ByteBudget> budget_ = std::make_shared<core::ByteBudget>(max_bytes_in_flight);
    const std::unique_ptr<Executor> executor_;
    std::vector<Result> results_;              // of whoever works on the loop
    std::unique_ptr<net::HttpClient> client_;  // last: while it lives it tells. From the first request on
};

}  // namespace photolibrary::schedule
