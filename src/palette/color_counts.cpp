#include "palette/color_counts.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace photolibrary::palette {

namespace {

constexpr std::uint32_t cubes = 1U << 12;
constexpr std::uint32_t places = 1U << 12;     // colours in a cube
constexpr std::size_t least_batch = 1U << 20;  // pixels to collect before they are counted
constexpr std::size_t part_size = 1U << 12;    // pixels between two looks at the batch
constexpr std::uint32_t chunk_size = 32;
constexpr std::uint32_t chunk_items = 30;

bool any_visible(std::span<const std::uint8_t> rgba) noexcept {
    for (std::size_t i = 3; i < rgba.size(); i += 4)
        if (rgba[i] != 0) return true;
    return false;
}

/// What remains of a colour's place in its cube once bits are given up: blue's lowest, red's, green's.
/// Three suffice: 2^21 colours are fewer than max_distinct.
constexpr std::array<std::uint32_t, 4> kept_bits = {0xFFF, 0xFFE, 0xFFC, 0xFF8};
static_assert(ColorCounts::max_distinct >= 1U << 21);

/// The highest bits of a cube's channels, put where the lowest ones are. A bit that was given up takes the value of the
/// highest one: white stays white, black stays black, and no channel gets brighter or darker on the whole.
std::uint32_t highest_bits(std::uint32_t cube) noexcept {
    return (cube >> 7 & 1) << 2 | (cube >> 11 & 1) << 1 | (cube >> 3 & 1);
}

/// Counts the colours of one cube after another.
class CubeCounter {
  public:
    explicit CubeCounter(int bits_given_up) : kept_(kept_bits[static_cast<std::size_t>(bits_given_up)]) {}

    void add(std::uint32_t place, std::uint64_t weight) noexcept {
        place &= kept_;
        weights_[place] += weight;
        occupied_[place / 64] |= std::uint64_t{1} << place % 64;
        empty_ = false;
    }

    /// Adds the leading entries that belong to cube. Returns how many.
    std::size_t add_cube(std::uint32_t cube, std::span<const ColorCounts::Packed> entries) noexcept {
        std::size_t count = 0;
        for (; count < entries.size() && entries[count].cube_key() / places == cube; ++count)
            add(entries[count].cube_key() % places, entries[count].weight());
        return count;
    }

    /// Appends what was added since the last call to out, as colours of cube, ascending.
    void flush(std::uint32_t cube, std::vector<ColorCounts::Packed>& out) {
        if (std::exchange(empty_, true)) return;
        const std::uint32_t filling = highest_bits(cube) & ~kept_;
        for (std::uint32_t word = 0; word < occupied_.size(); ++word) {
            for (std::uint64_t bits = std::exchange(occupied_[word], 0); bits != 0; bits &= bits - 1) {
                const std::uint32_t place = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
                out.emplace_back(cube * places + (place | filling), std::exchange(weights_[place], 0));
            }
        }
    }

  private:
    std::uint32_t kept_;
    bool empty_ = true;
    std::array<std::uint64_t, places> weights_{};
    std::array<std::uint64_t, places / 64> occupied_{};
};

std::vector<ColorCounts::Packed> coarsened(std::span<const ColorCounts::Packed> entries, int bits_given_up) {
    std::vector<ColorCounts::Packed> out;
    CubeCounter counter(bits_given_up);
    for (std::uint32_t cube = 0; cube < cubes; ++cube) {
        entries = entries.subspan(counter.add_cube(cube, entries));
        counter.flush(cube, out);
    }
    return out;
}

}  // namespace

ColorCounts::ColorCounts(std::uint64_t expected_pixels) {
    const auto batch = static_cast<std::size_t>(std::min<std::uint64_t>(expected_pixels, least_batch));
    chunks_.reserve((batch / chunk_items + cubes / 4) * chunk_size);
    forget();
}

void ColorCounts::forget() {
    chunks_.resize(chunk_size);
    ends_.assign(std::size_t{2} * cubes, chunk_items);  // chunk 0, full
    counted_ = {};
}

/// Hidden colours count only as long as nothing else does.
void ColorCounts::show_first_visible() {
    if (!std::exchange(seen_visible_, true)) forget();
}

/// Returns where its first item goes.
std::uint32_t ColorCounts::begin_chunk(std::uint32_t full_chunk) {
    const auto begin = static_cast<std::uint32_t>(chunks_.size());
    chunks_.resize(begin + chunk_size);
    chunks_[begin + chunk_items] = static_cast<std::uint16_t>(full_chunk >> 16);
    chunks_[begin + chunk_items + 1] = static_cast<std::uint16_t>(full_chunk);
    return begin;
}

