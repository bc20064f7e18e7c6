#include "palette/cells.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

namespace photolibrary::palette {

namespace {

/// Cells 1/64 wide: a fifth to a twentieth of a cluster in most photographs.
constexpr int usual_cell_bits = fixed_oklab_bits - 6;

/// As many need no gathering.
constexpr std::size_t few_grains = 2048;

/// Fewer cells than this cannot tell clusters apart well.
constexpr std::size_t least_fine = 768;

/// The cells met so far, found by their place in the grid: a hash table with linear probing.
class CellTable {
  public:
    /// Empties it, and makes room for the cells of so many points.
    void reset(std::size_t points) {
        slots_.assign(std::bit_ceil(points + 16), {});
        sums_.clear();
    }

    WeightedSum& operator[](std::uint64_t key) {
        if (2 * sums_.size() >= slots_.size()) grow();
        Slot& slot = find(key);
        if (slot.index == vacant) {
            slot = {key, static_cast<std::uint32_t>(sums_.size())};
            sums_.emplace_back();
        }
        return sums_[slot.index];
    }

    const std::vector<WeightedSum>& sums() const noexcept { return sums_; }

  private:
    static constexpr std::uint32_t vacant = ~std::uint32_t{0};

    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t index = vacant;
    };

    Slot& find(std::uint64_t key) noexcept {
        std::size_t place = key * 0x9E3779B97F4A7C15U >> (64 - std::bit_width(slots_.size() - 1));
        while (slots_[place].index != vacant && slots_[place].key != key)
            place = (place + 1) & (slots_.size() - 1);
        return slots_[place];
    }

    void grow() {
        std::vector<Slot> old(2 * slots_.size());
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.index != vacant) find(slot.key) = slot;
    }

    std::vector<Slot> slots_;
    std::vector<WeightedSum> sums_;
};

/// Every colour by itself.
Points all_points(const ImageColors& image) {
    Points points;
    points.reserve(image.entries().size());
    for (const ColorCounts::Packed& entry : image.entries())
        points.add(to_fixed_oklab(entry.color()), image.point_weight(entry.weight()));
    return points;
}

}  // namespace

Points gather_cells(const Points& points, int cell_bits) {
    thread_local CellTable table;  // for its memory
    table.reset(points.size());
    WeightedSum* sum = nullptr;
    std::uint64_t last_key = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const FixedOklab point = points[i];
        // Three signed coordinates side by side; neighbours in memory are often neighbours in the grid.
        const auto coordinate = [&](std::int16_t value) {
            return static_cast<std::uint64_t>((value + (1 << fixed_oklab_bits)) >> cell_bits);
        };
        const std::uint64_t key = coordinate(point.lightness) << 32 | coordinate(point.a) << 16 | coordinate(point.b);
        if (sum == nullptr || key != last_key) sum = &table[key];
        last_key = key;
        sum->add(point, points.weight(i));
    }
    Points cells;
    cells.reserve(table.sums().size());
    for (const WeightedSum& cell : table.sums())
        cells.add(cell.mean(), static_cast<std::uint32_t>(cell.weight));
    return cells;
}

Histogram make_histogram(const ImageColors& image) {
    int cell_bits = usual_cell_bits;
    const auto gather = [&cell_bits](const Points& from, std::size_t limit) {
        Points cells = gather_cells(from, cell_bits);
        while (cells.size() > limit)
            cells = gather_cells(cells, ++cell_bits);
        return cells;
    };
    Histogram histogram;
    histogram.fine = image.grains().size() <= few_grains ? image.grains() : gather(image.grains(), Histogram::max_fine);
    if (histogram.fine.size() < least_fine && image.entries().size() > image.grains().size()) {
        // An image of little contrast.
        const Points points = all_points(image);
        while (histogram.fine.size() < least_fine && cell_bits > 0)
            histogram.fine = gather_cells(points, --cell_bits);
    }
    histogram.coarse =
        histogram.fine.size() <= Histogram::max_coarse ? histogram.fine : gather(histogram.fine, Histogram::max_coarse);
    return histogram;
}

}  // namespace photolibrary::palette
