#include "palette/fixed_oklab.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace photolibrary::palette {

namespace {

// Linear light and the responses l, m and s of the cones: 1.0 = 2^30. Their cube roots: 1.0 = 2^20.
constexpr int linear_bits = 30;
constexpr int root_bits = 20;

using Vector = std::array<std::int64_t, 3>;

struct Matrix {
    std::array<Vector, 3> rows{};

    constexpr Vector operator*(const Vector& v) const noexcept {
        const auto product = [&v](const Vector& row) { return row[0] * v[0] + row[1] * v[1] + row[2] * v[2]; };
        return {product(rows[0]), product(rows[1]), product(rows[2])};
    }
};

/// Row by row, 1.0 = 2^bits.
consteval Matrix fixed(const std::array<double, 9>& values, int bits) {
    Matrix matrix;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double scaled = values[i] * static_cast<double>(std::int64_t{1} << bits);
        matrix.rows[i / 3][i % 3] = static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
    }
    return matrix;
}

// B. Ottosson, "A perceptual color space for image processing", 2020.
constexpr int response_coefficient_bits = 28;
constexpr Matrix responses_from_rgb = fixed({0.4122214708, 0.5363325363, 0.0514459929,   //
                                             0.2119034982, 0.6806995451, 0.1073969566,   //
                                             0.0883024619, 0.2817188376, 0.6299787005},  //
                                            response_coefficient_bits);
constexpr Matrix oklab_from_roots = fixed({0.2104542553, 0.7936177850, -0.0040720468,   //
                                           1.9779984951, -2.4285922050, 0.4505937099,   //
                                           0.0259040371, 0.7827717662, -0.8086757660},  //
                                          root_bits);
constexpr Matrix roots_from_oklab = fixed({1, 0.3963377774, 0.2158037573,     //
                                           1, -0.1055613458, -0.0638541728,   //
                                           1, -0.0894841775, -1.2914855480},  //
                                          root_bits);
constexpr Matrix rgb_from_responses = fixed({4.0767416621, -3.3077115913, 0.2309699292,    //
                                             -1.2684380046, 2.6097574011, -0.3413193965,   //
                                             -0.0041960863, -0.7034186147, 1.7076147010},  //
                                            root_bits);

constexpr std::uint64_t multiply_q31(std::uint64_t one, std::uint64_t other) {
    return one * other >> 31;
}

/// Linear light of the sRGB value half_steps / 510, so that thresholds between two bytes can be told as well.
/// IEC 61966-2-1: ((s + 0.055) / 1.055)^2.4 = t^2 * fifth root of t^2, found bit by bit.
constexpr std::uint32_t linear_light(std::uint32_t half_steps) {
    if (half_steps <= 20) {  // s <= 0.04045: s / 12.92
        constexpr std::uint64_t divisor = std::uint64_t{510} * 1292;
        return static_cast<std::uint32_t>(((std::uint64_t{half_steps} * 100 << linear_bits) + divisor / 2) / divisor);
    }
    const std::uint64_t t = ((std::uint64_t{40} * half_steps + 1122) << 31) / 21522;
    const std::uint64_t square = multiply_q31(t, t);
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 31; bit != 0; bit >>= 1) {
        const std::uint64_t trial = root | bit;
        const std::uint64_t trial_square = multiply_q31(trial, trial);
        if (multiply_q31(multiply_q31(trial_square, trial_square), trial) <= square) root = trial;
    }
    return static_cast<std::uint32_t>(multiply_q31(square, root) >> (31 - linear_bits));
}

/// What one channel's byte adds to the responses.
struct Response {
    std::uint32_t l = 0;
    std::uint32_t m = 0;
    std::uint32_t s = 0;
};
using ResponseTable = std::array<Response, 256>;

constexpr ResponseTable make_responses(std::size_t channel) {
    const auto response = [channel](std::size_t row, std::uint64_t light) {
        const std::uint64_t product = static_cast<std::uint64_t>(responses_from_rgb.rows[row][channel]) * light;
        constexpr std::uint64_t half = std::uint64_t{1} << (response_coefficient_bits - 1);
        return static_cast<std::uint32_t>((product + half) >> response_coefficient_bits);
    };
    ResponseTable table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        const std::uint32_t light = linear_light(2 * byte);
        table[byte] = {response(0, light), response(1, light), response(2, light)};
    }
    return table;
}

constexpr ResponseTable red_responses = make_responses(0);
constexpr ResponseTable green_responses = make_responses(1);
constexpr ResponseTable blue_responses = make_responses(2);

/// Cube root by linear interpolation: every octave of the response is cut into equal intervals, so the error stays
/// below 2^-19 of the root. Responses below the first octave are below that of any colour but black.
constexpr int first_octave = 14;
constexpr int interval_bits = 7;

struct RootInterval {
    std::uint32_t root = 0;   // at its beginning
    std::uint32_t slope = 0;  // gain over the whole interval
};
using RootTable = std::array<RootInterval, (linear_bits + 1 - first_octave) << interval_bits>;

/// Cube root of a response, bit by bit, rounded down.
constexpr std::uint32_t exact_root(std::uint64_t response) {
    const std::uint64_t cube = response << (3 * root_bits - linear_bits);
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << root_bits; bit != 0; bit >>= 1) {
        const std::uint64_t trial = root | bit;
        if (trial * trial * trial <= cube) root = trial;
    }
    return static_cast<std::uint32_t>(root);
}

