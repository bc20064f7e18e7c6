#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <csignal>
#include <thread>
#include <utility>

#include "core/thread.hpp"

namespace photolibrary::core {
namespace {

int blocked_signals() {
    sigset_t mask;
    ::pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    int count = 0;
    for (const int signal : {SIGINT, SIGTERM, SIGALRM, SIGCHLD, SIGUSR1, SIGPIPE})
        count += ::sigismember(&mask, signal);
    return count;
}

TEST(Thread, TakesNoSignals) {
    const int before = blocked_signals();
    int in_thread = 0;
    start_thread("pl-test", [&] { in_thread = blocked_signals(); }).join();
    EXPECT_EQ(in_thread, 6);
    EXPECT_EQ(blocked_signals(), before) << "the mask of whoever starts it stays";
}

TEST(Thread, IsWaitedForByItsOwner) {
    std::atomic<bool> has_first_ended = false, has_second_ended = false;
    {
        Thread first = start_thread("pl-test", [&] { has_first_ended = true; });
        Thread owner = std::move(first);
        EXPECT_FALSE(first.joinable());  // NOLINT(bugprone-use-after-move): what it says then
        EXPECT_TRUE(owner.joinable());
        owner = start_thread("pl-test", [&] { has_second_ended = true; });
        EXPECT_TRUE(has_first_ended) << "one that is replaced is waited for";
    }
    EXPECT_TRUE(has_second_ended);
}

TEST(Thread, AsManyCanBeStartedAsTheSystemLetsUs) {
    EXPECT_EQ(startable_threads(3), 3);
    EXPECT_EQ(startable_threads(0), 0);
}

TEST(Thread, OneOfSomebodyElseMayBeAdopted) {
    int blocked = 0;
    std::thread([&] {
        adopt_this_thread("pl-adopted");
        blocked = blocked_signals();
    }).join();
    EXPECT_EQ(blocked, 6);
}

#ifdef __linux__
TEST(Thread, HasAStackOfOurSize) {
    std::size_t size = 0;
    start_thread("pl-test", [&] {
        pthread_attr_t attributes;
        ASSERT_EQ(::pthread_getattr_np(::pthread_self(), &attributes), 0);
        ::pthread_attr_getstacksize(&attributes, &size);
        ::pthread_attr_destroy(&attributes);
    }).join();
    EXPECT_EQ(size, thread_stack_bytes) << "and not what the system would give";
}
#endif

}  // namespace
}  // namespace photolibrary::core
