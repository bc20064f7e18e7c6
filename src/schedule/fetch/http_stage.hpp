#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/byte_budget.hpp"
#include "net/http_client.hpp"
#include "schedule/executor.hpp"

namespace photolibrary::schedule {

/// The requests of one batch on their way through the network. Those of images are the first of two stages: their
/// bodies are delivered to the executor that decodes. The others' answers are results.
class HttpStage final : private net::HttpClient::Listener {
  public:
    /// decoders: null if answers are results. What it gets is decoded with `options`, whose timeout counts from the
    /// first start of the request. Fails as net::HttpClient::create() does.
    static core::Outcome<std::unique_ptr<HttpStage>> create(const net::HttpOptions& http,
                                                            const analysis::Options& options,
                                                            std::shared_ptr<core::ByteBudget> budget,
                                                            Executor* decoders, Completions& completions);

    HttpStage(net::HttpOptions http, const analysis::Options& options, Executor* decoders, Completions& completions)
        : http_(std::move(http)), options_(options), decoders_(decoders), completions_(completions) {}

    void submit(JobId id, net::Request request);

    void await(JobId id) { client_->await(id); }

    /// Requests that were not started come back as cancelled; running ones go on.
    void cancel_waiting() { client_->cancel_waiting(); }

    bool help(std::chrono::milliseconds most) noexcept { return client_->help(most); }

    std::size_t slots() const noexcept { return static_cast<std::size_t>(http_.concurrency); }

  private:
    void on_ended(JobId id, net::Ending ending) override;
    void on_pause() override { completions_.push_all(results_); }
    void deliver(JobId id, net::Ending& ending);
    void refuse(JobId id, const net::Ending& ending, core::Failure failure);

    const net::HttpOptions http_;
    const analysis::Options options_;
    Executor* const decoders_;
    Completions& completions_;
    std::vector<Result> results_;              // of whoever works on the loop
    std::unique_ptr<net::HttpClient> client_;  // last: while it lives it tells
};

}  // namespace photolibrary::schedule