constexpr RootTable make_roots() {
    RootTable table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const std::uint64_t octave = first_octave + (i >> interval_bits);
        const auto start = [octave](std::uint64_t interval) {
            return ((std::uint64_t{1} << interval_bits) + interval) << (octave - interval_bits);
        };
        const std::uint64_t interval = i & ((1U << interval_bits) - 1);
        const std::uint32_t root = exact_root(start(interval));
        table[i] = {root, exact_root(start(interval + 1)) - root};
    }
    return table;
}

constexpr RootTable roots = make_roots();

std::int64_t cube_root(std::uint32_t response) noexcept {
    // The bits of a double, which holds the response exactly, are what is needed: octave, interval, and place in the
    // interval. No floating-point arithmetic follows.
    constexpr int place_bits = 24;
    const auto bits = std::bit_cast<std::uint64_t>(static_cast<double>(response)) >> (52 - interval_bits - place_bits);
    const std::uint64_t index = (bits >> place_bits) - ((1023U + first_octave) << interval_bits);
    if (index >= roots.size()) return 0;  // black
    const std::uint64_t place = bits & ((1U << place_bits) - 1);
    return static_cast<std::int64_t>(roots[index].root + (roots[index].slope * place >> place_bits));
}

/// OKLab with 2 * root_bits bits.
Vector to_long_oklab(Rgb color) noexcept {
    const Response& red = red_responses[color.red];
    const Response& green = green_responses[color.green];
    const Response& blue = blue_responses[color.blue];
    return oklab_from_roots * Vector{cube_root(red.l + green.l + blue.l), cube_root(red.m + green.m + blue.m),
                                     cube_root(red.s + green.s + blue.s)};
}

template <int bits>
constexpr std::int64_t rounded_to(std::int64_t value) noexcept {
    constexpr int shift = 2 * root_bits - bits;
    return (value + (std::int64_t{1} << (shift - 1))) >> shift;
}

constexpr std::array<std::uint32_t, 255> make_byte_thresholds() {
    std::array<std::uint32_t, 255> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte)
        table[byte] = linear_light(2 * byte + 1);
    return table;
}

/// byte_thresholds[n] lies halfway between the bytes n and n + 1.
constexpr std::array<std::uint32_t, 255> byte_thresholds = make_byte_thresholds();

std::uint8_t to_byte(std::int64_t light) noexcept {
    const auto above = std::upper_bound(byte_thresholds.begin(), byte_thresholds.end(), light);
    return static_cast<std::uint8_t>(above - byte_thresholds.begin());
}

/// Inverse transform, every channel rounded and clamped by itself.
Rgb clamped_rgb(FixedOklab point) noexcept {
    const auto cube = [](std::int64_t scaled_root) {
        const std::int64_t root = scaled_root >> fixed_oklab_bits;
        return (root * root >> root_bits) * root >> (2 * root_bits - linear_bits);
    };
    const Vector scaled_roots = roots_from_oklab * Vector{point.lightness, point.a, point.b};
    const Vector light =
        rgb_from_responses * Vector{cube(scaled_roots[0]), cube(scaled_roots[1]), cube(scaled_roots[2])};
    return {to_byte(light[0] >> root_bits), to_byte(light[1] >> root_bits), to_byte(light[2] >> root_bits)};
}

}  // namespace

FixedOklab to_fixed_oklab(Rgb color) noexcept {
    const Vector oklab = to_long_oklab(color);
    const auto units = [](std::int64_t value) {
        return static_cast<std::int16_t>(rounded_to<fixed_oklab_bits>(value));
    };
    return {units(oklab[0]), units(oklab[1]), units(oklab[2])};
}

void to_fixed_oklab(std::span<const Rgb> colors, std::span<FixedOklab> points) noexcept {
    for (std::size_t i = 0; i < colors.size(); ++i)
        points[i] = to_fixed_oklab(colors[i]);
}

std::int64_t precise_squared_distance(Rgb one, Rgb other) noexcept {
    const Vector p = to_long_oklab(one);
    const Vector q = to_long_oklab(other);
    std::int64_t squared = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::int64_t difference = rounded_to<20>(p[i] - q[i]);
        squared += difference * difference;
    }
    return squared;
}

Rgb to_rgb(FixedOklab point) noexcept {
    Rgb best = clamped_rgb(point);
    std::int32_t best_distance = squared_distance(to_fixed_oklab(best), point);
    // Rounding channel by channel is not always nearest in OKLab: walk downhill among the neighbours.
    for (bool improved = true; improved;) {
        improved = false;
        const Rgb center = best;
        for (int step = 0; step < 27; ++step) {
            const int red = center.red + step % 3 - 1;
            const int green = center.green + step / 3 % 3 - 1;
            const int blue = center.blue + step / 9 - 1;
            if (std::min({red, green, blue}) < 0 || std::max({red, green, blue}) > 255) continue;
            const Rgb candidate{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                                static_cast<std::uint8_t>(blue)};
            const std::int32_t distance = squared_distance(to_fixed_oklab(candidate), point);
            if (distance >= best_distance) continue;
            best = candidate;
            best_distance = distance;
            improved = true;
        }
    }
    return best;
}

Rgb to_grey(FixedOklab point) noexcept {
    const auto lightness = [](std::uint8_t level) { return to_fixed_oklab({level, level, level}).lightness; };
    std::uint8_t level = 0;
    while (level < 255 && lightness(static_cast<std::uint8_t>(level + 1)) <= point.lightness)
        ++level;
    if (level < 255) {
        const auto next = static_cast<std::uint8_t>(level + 1);
        if (lightness(next) - point.lightness < point.lightness - lightness(level)) level = next;
    }
    return {level, level, level};
}

}  // namespace photolibrary::palette
