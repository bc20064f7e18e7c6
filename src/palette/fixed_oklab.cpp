#include "palette/fixed_oklab.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <limits>

namespace photolibrary::palette {

namespace {

// Linear light and cone responses: 1.0 = 2^30. Cube roots: 1.0 = 2^20. Matrix coefficients: 1.0 = 2^28 and 2^20.
constexpr int linear_bits = 30;
constexpr int root_bits = 20;

constexpr std::int64_t fixed(double value, int bits) {
    const double scaled = value * static_cast<double>(std::int64_t{1} << bits);
    return static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
}

constexpr std::uint64_t multiply_q31(std::uint64_t one, std::uint64_t other) {
    return one * other >> 31;
}

/// Linear light of the sRGB value half_steps / 510, so that thresholds between two bytes can be told as well.
/// IEC 61966-2-1: ((s + 0.055) / 1.055)^2.4 = t^2 * fifth root of t^2, found bit by bit.
constexpr std::uint32_t linear_light(std::uint32_t half_steps) {
    if (half_steps <= 20) {  // s <= 0.04045, below: s / 12.92
        constexpr std::uint64_t divisor = 510 * 1292;
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

/// What one channel's byte adds to the responses l, m and s.
struct Response {
    std::uint32_t l = 0;
    std::uint32_t m = 0;
    std::uint32_t s = 0;

    friend Response operator+(const Response& one, const Response& other) noexcept {
        return {one.l + other.l, one.m + other.m, one.s + other.s};
    }
};
using ResponseTable = std::array<Response, 256>;

constexpr ResponseTable make_responses(double l, double m, double s) {
    constexpr int coefficient_bits = 28;
    const auto scale = [](double coefficient, std::uint64_t light) {
        const auto product = static_cast<std::uint64_t>(fixed(coefficient, coefficient_bits)) * light;
        return static_cast<std::uint32_t>((product + (std::uint64_t{1} << (coefficient_bits - 1))) >> coefficient_bits);
    };
    ResponseTable table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        const std::uint32_t light = linear_light(2 * byte);
        table[byte] = {scale(l, light), scale(m, light), scale(s, light)};
    }
    return table;
}

constexpr ResponseTable red_responses = make_responses(0.4122214708, 0.2119034982, 0.0883024619);
constexpr ResponseTable green_responses = make_responses(0.5363325363, 0.6806995451, 0.2817188376);
constexpr ResponseTable blue_responses = make_responses(0.0514459929, 0.1073969566, 0.6299787005);

/// Cube root by linear interpolation: every octave of the response is cut into equal intervals, so the error stays
/// below 2^-19 of the root. Responses below the first octave are below that of any colour but black.
constexpr int first_octave = 14;
constexpr int interval_bits = 7;

struct RootInterval {
    std::uint32_t root = 0;   // at its beginning
    std::uint32_t slope = 0;  // gain over the whole interval
};
using RootTable = std::array<RootInterval, (linear_bits + 1 - first_octave) << interval_bits>;

/// Cube root of a response, bit by bit: floor, exact.
constexpr std::uint32_t exact_root(std::uint64_t response) {
    // (r * 2^20)^3 = response * 2^30: 61 bits at most.
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
        const auto start = [&](std::uint64_t step) {
            return ((std::uint64_t{1} << interval_bits) + step) << (octave - interval_bits);
        };
        const std::uint64_t step = i & ((1U << interval_bits) - 1);
        const std::uint32_t root = exact_root(start(step));
        table[i] = {root, exact_root(start(step + 1)) - root};
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

constexpr std::int64_t root_coefficient(double value) {
    return fixed(value, root_bits);
}

/// OKLab with 2 * root_bits bits.
struct LongOklab {
    std::int64_t lightness = 0;
    std::int64_t a = 0;
    std::int64_t b = 0;
};

LongOklab to_long_oklab(Rgb color) noexcept {
    const Response response = red_responses[color.red] + green_responses[color.green] + blue_responses[color.blue];
    const std::int64_t l = cube_root(response.l);
    const std::int64_t m = cube_root(response.m);
    const std::int64_t s = cube_root(response.s);
    const auto mix = [&](double from_l, double from_m, double from_s) {
        return root_coefficient(from_l) * l + root_coefficient(from_m) * m + root_coefficient(from_s) * s;
    };
    return {mix(0.2104542553, 0.7936177850, -0.0040720468), mix(1.9779984951, -2.4285922050, 0.4505937099),
            mix(0.0259040371, 0.7827717662, -0.8086757660)};
}

template <int bits>
constexpr std::int64_t rounded_to(std::int64_t value) noexcept {
    constexpr int shift = 2 * root_bits - bits;
    return (value + (std::int64_t{1} << (shift - 1))) >> shift;
}

FixedOklab to_units(const LongOklab& oklab) noexcept {
    const auto units = [](std::int64_t value) {
        return static_cast<std::int16_t>(rounded_to<fixed_oklab_bits>(value));
    };
    return {units(oklab.lightness), units(oklab.a), units(oklab.b)};
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
    const auto cube = [&](double a, double b) {  // of a root with 20 bits, to 30 bits
        const std::int64_t root =
            (std::int64_t{point.lightness} << 14) + fixed(a, 14) * point.a + fixed(b, 14) * point.b;
        const std::int64_t q20 = root >> (2 * 14 - 20);
        return (q20 * q20 >> 20) * q20 >> (40 - linear_bits);
    };
    const std::int64_t l = cube(0.3963377774, 0.2158037573);
    const std::int64_t m = cube(-0.1055613458, -0.0638541728);
    const std::int64_t s = cube(-0.0894841775, -1.2914855480);
    const auto channel = [&](double from_l, double from_m, double from_s) {
        return to_byte((fixed(from_l, 20) * l + fixed(from_m, 20) * m + fixed(from_s, 20) * s) >> 20);
    };
    return {channel(4.0767416621, -3.3077115913, 0.2309699292), channel(-1.2684380046, 2.6097574011, -0.3413193965),
            channel(-0.0041960863, -0.7034186147, 1.7076147010)};
}

}  // namespace

FixedOklab to_fixed_oklab(Rgb color) noexcept {
    return to_units(to_long_oklab(color));
}

void to_fixed_oklab(std::span<const Rgb> colors, std::span<FixedOklab> points) noexcept {
    for (std::size_t i = 0; i < colors.size(); ++i)
        points[i] = to_fixed_oklab(colors[i]);
}

std::int64_t precise_squared_distance(Rgb one, Rgb other) noexcept {
    const LongOklab p = to_long_oklab(one);
    const LongOklab q = to_long_oklab(other);
    const std::int64_t lightness = rounded_to<20>(p.lightness - q.lightness);
    const std::int64_t a = rounded_to<20>(p.a - q.a);
    const std::int64_t b = rounded_to<20>(p.b - q.b);
    return lightness * lightness + a * a + b * b;
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
            if (distance < best_distance) {
                best = candidate;
                best_distance = distance;
                improved = true;
            }
        }
    }
    return best;
}

}  // namespace photolibrary::palette
