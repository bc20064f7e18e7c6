#include <gtest/gtest.h>
#include <pthread.h>

#include <array>
#include <string>
#include <thread>

#include "core/thread.hpp"

namespace photolibrary::core {
namespace {

std::string own_name() {
    std::array<char, 16> name{};
    ::pthread_getname_np(::pthread_self(), name.data(), name.size());
    return name.data();
}

TEST(ThreadName, IsSeenFromOutside) {
    std::string started, adopted;
    start_thread("pl-test", [&] { started = own_name(); }).join();
    std::thread([&] {
        adopt_this_thread("pl-adopted");
        adopted = own_name();
    }).join();
    EXPECT_EQ(started, "pl-test");
    EXPECT_EQ(adopted, "pl-adopted");
}

}  // namespace
}  // namespace photolibrary::core
