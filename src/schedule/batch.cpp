#include "schedule/batch.hpp"

#include <algorithm>
#include <utility>

#include "schedule/decode/inline_executor.hpp"
#include "schedule/decode/thread_executor.hpp"

namespace photolibrary::schedule {
namespace {

core::Outcome<std::unique_ptr<Executor>> make_executor(const Parallelism& parallelism, const analysis::Options& options,
                                                       const ChildPolicy& children, Completions& completions) {
    using Made = std::unique_ptr<Executor>;
    if (parallelism.mode == Mode::Sequential) return Made(std::make_unique<InlineExecutor>(completions));
    if (parallelism.mode == Mode::Processes) {
        return ProcessExecutor::create(parallelism, options.limits.max_memory, children, completions);
    }
    auto runtime = ThreadRuntime::lease();
    if (!runtime) {
        return core::Failure{core::FailureReason::Internal,
                             "threads cannot run in this process: it was forked while threads were running; use "
                             "processes() or sequential()"};
    }
    return Made(std::make_unique<ThreadExecutor>(std::move(runtime), parallelism.workers, completions));
}

}  // namespace

core::Outcome<std::unique_ptr<Batch>> Batch::create(const Parallelism& parallelism, const analysis::Options& options,
                                                    bool ordered, const ChildPolicy& children,
                                                    const net::HttpOptions& http) {
    auto batch = std::make_unique<Batch>(Key{}, parallelism, options, http, ordered);
    auto executor = make_executor(parallelism, options, children, batch->completions_);
    if (!executor) return std::move(executor).failure();
    batch->executor_ = std::move(executor).value();
    batch->after_change();
    return batch;
}

core::Outcome<std::unique_ptr<Batch>> Batch::create_of_requests(const net::HttpOptions& http, bool ordered) {
    auto batch = std::make_unique<Batch>(Key{}, Parallelism{}, analysis::Options{}, http, ordered);
    if (std::optional<core::Failure> failure = batch->open_network()) return *std::move(failure);
    batch->after_change();
    return batch;
}

Batch::Batch(Key, const Parallelism& parallelism, const analysis::Options& options, net::HttpOptions http, bool ordered)
    : parallelism_(parallelism), options_(options), http_options_(std::move(http)), ordered_(ordered) {}

Batch::~Batch() = default;

std::size_t Batch::window() const noexcept {
    if (borrows_thread()) return 1;
    const std::size_t decoding = executor_ ? executor_->slots() : 0;
    const std::size_t fetching = http_ ? http_->slots() : 0;
    return std::max({2 * decoding, fetching + std::max(decoding, fetching / 4), min_window});
}

bool Batch::has_room() const noexcept {
    if (closed_ || ledger_.open_jobs() >= window()) return false;
    return ledger_.open_jobs() == 0 || ledger_.open_bytes() + budget_->used() < max_bytes_in_flight;
}

JobId Batch::submit(analysis::Source source, std::uint64_t bytes) {
    const JobId id = next_id_++;
    ledger_.open(id, bytes);
    executor_->submit(Job{id, std::move(source), options_});
    after_change();
    return id;
}

JobId Batch::submit(net::Request request) {
    if (!http_) {
        if (std::optional<core::Failure> failure = open_network()) {
            return refuse(net::shown_url(request.url), *std::move(failure));
        }
    }
    const JobId id = next_id_++;
    ledger_.open(id, 0);
    http_->submit(id, std::move(request));
    after_change();
    return id;
}

std::optional<core::Failure> Batch::open_network() {
    auto stage = HttpStage::create(http_options_, options_, budget_, executor_.get(), completions_);
    if (!stage) return std::move(stage).failure();
    http_ = std::move(stage).value();
    return std::nullopt;
}

JobId Batch::refuse(const std::string& label, core::Failure failure) {
    const JobId id = next_id_++;
    ledger_.open(id, 0);
    completions_.push(refused(id, label, std::move(failure)));
    after_change();
    return id;
}

void Batch::close() {
    closed_ = true;
    after_change();
}

void Batch::stop() {
    close();
    if (http_) http_->cancel_waiting();
    if (executor_) executor_->cancel_waiting();
}

void Batch::abandon() {
    closed_ = true;
    end_executor();
    ready_.clear();
    while (completions_.pop()) {
    }
    ledger_.cancel_open();
    after_change();
}

void Batch::compute() {
    if (executor_) executor_->run_one();
}

bool Batch::help(std::chrono::milliseconds most) {
    if (executor_ || !http_) return false;
    if (!is_watched_ && !std::exchange(is_muted_, true)) completions_.mute(true);
    return http_->help(most);
}

int Batch::ready_fd(bool for_good) {
    is_watched_ = is_watched_ || for_good;
    if (std::exchange(is_muted_, false)) completions_.mute(false);
    return completions_.fd();
}

std::optional<Result> Batch::take() {
    sort_in();
    const auto next = ordered_ ? ready_.find(next_in_order_) : ready_.begin();
    if (next == ready_.end()) return std::nullopt;
    Result result = std::move(next->second);
    ready_.erase(next);
    ++next_in_order_;
    ledger_.close(result);
    after_change();
    return result;
}

bool Batch::has_result() {
    sort_in();
    after_change();
    return ordered_ ? ready_.contains(next_in_order_) : !ready_.empty();
}

/// Takes what was finished; in completion order only when nothing is ready, so that the first finished comes first.
void Batch::sort_in() {
    while (ordered_ || ready_.empty()) {
        std::optional<Result> result = completions_.pop();
        if (!result) return;
        const JobId id = result->id;
        if (ledger_.is_open(id)) ready_.emplace(id, *std::move(result));
    }
}

void Batch::after_change() {
    if (executor_ && !breakdown_ && (breakdown_ = executor_->breakdown())) closed_ = true;
    const bool head_ready = ordered_ ? ready_.contains(next_in_order_) : !ready_.empty();
    const bool idle = ledger_.open_jobs() == 0;
    // Those behind it may hold all the room there is, and are not taken before it.
    if (ordered_ && !head_ready && !idle && http_ && !executor_) http_->await(next_in_order_);
    completions_.wake(needs_caller() || idle || head_ready);
    if (!finished() || ended_) return;
    ended_ = Clock::now();
    end_executor();  // its threads and processes end now, not when the owner forgets the batch
}

void Batch::end_executor() {
    if (executor_) confinement_ = executor_->confinement();
    http_.reset();
    executor_.reset();
}

std::chrono::duration<double> Batch::elapsed() const noexcept {
    return ended_.value_or(Clock::now()) - started_;
}

}  // namespace photolibrary::schedule
