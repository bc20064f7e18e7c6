#include "schedule/fetch/fetching_stage.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <optional>
#include <utility>

#include "image/arrival_watcher.hpp"

namespace photolibrary::schedule {
namespace {

using core::Failure;

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
    Failure failure() const override { return *watcher_.failure(); }

  private:
    image::ArrivalWatcher watcher_;
};

/// Bytes, and the room they take up.
struct FetchedImage {
    net::Body body;
    core::ByteBudget::Share share;
};

}  // namespace

FetchingStage::FetchingStage(net::HttpOptions http, const analysis::Options& options,
                             std::unique_ptr<Executor> executor, Completions& completions)
    : http_(std::move(http)), options_(options), completions_(completions), executor_(std::move(executor)) {}

std::optional<Failure> FetchingStage::open() {
    if (client_) return std::nullopt;
    net::HttpOptions allowed = http_;
    if (executor_) allowed.max_bytes = std::min(allowed.max_bytes, options_.limits.max_bytes);
    auto client = net::HttpClient::create(allowed, budget_, *this, !executor_);
    if (!client) return std::move(client).failure();
    client_ = std::move(client).value();
    return std::nullopt;
}

std::size_t FetchingStage::window() const noexcept {
    const std::size_t transfers = client_ ? static_cast<std::size_t>(http_.concurrency) : 0;
    if (!executor_) return std::max(transfers + transfers / 4, min_window);
    const std::size_t decoding = executor_->window();
    if (decoding == 1) return 1;  // one by one
    return std::max(decoding, transfers + std::max(executor_->slots(), transfers / 4));
}

void FetchingStage::submit(Job job) {
    if (auto* const source = std::get_if<analysis::Source>(&job.work)) {
        return executor_->submit({job.id, {std::move(*source), options_}});
    }
    auto& request = std::get<net::Request>(job.work);
    if (std::optional<Failure> failure = open()) {
        return completions_.push(failed<Product>(job.id, net::shown_url(request.url), *std::move(failure)));
    }
    send(job.id, std::move(request));
}

void FetchingStage::send(JobId id, net::Request request) {
    if (!executor_) return client_->send(id, std::move(request));
    request.timeout = std::min(request.timeout.value_or(http_.timeout), options_.timeout);
    executor_->announce();
    client_->send(id, std::move(request), [] { return std::make_unique<ImageWatcher>(); });
}

void FetchingStage::cancel_waiting() {
    if (client_) client_->cancel_waiting();
    if (executor_) executor_->cancel_waiting();
}

/// Later results may hold the whole budget and are not taken before this one, so it must not wait for room. Behind an
/// executor this cannot happen: decoding gives the room back.
void FetchingStage::await(JobId id) {
    if (client_ && !executor_) client_->await(id);
}

bool FetchingStage::help(std::chrono::milliseconds most) {
    return executor_ ? executor_->help(most) : client_ && client_->help(most);
}

std::optional<Failure> FetchingStage::breakdown() const {
    return executor_ ? executor_->breakdown() : std::nullopt;
}

std::vector<std::string> FetchingStage::confinement() const {
    return executor_ ? executor_->confinement() : std::vector<std::string>();
}

/// By whoever works on the loop, which no exception may end.
void FetchingStage::on_ended(JobId id, net::Ending ending) {
    if (!ending.outcome) {
        Failure failure = std::move(ending.outcome).failure();
        return fail(id, ending, std::move(failure));
    }
    if (executor_) {
        try {
            return deliver(id, ending);
        } catch (const std::bad_alloc&) {
            return fail(id, ending, core::not_enough_memory());
        }
    }
    net::Response response = std::move(ending.outcome).value();
    results_.push_back({id, Product(std::move(response)), ending.received, ending.attempts, std::move(ending.source),
                        std::move(ending.share)});
}

/// Takes the body.
void FetchingStage::deliver(JobId id, net::Ending& ending) {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - ending.started;
    if (spent >= options_.timeout) return fail(id, ending, core::timed_out(options_.timeout));
    net::Response& response = ending.outcome.value();
    Fetching fetching{{std::move(ending.file.etag), std::move(ending.file.last_modified), ending.size},
                      ending.received,
                      ending.attempts};
    if (!fetching.file.size && ending.is_whole) fetching.file.size = response.bytes;
    const auto image =
        std::make_shared<const FetchedImage>(FetchedImage{std::move(response.body), std::move(ending.share)});
    analysis::Bytes bytes{std::shared_ptr<const std::string>(image, &image->body.bytes()), ending.source};
    executor_->deliver({id, {std::move(bytes), options_, spent, std::move(fetching)}});
}

void FetchingStage::fail(JobId id, const net::Ending& ending, Failure failure) {
    if (executor_) executor_->cancel_announced();
    results_.push_back(failed<Product>(id, ending.source, std::move(failure), ending.attempts, ending.received));
}

}  // namespace photolibrary::schedule