inline void ColorCounts::append(std::uint32_t chain, std::uint32_t item) {
    std::uint32_t end = ends_[chain];
    if (end % chunk_size == chunk_items) end = begin_chunk(end / chunk_size);
    chunks_[end] = static_cast<std::uint16_t>(item);
    ends_[chain] = end + 1;
}

void ColorCounts::add_rgb(std::span<const std::uint8_t> pixels) {
    pixels = pixels.first(pixels.size() - pixels.size() % 3);
    if (!pixels.empty()) show_first_visible();
    while (!pixels.empty()) {
        count_when_full();
        const auto part = pixels.first(std::min(pixels.size(), 3 * part_size));
        for (std::size_t i = 0; i < part.size(); i += 3) {
            const std::uint32_t key = cube_key_of(&part[i]);
            append(key / places, key % places);
        }
        pixels = pixels.subspan(part.size());
    }
}

void ColorCounts::add_rgba(std::span<const std::uint8_t> pixels) {
    pixels = pixels.first(pixels.size() - pixels.size() % 4);
    if (!seen_visible_ && any_visible(pixels)) show_first_visible();
    while (!pixels.empty()) {
        count_when_full();
        const auto part = pixels.first(std::min(pixels.size(), 4 * part_size));
        for (std::size_t i = 0; i < part.size(); i += 4) {
            const std::uint32_t key = cube_key_of(&part[i]);
            const std::uint32_t alpha = part[i + 3];
            has_transparency_ |= alpha != opaque_alpha;
            if (alpha == opaque_alpha || !seen_visible_) {
                append(key / places, key % places);
            } else if (alpha != 0) {
                append(cubes + key / places, key % places);
                append(cubes + key / places, alpha);
            }
        }
        pixels = pixels.subspan(part.size());
    }
}

void ColorCounts::count_when_full() {
    // A batch as large as what it is merged with keeps the cost of a pixel constant.
    if (chunks_.size() < std::max(least_batch, counted_.entries.size())) return;
    Counted counted = merged();
    forget();
    counted_ = std::move(counted);
}

/// Hands the pending items of one chain to function, chunk by chunk.
template <class Function>
void ColorCounts::for_each_chunk(std::uint32_t chain, Function function) const {
    std::uint32_t chunk = ends_[chain] / chunk_size;
    std::uint32_t count = ends_[chain] % chunk_size;
    while (chunk != 0) {
        const std::span<const std::uint16_t> numbers =
            std::span(chunks_).subspan(std::size_t{chunk} * chunk_size, chunk_size);
        function(numbers.first(count));
        chunk = std::uint32_t{numbers[chunk_items]} << 16 | numbers[chunk_items + 1];
        count = chunk_items;
    }
}

ColorCounts::Counted ColorCounts::merged() const {
    Counted result;
    result.bits_given_up = counted_.bits_given_up;
    result.entries.reserve(counted_.entries.size() + chunks_.size() / 2);
    CubeCounter counter(counted_.bits_given_up);
    std::span<const Packed> before = counted_.entries;
    for (std::uint32_t cube = 0; cube < cubes; ++cube) {
        before = before.subspan(counter.add_cube(cube, before));
        for_each_chunk(cube, [&](std::span<const std::uint16_t> items) {
            for (const std::uint16_t place : items)
                counter.add(place, opaque_alpha);
        });
        for_each_chunk(cubes + cube, [&](std::span<const std::uint16_t> items) {
            for (std::size_t i = 0; i < items.size(); i += 2)
                counter.add(items[i], items[i + 1]);
        });
        counter.flush(cube, result.entries);
    }
    while (result.entries.size() > max_distinct)
        result = {coarsened(result.entries, result.bits_given_up + 1), result.bits_given_up + 1};
    return result;
}

std::vector<ColorCounts::Packed> ColorCounts::packed_entries() const {
    return merged().entries;
}

std::vector<ColorCounts::Entry> ColorCounts::entries() const {
    std::vector<Entry> entries;
    const std::vector<Packed> packed = packed_entries();
    entries.reserve(packed.size());
    for (const Packed& entry : packed)
        entries.push_back({entry.color(), entry.weight()});
    std::sort(entries.begin(), entries.end(), [](const Entry& p, const Entry& q) { return p.color < q.color; });
    return entries;
}

}  // namespace photolibrary::palette
