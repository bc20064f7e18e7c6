#include <gtest/gtest.h>
#include <pthread.h>

#include <array>
#include <atomic>
#include <csignal>
#include <string>

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

#ifdef __linux__
std::string own_name() {
    std::array<char, 16> name{};
    ::pthread_getname_np(::pthread_self(), name.data(), name.size());
    return name.data();
}
#endif

TEST(Thread, TakesNoSignals) {
    const int before = blocked_signals();
    int in_thread = 0;
    start_thread("pl-test", [&] { in_thread = blocked_signals(); }).join();
    EXPECT_EQ(in_thread, 6);
    EXPECT_EQ(blocked_signals(), before) << "the mask of whoever starts it stays";
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
#ifdef __linux__
        EXPECT_EQ(own_name(), "pl-adopted");
#endif
    }).join();
    EXPECT_EQ(blocked, 6);
}

#ifdef __linux__
TEST(Thread, HasItsName) {
    std::atomic<bool> may_end = false;
    std::thread thread = start_thread("pl-test", [&] {
        while (!may_end)
            std::this_thread::yield();
    });
    std::array<char, 16> name{};
    EXPECT_EQ(::pthread_getname_np(thread.native_handle(), name.data(), name.size()), 0);
    may_end = true;
    thread.join();
    EXPECT_STREQ(name.data(), "pl-test");
}
#endif

}  // namespace
}  // namespace photolibrary::core
