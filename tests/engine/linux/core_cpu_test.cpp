#include <gtest/gtest.h>
#include <sched.h>

#include "core/cpu.hpp"

namespace photolibrary::core {
namespace {

TEST(CpuTest, IsNeverMoreThanTheAffinityMask) {
    EXPECT_GE(usable_cpus(), 1);
    cpu_set_t before;
    ASSERT_EQ(::sched_getaffinity(0, sizeof before, &before), 0);
    EXPECT_LE(usable_cpus(), CPU_COUNT(&before));
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &before)) continue;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
        EXPECT_EQ(usable_cpus(), 1);
        break;
    }
    ASSERT_EQ(::sched_setaffinity(0, sizeof before, &before), 0);
}

}  // namespace
}  // namespace photolibrary::core
