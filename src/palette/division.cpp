#include "palette/division.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <numeric>
#include <optional>

namespace photolibrary::palette {

namespace {

WeightedSum sum_of(const Points& points, Members members) {
    WeightedSum sum;
    for (const std::uint32_t i : members)
        sum.add(points[i], points.weight(i));
    return sum;
}

/// By power iteration on the covariances of the members.
Axis principal_axis(const Points& points, Members members, FixedOklab mean) {
    using Vector = std::array<std::int64_t, 3>;
    std::array<Vector, 3> covariance{};
    for (const std::uint32_t i : members) {
        const FixedOklab point = points[i];
        const Vector d = {point.lightness - mean.lightness, point.a - mean.a, point.b - mean.b};
        for (std::size_t row = 0; row < 3; ++row)
            for (std::size_t column = row; column < 3; ++column)
                covariance[row][column] += d[row] * d[column] * points.weight(i);
    }
    const std::int64_t largest = std::max({covariance[0][0], covariance[1][1], covariance[2][2]});
    if (largest == 0) return {};
    const int surplus = std::max(static_cast<int>(std::bit_width(static_cast<std::uint64_t>(largest))) - 24, 0);
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = row; column < 3; ++column)
            covariance[column][row] = covariance[row][column] >>= surplus;

    std::size_t start = 0;
    for (std::size_t row = 1; row < 3; ++row)
        if (covariance[row][row] > covariance[start][start]) start = row;
    Vector axis = covariance[start];
    const auto normalise = [&axis] {
        const std::int64_t longest =
            std::max({std::abs(axis[0]), std::abs(axis[1]), std::abs(axis[2]), std::int64_t{1}});
        for (std::int64_t& component : axis)
            component = component * (1 << 14) / longest;
    };
    normalise();
    for (int step = 0; step < 10; ++step) {
        const Vector from = axis;
        for (std::size_t row = 0; row < 3; ++row)
            axis[row] = covariance[row][0] * from[0] + covariance[row][1] * from[1] + covariance[row][2] * from[2];
        normalise();
    }
    return {static_cast<std::int32_t>(axis[0]), static_cast<std::int32_t>(axis[1]), static_cast<std::int32_t>(axis[2])};
}

/// What the error falls by when a cluster is replaced by two parts of it.
Split judge_split(const WeightedSum& one, const WeightedSum& other) noexcept {
    if (one.weight == 0 || other.weight == 0) return {};
    const FixedOklab first = one.mean();
    const FixedOklab second = other.mean();
    const auto harmonic = static_cast<std::uint64_t>(one.weight) * static_cast<std::uint64_t>(other.weight) /
                          static_cast<std::uint64_t>(one.weight + other.weight);
    return {harmonic * static_cast<std::uint64_t>(squared_distance(first, second)), first, second};
}

std::vector<std::uint32_t> all_indices(const Points& points) {
    std::vector<std::uint32_t> indices(points.size());
    std::iota(indices.begin(), indices.end(), 0U);
    return indices;
}

}  // namespace

Axis principal_axis(const Points& points) {
    const std::vector<std::uint32_t> indices = all_indices(points);
    return principal_axis(points, indices, sum_of(points, indices).mean());
}

Split best_split(const Points& points, Members members) {
    constexpr std::int64_t bins = 32;
    if (members.size() < 2) return {};
    const WeightedSum all = sum_of(points, members);
    const Axis axis = principal_axis(points, members, all.mean());

    std::vector<std::int32_t> projections;
    projections.reserve(members.size());
    for (const std::uint32_t i : members)
        projections.push_back(axis.project(points[i]));
    const auto [least, greatest] = std::minmax_element(projections.begin(), projections.end());
    const std::int64_t start = *least;
    const std::int64_t length = std::int64_t{*greatest} - start + 1;
    std::array<WeightedSum, bins> sums{};
    for (std::size_t i = 0; i < members.size(); ++i)
        sums[static_cast<std::size_t>((projections[i] - start) * bins / length)].add(points[members[i]],
                                                                                     points.weight(members[i]));
    Split best;
    WeightedSum below;
    for (const WeightedSum& bin : sums) {
        below += bin;
        const Split split = judge_split(below, all - below);
        if (split.gain > best.gain) best = split;
    }
    return best;
}

Division::Division(const Points& points)
    : points_(points),
      members_(all_indices(points)),
      mean_(sum_of(points, members_).mean()),
      clusters_{cluster(0, members_.size())} {}

Division::Cluster Division::cluster(std::size_t begin, std::size_t end) const {
    return {begin, end, best_split(points_, Members(members_).subspan(begin, end - begin))};
}

/// False if none can be split.
bool Division::split_widest() {
    const auto widest =
        std::max_element(clusters_.begin(), clusters_.end(),
                         [](const Cluster& one, const Cluster& other) { return one.split.gain < other.split.gain; });
    if (widest->split.gain == 0) return false;
    const auto [begin, end, split] = *widest;
    const auto place = [this](std::size_t index) { return members_.begin() + static_cast<std::ptrdiff_t>(index); };
    const auto middle = std::partition(place(begin), place(end), [&, &best = split](std::uint32_t i) {
        return squared_distance(points_[i], best.first) <= squared_distance(points_[i], best.second);
    });
    const auto cut = static_cast<std::size_t>(middle - members_.begin());
    steps_.push_back({static_cast<std::size_t>(widest - clusters_.begin()), split.first, split.second});
    *widest = cluster(begin, cut);
    clusters_.push_back(cluster(cut, end));
    return true;
}

Centers Division::centers(std::size_t count) {
    while (clusters_.size() < count && split_widest()) {
    }
    Centers centers{{mean_, std::nullopt}};
    for (const Step& step : steps_) {
        if (centers.size() >= count) break;
        centers[step.cluster].position = step.first;
        centers.push_back({step.second, std::nullopt});
    }
    return centers;
}

}  // namespace photolibrary::palette
