#include <gtest/gtest.h>

#include "schedule/make_batch.hpp"

namespace photolibrary::schedule {
namespace {

TEST(Isolation, IsRefusedWhereThereIsNone) {
    EXPECT_FALSE(has_isolated_processes());
    const auto batch = make_image_batch({Mode::Processes, 2, 1}, {}, false);
    ASSERT_FALSE(batch);
    EXPECT_EQ(batch.failure().reason, core::FailureReason::Internal);
    EXPECT_EQ(batch.failure().message,
              "isolated processes are not available on this platform: use workers() or sequential()");
    EXPECT_TRUE(available_confinement().empty());
}

}  // namespace
}  // namespace photolibrary::schedule
