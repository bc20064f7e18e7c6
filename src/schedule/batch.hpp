#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/byte_budget.hpp"
#include "schedule/decode/process_executor.hpp"
#include "schedule/executor.hpp"
#include "schedule/fetch/http_stage.hpp"
#include "schedule/ledger.hpp"
#include "schedule/parallelism.hpp"

namespace photolibrary::schedule {

/// Many images on their way through one executor: the window, the books, the order.
///
/// Used by one thread. It submits while has_room(), takes results as they come, and waits for ready_fd() in between.
/// Nobody waits inside a batch, so the owner's thread stays free for signals.
class Batch {
    struct Key {};  // only create() has one

  public:
    /// Jobs that may hold memory at once, submitted and not yet taken.
    static constexpr std::size_t min_window = 32;
    /// Bytes that open jobs may hold; a single job may exceed it.
    static constexpr std::uint64_t max_bytes_in_flight = 512U << 20;

    /// Fails with internal if the mode cannot run in this process: threads, in a child that was forked while threads
    /// were running; processes, where none can be started. Throws std::system_error when there is no descriptor left.
    static core::Outcome<std::unique_ptr<Batch>> create(const Parallelism& parallelism,
                                                        const analysis::Options& options, bool ordered,
                                                        const ChildPolicy& children = {},
                                                        const net::HttpOptions& http = {});

    /// A batch of requests whose answers are results. Fails as net::HttpClient::create() does.
    static core::Outcome<std::unique_ptr<Batch>> create_of_requests(const net::HttpOptions& http, bool ordered);

    Batch(Key, const Parallelism& parallelism, const analysis::Options& options, net::HttpOptions http, bool ordered);

    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    /// Ends the running jobs at their next check point and waits for them.
    ~Batch();

    bool has_room() const noexcept;

    /// Precondition: has_room() and not closed. bytes: what the job will hold in memory, roughly.
    JobId submit(analysis::Source source, std::uint64_t bytes);

    /// A request; in a batch of images, that of an image. What it holds is counted as it comes.
    JobId submit(net::Request request);

    /// As submit(), for a source that must not even be opened: the failure is its result. label: names it.
    JobId refuse(const std::string& label, core::Failure failure);

    /// No more jobs will come.
    void close();

    /// As close(); waiting jobs come out as cancelled, running ones are finished.
    void stop();

    /// Ends the batch at once: running jobs end at their next check point, and whatever was not taken is booked as
    /// cancelled without a result.
    void abandon();

    bool closed() const noexcept { return closed_; }

    /// The next result, if one is there.
    std::optional<Result> take();

    /// True if nothing happens unless compute() is called.
    bool needs_caller() const noexcept { return executor_ && executor_->needs_caller(); }
    /// True if everything but the network happens in compute().
    bool borrows_thread() const noexcept { return executor_ && executor_->borrows_thread(); }
    void compute();
    /// Works for results in the calling thread, as far as that is the fastest way to get one, until one may be there, a
    /// signal has come, or time has passed. False if there is nothing to help with: then wait for ready_fd().
    bool help(std::chrono::milliseconds most);

    /// Closed, and every job's result was taken.
    bool finished() const noexcept { return closed_ && ledger_.open_jobs() == 0; }

    /// Whether take() would give a result now.
    bool has_result();

    /// Readable when a result may be there, when only new jobs could bring one, and once the batch is finished. Until
    /// the next help(), unless it is to stay so.
    int ready_fd(bool for_good = false);

    /// Why the batch ended before its sources did, if it did; what was open has come back as cancelled.
    const std::optional<core::Failure>& breakdown() const noexcept { return breakdown_; }

    /// What confines the decoders, as far as it is known by now.
    std::vector<std::string> confinement() const { return executor_ ? executor_->confinement() : confinement_; }

    const Ledger& ledger() const noexcept { return ledger_; }
    const Parallelism& parallelism() const noexcept { return parallelism_; }
    std::chrono::duration<double> elapsed() const noexcept;

  private:
    using Clock = std::chrono::steady_clock;

    std::size_t window() const noexcept;
    std::optional<core::Failure> open_network();
    void sort_in();
    void after_change();
    void end_executor();

    const Parallelism parallelism_;
    const analysis::Options options_;
    const net::HttpOptions http_options_;
    const bool ordered_;
    const Clock::time_point started_ = Clock::now();
    std::optional<Clock::time_point> ended_;
    JobId next_id_ = 0;
    JobId next_in_order_ = 0;
    bool closed_ = false;
    Ledger ledger_;
    std::map<JobId, Result> ready_;  // results waiting for their turn, when ordered
    std::optional<core::Failure> breakdown_;
    std::vector<std::string> confinement_;  // once the executor is gone
    Completions completions_;
    bool is_muted_ = false;    // its descriptor
    bool is_watched_ = false;  // for good
    std::shared_ptr<core::ByteBudget> budget_ = std::make_shared<core::ByteBudget>(max_bytes_in_flight);
    // Until finished. Last: the completions must outlive the executor, and that the network, which delivers to it.
    std::unique_ptr<Executor> executor_;  // null in a batch of requests
    std::unique_ptr<HttpStage> http_;     // from the first request on
};

}  // namespace photolibrary::schedule
