#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "net/lead.hpp"

namespace photolibrary::net {
namespace {

using namespace std::chrono_literals;

/// The loop's own thread: leads until its scope ends, or a helper wants to.
class OwnThread {
  public:
    explicit OwnThread(Lead& lead) : lead_(lead) {}
    ~OwnThread() {
        lets_go_ = true;
        thread_.join();
    }

    void wait_until_it_leads(int times) {
        while (times_ < times)
            std::this_thread::yield();
    }
    int times() const { return times_; }

  private:
    void run() {
        while (true) {
            lead_.await(false);
            ++times_;
            while (!lets_go_ && !lead_.is_wanted())
                std::this_thread::sleep_for(100us);
            if (lets_go_) return;
        }
    }

    Lead& lead_;
    std::atomic<int> times_ = 0;
    std::atomic<bool> lets_go_ = false;
    std::thread thread_{[this] { run(); }};
};

TEST(Lead, AHelperTakesWhatNobodyHas) {
    Lead lead;
    EXPECT_TRUE(lead.try_lead(true));
    EXPECT_FALSE(lead.try_lead(true)) << "taken twice";
    lead.resign(false);
    EXPECT_TRUE(lead.try_lead(true));
    lead.resign(true);
}

TEST(Lead, TheOwnThreadLeadsWhenNobodyComes) {
    Lead lead;
    lead.notify();
    OwnThread own(lead);
    own.wait_until_it_leads(1);
    EXPECT_FALSE(lead.try_lead(true));
}

TEST(Lead, TheOwnThreadLeadsOnceAHelperStaysAway) {
    Lead lead;
    ASSERT_TRUE(lead.try_lead(true));
    OwnThread own(lead);
    std::this_thread::sleep_for(5 * Lead::patience);
    EXPECT_EQ(own.times(), 0) << "two lead";
    lead.resign(false);
    own.wait_until_it_leads(1);
}

TEST(Lead, ABusyHelperLeavesItToTheOwnThread) {
    Lead lead;
    lead.notify();
    OwnThread own(lead);
    own.wait_until_it_leads(1);
    EXPECT_FALSE(lead.try_lead(false));
    EXPECT_FALSE(lead.is_wanted());
}

TEST(Lead, AQuickHelperGetsItFromTheOwnThread) {
    Lead lead;
    lead.notify();
    OwnThread own(lead);
    own.wait_until_it_leads(1);
    // The own thread may lead once more before the helper comes: it asks again then, as a loop does.
    while (!lead.try_lead(true))
        std::this_thread::yield();
    const int times = own.times();
    std::this_thread::sleep_for(5 * Lead::patience);
    EXPECT_EQ(own.times(), times) << "two lead";
    lead.resign(false);
}

TEST(Lead, AnIdleOneIsLedByNobodyUntilItIsStirred) {
    Lead lead;
    std::atomic<bool> leads = false;
    std::thread own([&] {
        lead.await(true);
        leads = true;
    });
    std::this_thread::sleep_for(5 * Lead::patience);
    EXPECT_FALSE(leads);
    lead.notify();
    own.join();
    EXPECT_TRUE(leads);
}

TEST(Lead, WhatStirsItWhileItIsLedIsNotForgotten) {
    Lead lead;
    ASSERT_TRUE(lead.try_lead(true));
    lead.notify();
    lead.resign(true);
    lead.await(true);  // would wait for ever
}

TEST(Lead, ACallComesBeforeHelpers) {
    Lead lead;
    ASSERT_TRUE(lead.try_lead(true));
    lead.promote_own();
    lead.resign(true);
    EXPECT_FALSE(lead.try_lead(true));
    lead.await(true);
}

/// Never two at once, and nobody waits for ever.
TEST(Lead, ManyTurnsAreEachOneThreadsAlone) {
    Lead lead;
    int unguarded = 0;  // ThreadSanitizer finds two at once; so does the sum
    std::atomic<bool> ends = false;
    int of_own = 0;
    std::thread own([&] {
        while (!ends) {
            lead.await(false);
            while (!ends && !lead.is_wanted()) {
                ++unguarded;
                ++of_own;
                std::this_thread::sleep_for(50us);
            }
        }
    });
    int of_helper = 0;
    for (int tries = 1; of_helper < 2000; ++tries) {
        if (!lead.try_lead(tries % 100 != 0)) {
            std::this_thread::yield();
            continue;
        }
        ++unguarded;
        ++of_helper;
        lead.resign(false);
        if (of_helper % 500 == 0) std::this_thread::sleep_for(3 * Lead::patience);
    }
    ends = true;
    own.join();
    EXPECT_EQ(unguarded, of_own + of_helper);
}

}  // namespace
}  // namespace photolibrary::net
