#include "palette/partition.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

// Distances are measured by the widest vectors that the processor has, whatever the rest was compiled for. They are
// integers: the results are the same either way.
#if defined(__GNUC__) && defined(__x86_64__)
#define PHOTOLIBRARY_INLINE [[gnu::always_inline]] inline
#define PHOTOLIBRARY_HAS_AVX2 1
#else
#define PHOTOLIBRARY_INLINE inline
#endif

namespace photolibrary::palette {

namespace {

constexpr std::size_t block = Points::block;

/// Squared distances of one block of points to centers, handed to function(center, i, distance). Plain loops of fixed
/// length on 16-bit differences: compilers turn them into vector code, and the results are the same either way.
template <class Function>
PHOTOLIBRARY_INLINE void measure_block(const Points& points, std::size_t start, const Centers& centers,
                                       Function function) noexcept {
    const std::int16_t* const lightness = points.lightness() + start;
    const std::int16_t* const a = points.a() + start;
    const std::int16_t* const b = points.b() + start;
    for (std::size_t k = 0; k < centers.size(); ++k) {
        const FixedOklab center = centers[k].position;
        for (std::size_t i = 0; i < block; ++i) {
            const auto d_lightness = static_cast<std::int16_t>(lightness[i] - center.lightness);
            const auto d_a = static_cast<std::int16_t>(a[i] - center.a);
            const auto d_b = static_cast<std::int16_t>(b[i] - center.b);
            function(static_cast<std::int32_t>(k), i, d_lightness * d_lightness + d_a * d_a + d_b * d_b);
        }
    }
}

using Owners = std::array<std::uint8_t, block>;

/// Finds the nearest center of every point. take(start, owners) is told those of each block, before they replace the
/// ones that partition holds.
template <class Take>
PHOTOLIBRARY_INLINE void find_nearest(const Points& points, const Centers& centers, Partition& partition, Take take) {
    partition.error = 0;
    for (std::size_t start = 0; start < points.padded_size(); start += block) {
        std::array<std::int32_t, block> best;
        std::array<std::int32_t, block> owner{};
        best.fill(std::numeric_limits<std::int32_t>::max());
        measure_block(points, start, centers, [&](std::int32_t k, std::size_t i, std::int32_t distance) {
            owner[i] = distance < best[i] ? k : owner[i];
            best[i] = distance < best[i] ? distance : best[i];
        });
        Owners owners;
        for (std::size_t i = 0; i < block; ++i)
            owners[i] = static_cast<std::uint8_t>(owner[i]);
        take(start, owners);
        for (std::size_t i = 0; i < block; ++i) {
            partition.owner[start + i] = owners[i];
            partition.distance[start + i] = best[i];
            partition.error += std::uint64_t{points.weights()[start + i]} * static_cast<std::uint32_t>(best[i]);
        }
    }
}

PHOTOLIBRARY_INLINE void assign_blocks(const Points& points, const Centers& centers, Partition& partition) {
    find_nearest(points, centers, partition, [&](std::size_t start, const Owners& owners) {
        const std::size_t end = std::min(start + block, points.size());
        for (std::size_t i = start; i < end; ++i)
            partition.sums[owners[i - start]].add(points[i], points.weight(i));
    });
}

PHOTOLIBRARY_INLINE void reassign_blocks(const Points& points, const Centers& centers, Partition& partition) {
    find_nearest(points, centers, partition, [&](std::size_t start, const Owners& owners) {
        const std::uint8_t* const before = partition.owner.data() + start;
        if (std::memcmp(owners.data(), before, owners.size()) == 0) return;
        const std::size_t end = std::min(start + block, points.size());
        for (std::size_t i = start; i < end; ++i) {
            const std::uint8_t owner = owners[i - start];
            if (owner == before[i - start]) continue;
            partition.sums[before[i - start]].add(points[i], -std::int64_t{points.weight(i)});
            partition.sums[owner].add(points[i], points.weight(i));
        }
    });
}

#ifdef PHOTOLIBRARY_HAS_AVX2

const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;

[[gnu::target("avx2")]] void assign_avx2(const Points& points, const Centers& centers, Partition& partition) {
    assign_blocks(points, centers, partition);
}

[[gnu::target("avx2")]] void reassign_avx2(const Points& points, const Centers& centers, Partition& partition) {
    reassign_blocks(points, centers, partition);
}

#endif

}  // namespace

void assign(const Points& points, const Centers& centers, Partition& partition) {
    partition.owner.resize(points.padded_size());
    partition.distance.resize(points.padded_size());
    partition.sums = {};
#ifdef PHOTOLIBRARY_HAS_AVX2
    if (has_avx2) return assign_avx2(points, centers, partition);
#endif
    assign_blocks(points, centers, partition);
}

void reassign(const Points& points, const Centers& centers, Partition& partition) {
#ifdef PHOTOLIBRARY_HAS_AVX2
    if (has_avx2) return reassign_avx2(points, centers, partition);
#endif
    reassign_blocks(points, centers, partition);
}

void find_nearest_two(const Points& points, std::size_t start, const Centers& centers, NearestTwo& nearest) noexcept {
    std::array<std::int32_t, block> best;
    std::array<std::int32_t, block> second;
    std::array<std::int32_t, block> owner{};
    best.fill(std::numeric_limits<std::int32_t>::max());
    second.fill(std::numeric_limits<std::int32_t>::max());
    measure_block(points, start, centers, [&](std::int32_t k, std::size_t i, std::int32_t distance) {
        owner[i] = distance < best[i] ? k : owner[i];
        const std::int32_t farther = distance < best[i] ? best[i] : distance;
        second[i] = farther < second[i] ? farther : second[i];
        best[i] = distance < best[i] ? distance : best[i];
    });
    nearest = {owner, best, second};
}

std::vector<std::uint64_t> removal_costs(const Points& points, const Centers& centers) {
    std::vector<std::uint64_t> costs(centers.size());
    NearestTwo nearest;
    for (std::size_t start = 0; start < points.padded_size(); start += block) {
        find_nearest_two(points, start, centers, nearest);
        for (std::size_t i = 0; i < block; ++i)
            costs[static_cast<std::size_t>(nearest.owner[i])] +=
                std::uint64_t{points.weights()[start + i]} *
                static_cast<std::uint32_t>(nearest.second[i] - nearest.distance[i]);
    }
    return costs;
}

}  // namespace photolibrary::palette
