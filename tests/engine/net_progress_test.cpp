#include <gtest/gtest.h>

#include "net/progress_watch.hpp"

namespace photolibrary::net {
namespace {

using Phase = ProgressWatch::Phase;
using Verdict = ProgressWatch::Verdict;

/// Looks once a second, at times that nobody waits for.
class Observer {
  public:
    explicit Observer(std::optional<ProgressWatch::Duration> answer_timeout = std::nullopt)
        : watch_(ProgressWatch::Duration(20), answer_timeout) {
        watch_.begin(now_);
    }

    /// After how many seconds of this phase it is not content any more; 1000: it is for so long.
    int seconds_until_the_end(Phase phase, std::uint64_t bytes_per_second) {
        for (int seconds = 0; seconds < 1000; ++seconds) {
            if (watch_.look(now_, phase, moved_) != Verdict::GoesOn) return seconds;
            EXPECT_LE(watch_.next_look(), now_ + std::chrono::seconds(1));
            EXPECT_GT(watch_.next_look(), now_);
            now_ += std::chrono::seconds(1);
            moved_ += bytes_per_second;
        }
        return 1000;
    }

    Verdict look(Phase phase) { return watch_.look(now_, phase, moved_); }

  private:
    ProgressWatch::Clock::time_point now_;
    std::uint64_t moved_ = 0;
    ProgressWatch watch_;
};

TEST(ProgressWatch, ATransferThatIsSlowForTooLongHasStalled) {
    for (const Phase phase : {Phase::Sending, Phase::Receiving}) {
        EXPECT_EQ(Observer().seconds_until_the_end(phase, 0), 20);
        EXPECT_EQ(Observer().seconds_until_the_end(phase, 63), 20);
        EXPECT_EQ(Observer().seconds_until_the_end(phase, 64), 1000);
        Observer fast_at_first;
        EXPECT_EQ(fast_at_first.seconds_until_the_end(phase, 1'000'000), 1000);
        EXPECT_EQ(fast_at_first.seconds_until_the_end(phase, 0), 20);
        EXPECT_EQ(fast_at_first.look(phase), Verdict::Stalled);
    }
}

TEST(ProgressWatch, AServerMayThinkForAsLongAsItLikes) {
    Observer observer;
    EXPECT_EQ(observer.seconds_until_the_end(Phase::Connecting, 0), 1000);
    EXPECT_EQ(observer.seconds_until_the_end(Phase::Awaiting, 0), 1000);
    EXPECT_EQ(observer.seconds_until_the_end(Phase::Receiving, 0), 20) << "what was before does not count";
}

TEST(ProgressWatch, UnlessItIsTold) {
    Observer observer(ProgressWatch::Duration(5));
    EXPECT_EQ(observer.seconds_until_the_end(Phase::Connecting, 0), 1000);
    EXPECT_EQ(observer.seconds_until_the_end(Phase::Sending, 100), 1000) << "the answer is not due yet";
    EXPECT_EQ(observer.seconds_until_the_end(Phase::Awaiting, 0), 5);
    EXPECT_EQ(observer.look(Phase::Awaiting), Verdict::NoAnswer);
    EXPECT_EQ(observer.seconds_until_the_end(Phase::Receiving, 0), 20);
}

TEST(ProgressWatch, LooksMoreOftenWhereLimitsAreShort) {
    ProgressWatch watch(ProgressWatch::Duration(20), ProgressWatch::Duration(0.2));
    const ProgressWatch::Clock::time_point start;
    watch.begin(start);
    EXPECT_EQ(watch.next_look(), start + std::chrono::milliseconds(50));
    EXPECT_EQ(watch.look(start, Phase::Awaiting, 0), Verdict::GoesOn);
    EXPECT_EQ(watch.look(start + std::chrono::milliseconds(180), Phase::Awaiting, 0), Verdict::GoesOn);
    EXPECT_EQ(watch.next_look(), start + std::chrono::milliseconds(200));
    EXPECT_EQ(watch.look(watch.next_look(), Phase::Awaiting, 0), Verdict::NoAnswer);
}

}  // namespace
}  // namespace photolibrary::net
