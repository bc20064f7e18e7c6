#include "schedule/fetch/http_stage.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <optional>
#include <utility>

#include "image/arrival_watcher.hpp"

namespace photolibrary::schedule {
namespace {

using core::Failure;
using core::FailureReason;

/// Fetches of an image what its palette needs.
class ImageWatcher final : public net::BodyWatcher {
  public:
    Verdict look(std::span<const std::byte> so_far) override {
        switch (watcher_.look(so_far)) {
            case image::ArrivalWatcher::Verdict::Undecided:
                return Verdict::Undecided;
            case image::ArrivalWatcher::Verdict::NeedsAll:
                return Verdict::NeedsAll;
            case image::ArrivalWatcher::Verdict::Complete:
                return Verdict::Complete;
            case image::ArrivalWatcher::Verdict::NoImage:
                break;
        }
        return Verdict::NoUse;
    }
    std::uint64_t expected() const override { return watcher_.expected(); }
    Failure failure() const override {
        return watcher_.failure().value_or(Failure{FailureReason::Unsupported, "it is no image"});
    }

  private:
    image::ArrivalWatcher watcher_;
};

/// Bytes, and the room they take up.
struct FetchedImage {
    net::Body body;
    core::ByteBudget::Share share;
};

}  // namespace

core::Outcome<std::unique_ptr<HttpStage>> HttpStage::create(const net::HttpOptions& http,
                                                            const analysis::Options& options,
                                                            std::shared_ptr<core::ByteBudget> budget,
                                                            Executor* decoders, Completions& completions) {
    auto stage = std::make_unique<HttpStage>(http, options, decoders, completions);
    net::HttpOptions allowed = http;
    if (decoders != nullptr) allowed.max_bytes = std::min(allowed.max_bytes, options.limits.max_bytes);
    auto client = net::HttpClient::create(allowed, std::move(budget), *stage, decoders == nullptr);
    if (!client) return std::move(client).failure();
    stage->client_ = std::move(client).value();
    return stage;
}

void HttpStage::submit(JobId id, net::Request request) {
    if (decoders_ == nullptr) return client_->send(id, std::move(request));
    const auto timeout = std::min(request.timeout.value_or(http_.timeout), options_.timeout);
    request.timeout = timeout;
    decoders_->announce();
    client_->send(id, std::move(request), [] { return std::make_unique<ImageWatcher>(); });
}

/// By whoever works on the loop, which no exception may end.
void HttpStage::on_ended(JobId id, net::Ending ending) {
    if (!ending.outcome) {
        core::Failure failure = std::move(ending.outcome).failure();
        return refuse(id, ending, std::move(failure));
    }
    if (decoders_ != nullptr) {
        try {
            return deliver(id, ending);
        } catch (const std::bad_alloc&) {
            return refuse(id, ending, core::not_enough_memory());
        }
    }
    net::Response response = std::move(ending.outcome).value();
    results_.push_back({id, Product(std::move(response)), ending.received, ending.attempts, std::move(ending.source),
                        std::move(ending.share)});
}

/// Takes the body.
void HttpStage::deliver(JobId id, net::Ending& ending) {
    using Clock = std::chrono::steady_clock;
    Job job{id, {}, options_};
    job.options.timeout -= Clock::now() - ending.started;
    if (job.options.timeout.count() <= 0) {
        return refuse(id, ending, core::timed_out(options_.timeout));
    }
    net::Response& response = ending.outcome.value();
    analysis::Fetching fetching{{std::move(ending.file.etag), std::move(ending.file.last_modified), ending.size},
                                ending.received,
                                ending.attempts};
    if (!fetching.file.size && ending.is_whole) fetching.file.size = response.bytes;
    const auto image =
        std::make_shared<const FetchedImage>(FetchedImage{std::move(response.body), std::move(ending.share)});
    job.source = analysis::Bytes{std::shared_ptr<const std::string>(image, &image->body.bytes()), ending.source,
                                 std::move(fetching)};
    decoders_->deliver(std::move(job));
}

void HttpStage::refuse(JobId id, const net::Ending& ending, Failure failure) {
    Result result = refused(id, ending.source, std::move(failure));
    result.attempts = ending.attempts;
    result.bytes_read = ending.received;
    if (decoders_ != nullptr) decoders_->call_off();
    results_.push_back(std::move(result));
}

}  // namespace photolibrary::schedule
