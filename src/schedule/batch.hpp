#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schedule/ledger.hpp"
#include "schedule/stage.hpp"
#include "schedule/waitable.hpp"

namespace photolibrary::schedule {

/// Many jobs on their way through one stage: the window, the books, the order.
///
/// Used by one thread. It submits while has_room(), takes results as they come, and helps or waits for ready_fd() in
/// between. Nobody waits inside a batch, so the owner's thread stays free for signals.
///
/// A template so that it cannot know what the work is: work.hpp says which kinds there are.
template <class Work, class Product>
class BatchOf final : public Waitable {
  public:
    using Job = JobOf<Work>;
    using Result = ResultOf<Product>;
    using Completions = CompletionsOf<Product>;
    using Stage = StageOf<Work, Product>;

    /// completions: those that the stage was made with. Neither is null.
    BatchOf(std::unique_ptr<Completions> completions, std::unique_ptr<Stage> stage, bool ordered)
        : ordered_(ordered), completions_(std::move(completions)), stage_(std::move(stage)) {
        after_change();
    }

    BatchOf(const BatchOf&) = delete;
    BatchOf& operator=(const BatchOf&) = delete;

    /// Ends the running jobs at their next check point and waits for them.
    ~BatchOf() override = default;

    bool has_room() const noexcept {
        if (closed_ || ledger_.open_jobs() >= stage_->window()) return false;
        return ledger_.open_jobs() == 0 || ledger_.open_bytes() + stage_->bytes_held() < max_bytes_in_flight;
    }

    /// Precondition: has_room() and not closed. bytes: what the job will hold in memory, roughly; 0 if the stage counts
    /// them as they come.
    JobId submit(Work work, std::uint64_t bytes = 0) {
        const JobId id = open(bytes);
        stage_->submit(Job{id, std::move(work)});
        after_change();
        return id;
    }

    /// As submit(), for work that must not even be begun: the failure is its result. name: of the work.
    JobId refuse(const std::string& name, core::Failure failure) {
        const JobId id = open(0);
        completions_->push(failed<Product>(id, name, std::move(failure)));
        after_change();
        return id;
    }

    /// No more jobs will come.
    void close() {
        closed_ = true;
        after_change();
    }

    /// As close(); waiting jobs come out as cancelled, running ones are finished.
    void stop() {
        close();
        stage_->cancel_waiting();
    }

    /// Ends the batch at once: running jobs end at their next check point, and whatever was not taken is booked as
    /// cancelled without a result.
    void abandon() {
        closed_ = true;
        end_stage();
        ready_.clear();
        while (completions_->pop()) {
        }
        ledger_.cancel_open();
        after_change();
    }

    bool closed() const noexcept { return closed_; }

    /// The next result, if one is there.
    std::optional<Result> take() {
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

    /// Whether take() would give a result now.
    bool has_result() {
        sort_in();
        after_change();
        return has_next();
    }

    /// True if nothing happens unless help() is called.
    bool needs_caller() const noexcept { return stage_->needs_caller(); }

    bool help(std::chrono::milliseconds most) override {
        if (!is_watched_ && !std::exchange(is_silent_, true)) completions_->silence(true);
        return stage_->help(most);
    }

    /// Closed, and every job's result was taken.
    bool finished() const noexcept { return closed_ && ledger_.open_jobs() == 0; }

    /// Readable when a result may be there, when only new jobs could bring one, and once the batch is finished.
    int ready_fd() override {
        if (std::exchange(is_silent_, false)) completions_->silence(false);
        return completions_->fd();
    }

    /// As ready_fd(), for strangers, who may use it for as long as the batch lives. Empty if the process has no
    /// descriptor left.
    core::UniqueFd observer() {
        is_watched_ = true;
        ready_fd();
        return completions_->observer();
    }

    /// Why the batch ended before its sources did, if it did; what was open has come back as cancelled.
    const std::optional<core::Failure>& breakdown() const noexcept { return breakdown_; }

    /// What confines those who do the work, as far as it is known by now.
    std::vector<std::string> confinement() const { return stage_->confinement(); }

    /// Of bodies of requests, in all attempts, running ones included.
    std::uint64_t bytes_sent() const noexcept { return stage_->bytes_sent(); }

    bool ordered() const noexcept { return ordered_; }
    const Ledger& ledger() const noexcept { return ledger_; }
    std::chrono::duration<double> elapsed() const noexcept { return ended_.value_or(Clock::now()) - started_; }

  private:
    using Clock = std::chrono::steady_clock;

    /// What is left of a stage when all is done: its threads and processes are gone.
    class EndedStage final : public Stage {
      public:
        explicit EndedStage(const Stage& stage) : confinement_(stage.confinement()), bytes_sent_(stage.bytes_sent()) {}
        std::size_t window() const noexcept override { return 0; }
        void submit(Job) override {}  // a batch is closed by then
        void cancel_waiting() override {}
        std::vector<std::string> confinement() const override { return confinement_; }
        std::uint64_t bytes_sent() const noexcept override { return bytes_sent_; }

      private:
        std::vector<std::string> confinement_;
        std::uint64_t bytes_sent_;
    };

    JobId open(std::uint64_t bytes) {
        const JobId id = next_id_++;
        ledger_.open(id, bytes);
        return id;
    }

    bool has_next() const { return ordered_ ? ready_.contains(next_in_order_) : !ready_.empty(); }

    /// Takes what was finished; in completion order only when nothing is ready, so that the first finished comes first.
    void sort_in() {
        while (ordered_ || ready_.empty()) {
            std::optional<Result> result = completions_->pop();
            if (!result) return;
            const JobId id = result->id;
            if (ledger_.is_open(id)) ready_.emplace(id, *std::move(result));
        }
    }

    void after_change() {
        if (!breakdown_ && (breakdown_ = stage_->breakdown())) closed_ = true;
        const bool idle = ledger_.open_jobs() == 0;
        const bool head_ready = has_next();
        if (ordered_ && !head_ready && !idle) stage_->await(next_in_order_);
        completions_->notify(idle || head_ready);
        if (!finished() || ended_) return;
        ended_ = Clock::now();
        end_stage();  // now, not when the owner forgets the batch
    }

    void end_stage() { stage_ = std::make_unique<EndedStage>(*stage_); }

    const bool ordered_;
    const Clock::time_point started_ = Clock::now();
    std::optional<Clock::time_point> ended_;
    JobId next_id_ = 0;
    JobId next_in_order_ = 0;
    bool closed_ = false;
    Ledger ledger_;
    std::map<JobId, Result> ready_;  // results waiting for their turn, when ordered
    std::optional<core::Failure> breakdown_;
    bool is_silent_ = false;   // its descriptor
    bool is_watched_ = false;  // for as long as it lives
    std::unique_ptr<Completions> completions_;
    std::unique_ptr<Stage> stage_;  // last: the completions must outlive it
};

}  // namespace photolibrary::schedule
