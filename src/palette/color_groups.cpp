#include "palette/color_groups.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <utility>

namespace photolibrary::palette {

namespace {

constexpr std::uint32_t place_bits = 8;               // of a cube key: where in its box a colour is
constexpr std::uint32_t boxes = 1U << 16;             // of 8 x 4 x 8 colours
constexpr std::uint32_t dark_colors = 1U << 12;       // the first ones by cube key: channels below 16
constexpr std::uint32_t cells_a_block = 64;           // cells that are looked at together
constexpr std::uint32_t cells = boxes + dark_colors;  // dark colours stand behind the boxes

/// What is counted as one: how many pixels, and how far their channels are above the least of the box in sum. Two
/// sums of 32 bits in one number: none overflows.
struct Cell {
    std::uint64_t count_and_red = 0;
    std::uint64_t green_and_blue = 0;
};

/// What a pixel adds, by its place in its box.
constexpr std::array<Cell, 1U << place_bits> additions = [] {
    std::array<Cell, 1U << place_bits> table{};
    for (std::uint64_t place = 0; place < table.size(); ++place) {
        const auto bit = [place](int from, int to) { return (place >> from & 1) << to; };
        table[place] = {std::uint64_t{1} << 32 | bit(7, 2) | bit(4, 1) | bit(1, 0),
                        (bit(5, 1) | bit(2, 0)) << 32 | bit(6, 2) | bit(3, 1) | bit(0, 0)};
    }
    return table;
}();

/// All cells, empty between two uses.
class GroupTable {
  public:
    GroupTable() : cells_(cells) {}

    void add(std::span<const std::uint8_t> pixels) noexcept {
        Cell* const cell_of = cells_.data();
        std::uint8_t* const used = used_.data();
        for (std::size_t i = 0; i + 3 <= pixels.size(); i += 3) {
            const std::uint32_t key = cube_key_of(&pixels[i]);
            const std::uint32_t index = key < dark_colors ? boxes + key : key >> place_bits;
            const Cell& addition = additions[key % additions.size()];
            cell_of[index].count_and_red += addition.count_and_red;
            cell_of[index].green_and_blue += addition.green_and_blue;
            used[index / cells_a_block] = 1;
        }
    }

    /// Empties the table.
    std::vector<ColorCounts::Packed> take() {
        std::vector<ColorCounts::Packed> out;
        out.reserve(cells_a_block * static_cast<std::size_t>(std::count(used_.begin(), used_.end(), 1)));
        take_blocks(boxes / cells_a_block, used_.size(), out);
        take_blocks(0, boxes / cells_a_block, out);
        return out;
    }

  private:
    void take_blocks(std::size_t begin, std::size_t end, std::vector<ColorCounts::Packed>& out) {
        for (std::size_t i = begin; i < end; ++i) {
            if (std::exchange(used_[i], 0) == 0) continue;
            for (std::uint32_t index = static_cast<std::uint32_t>(i) * cells_a_block; index < (i + 1) * cells_a_block;
                 ++index) {
                const Cell cell = std::exchange(cells_[index], {});
                const std::uint64_t count = cell.count_and_red >> 32;
                if (count != 0)
                    out.emplace_back(index < boxes ? mean_key(index, cell) : index - boxes, count * opaque_alpha);
            }
        }
    }

    static std::uint32_t mean_key(std::uint32_t box, const Cell& cell) noexcept {
        constexpr std::uint64_t low = 0xFFFFFFFF;
        constexpr std::uint64_t one = std::uint64_t{1} << 32;
        const std::uint64_t reciprocal = one / (cell.count_and_red >> 32);
        const auto mean = [reciprocal](std::uint64_t sum) {
            return static_cast<std::uint8_t>((sum * reciprocal + one / 2) / one);
        };
        const std::array<std::uint8_t, 3> offsets = {mean(cell.count_and_red & low), mean(cell.green_and_blue >> 32),
                                                     mean(cell.green_and_blue & low)};
        return box << place_bits | cube_key_of(offsets.data());
    }

    std::vector<Cell> cells_;
    std::array<std::uint8_t, cells / cells_a_block> used_{};  // whether a block has a cell that counts
};

}  // namespace

std::vector<ColorCounts::Packed> group_colors(std::span<const std::uint8_t> pixels) {
    // 1 MB: making it anew would take longer than counting a small image.
    thread_local const std::unique_ptr<GroupTable> scratch = std::make_unique<GroupTable>();
    GroupTable& table = *scratch;
    table.add(pixels);
    return table.take();
}

}  // namespace photolibrary::palette
