#include "palette/partition.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>

#include "palette/division.hpp"

namespace photolibrary::palette {
namespace {

FixedOklab random_point(std::minstd_rand& random) {
    const auto between = [&random](int least, int greatest) {
        return static_cast<std::int16_t>(std::uniform_int_distribution<int>(least, greatest)(random));
    };
    return {between(0, 1 << fixed_oklab_bits), between(least_coordinate, greatest_coordinate),
            between(least_coordinate, greatest_coordinate)};
}

Points random_points(std::minstd_rand& random, std::size_t count) {
    Points points;
    for (std::size_t i = 0; i < count; ++i)
        points.add(random_point(random), std::uniform_int_distribution<std::uint32_t>(0, 100'000)(random));
    return points;
}

Centers random_centers(std::minstd_rand& random, std::size_t count) {
    Centers centers;
    for (std::size_t k = 0; k < count; ++k)
        centers.push_back({random_point(random), std::nullopt});
    return centers;
}

void expect_equal(const Partition& one, const Partition& other, const Points& points) {
    EXPECT_EQ(one.error, other.error);
    for (std::size_t i = 0; i < points.size(); ++i) {
        ASSERT_EQ(one.owner[i], other.owner[i]) << i;
        ASSERT_EQ(one.distance[i], other.distance[i]) << i;
    }
    for (std::size_t k = 0; k < one.sums.size(); ++k) {
        EXPECT_EQ(one.sums[k].weight, other.sums[k].weight) << k;
        EXPECT_EQ(one.sums[k].lightness, other.sums[k].lightness) << k;
        EXPECT_EQ(one.sums[k].a, other.sums[k].a) << k;
        EXPECT_EQ(one.sums[k].b, other.sums[k].b) << k;
    }
}

/// Point by point, as the definition says.
Partition plain_partition(const Points& points, const Centers& centers) {
    Partition partition;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto nearest = std::min_element(centers.begin(), centers.end(), [&](const Center& p, const Center& q) {
            return squared_distance(p.position, points[i]) < squared_distance(q.position, points[i]);
        });
        const std::int32_t distance = squared_distance(nearest->position, points[i]);
        partition.owner.push_back(static_cast<std::uint8_t>(nearest - centers.begin()));
        partition.distance.push_back(distance);
        partition.sums[partition.owner.back()].add(points[i], points.weight(i));
        partition.error += std::uint64_t{points.weight(i)} * static_cast<std::uint32_t>(distance);
    }
    return partition;
}

class PartitionOf : public ::testing::TestWithParam<std::size_t> {};

TEST_P(PartitionOf, IsWhatTheDefinitionSays) {
    std::minstd_rand random(7);
    const Points points = random_points(random, GetParam());
    for (const std::size_t count : {1, 2, 8, 32}) {
        Centers centers = random_centers(random, count);
        if (count > 2) centers[2] = centers[0];  // a tie
        Partition partition;
        assign(points, centers, partition);
        expect_equal(partition, plain_partition(points, centers), points);
    }
}

TEST_P(PartitionOf, FollowsCentersThatMove) {
    std::minstd_rand random(8);
    const Points points = random_points(random, GetParam());
    Centers centers = random_centers(random, 12);
    Partition partition;
    assign(points, centers, partition);
    for (std::size_t step = 0; step < 20; ++step) {
        centers[step % centers.size()].position = random_point(random);
        reassign(points, centers, partition);
        expect_equal(partition, plain_partition(points, centers), points);
    }
}

INSTANTIATE_TEST_SUITE_P(SoManyPoints, PartitionOf, ::testing::Values(1, 15, 16, 17, 1000));

TEST(Division, IsTheSameHoweverFarItWent) {
    std::minstd_rand random(9);
    const Points points = random_points(random, 500);
    Division far(points);
    EXPECT_EQ(far.centers(20).size(), 20U);
    for (const std::size_t count : {1, 2, 7, 20, 32}) {
        Division fresh(points);
        const Centers expected = fresh.centers(count);
        const Centers centers = far.centers(count);
        ASSERT_EQ(centers.size(), count);
        ASSERT_EQ(expected.size(), count);
        for (std::size_t k = 0; k < count; ++k)
            EXPECT_EQ(centers[k].position, expected[k].position) << k << " of " << count;
    }
}

TEST(Division, EndsWhereNothingCanBeSplit) {
    Points points;
    points.add({100, 0, 0}, 5);
    points.add({200, 10, 10}, 6);
    points.add({100, 0, 0}, 7);
    EXPECT_EQ(Division(points).centers(8).size(), 2U);
}

}  // namespace
}  // namespace photolibrary::palette
