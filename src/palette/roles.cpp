#include "palette/roles.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace photolibrary::palette {

namespace {

/// 0 to 1 both.
struct SaturationLightness {
    double saturation = 0;
    double lightness = 0;
};

SaturationLightness to_hsl(Rgb color) noexcept {
    const auto [least, greatest] = std::minmax({color.red, color.green, color.blue});
    const int sum = least + greatest;
    const int difference = greatest - least;
    const int room = std::min(sum, 510 - sum);
    return {difference == 0 ? 0.0 : static_cast<double>(difference) / room, sum / 510.0};
}

struct Range {
    double least;
    double target;
    double greatest;

    bool contains(double value) const noexcept { return least <= value && value <= greatest; }
    double nearness(double value) const noexcept { return 1 - std::abs(value - target); }
};

struct Target {
    Range saturation;
    Range lightness;
};

constexpr Range vibrant{0.35, 1, 1};
constexpr Range muted{0, 0.3, 0.4};
constexpr Range light{0.55, 0.74, 1};
constexpr Range normal{0.3, 0.5, 0.7};
constexpr Range dark{0, 0.26, 0.45};

// In the order of role_names.
constexpr std::array<Target, role_names.size()> targets{
    {{vibrant, light}, {vibrant, normal}, {vibrant, dark}, {muted, light}, {muted, normal}, {muted, dark}}};

constexpr Range neither_black_nor_white{0.05, 0.5, 0.95};

constexpr double saturation_weight = 0.24;
constexpr double lightness_weight = 0.52;
constexpr double share_weight = 0.24;

/// Negative if the swatch cannot play the role. share: of the largest swatch's.
double score(const Target& target, SaturationLightness color, double share) noexcept {
    if (!neither_black_nor_white.contains(color.lightness) || !target.saturation.contains(color.saturation) ||
        !target.lightness.contains(color.lightness))
        return -1;
    return saturation_weight * target.saturation.nearness(color.saturation) +
           lightness_weight * target.lightness.nearness(color.lightness) + share_weight * share;
}

}  // namespace

std::array<std::optional<std::size_t>, role_names.size()> choose_roles(std::span<const Swatch> swatches) noexcept {
    std::array<std::optional<std::size_t>, role_names.size()> chosen;
    double largest = 0;
    for (const Swatch& swatch : swatches)
        largest = std::max(largest, swatch.share);
    for (std::size_t role = 0; role < targets.size(); ++role) {
        double best = -1;
        for (std::size_t i = 0; i < swatches.size(); ++i) {
            if (std::find(chosen.begin(), chosen.end(), std::optional(i)) != chosen.end()) continue;
            const double share = largest > 0 ? swatches[i].share / largest : 0;
            const double value = score(targets[role], to_hsl(swatches[i].color), share);
            if (value <= best) continue;
            best = value;
            chosen[role] = i;
        }
    }
    return chosen;
}

}  // namespace photolibrary::palette
