#include "image/jpeg/jpeg_huffman.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace photolibrary::image {
namespace {

/// One AC symbol: a run of zeros and the size of the coefficient behind it.
struct AcSymbol {
    std::uint8_t code_length = 0;  ///< 0 if no code fits into the window
    std::uint8_t bits = 0;         ///< of code and magnitude
    std::uint8_t coefficients = 0;
    bool ends_block = false;
};

AcSymbol ac_symbol(unsigned length, unsigned symbol) noexcept {
    const unsigned run = symbol >> 4;
    const unsigned size = symbol & 15;
    AcSymbol result{.code_length = static_cast<std::uint8_t>(length),
                    .bits = static_cast<std::uint8_t>(length + size),
                    .coefficients = static_cast<std::uint8_t>(run + 1)};
    if (size == 0 && run != 15) {
        result.coefficients = 0;
        result.ends_block = true;
    }
    return result;
}

/// As many symbols as the window surely holds.
std::uint32_t ac_entry(std::span<const AcSymbol> symbols, unsigned window) noexcept {
    const auto mask = static_cast<unsigned>(symbols.size() - 1);
    unsigned bits = 0;
    unsigned coefficients = 0;
    while (bits < AcTable::window_bits) {
        const AcSymbol& next = symbols[(window << bits) & mask];
        if (next.code_length == 0 || bits + next.code_length > AcTable::window_bits) break;
        if (bits + next.bits > AcTable::max_fast_bits) break;
        if (coefficients + next.coefficients > AcTable::max_fast_coefficients) break;
        bits += next.bits;
        coefficients += next.coefficients;
        if (next.ends_block) return AcTable::end_of_block | coefficients << AcTable::count_shift | bits;
    }
    return bits == 0 ? AcTable::end_of_block : coefficients << AcTable::count_shift | bits;
}

/// The last tables that were built. Cameras write the same codes into every file.
template <class Table>
class TableCache {
  public:
    template <class Build>
    std::shared_ptr<const Table> get(const HuffmanSpec& spec, const Build& build) {
        {
            const std::scoped_lock lock(mutex_);
            for (const Entry& entry : entries_) {
                if (entry.table && entry.spec == spec) return entry.table;
            }
        }
        std::shared_ptr<const Table> table = build(spec);
        if (!table) return nullptr;
        const std::scoped_lock lock(mutex_);
        entries_[next_] = {spec, table};
        next_ = (next_ + 1) % entries_.size();
        return table;
    }

  private:
    struct Entry {
        HuffmanSpec spec;
        std::shared_ptr<const Table> table;
    };
    std::mutex mutex_;
    std::array<Entry, 8> entries_;
    std::size_t next_ = 0;
};

template <class Table>
TableCache<Table>& cache_of() {
    // Never destroyed: a thread may still decode while the process ends.
    static TableCache<Table>& cache = *new TableCache<Table>;
    return cache;
}

}  // namespace

std::optional<HuffmanCode> HuffmanCode::of(const HuffmanSpec& spec) noexcept {
    HuffmanCode result;
    std::uint32_t code = 0;
    unsigned symbol = 0;
    for (unsigned length = 1; length <= max_length; ++length) {
        const unsigned count = spec.counts[length - 1];
        result.count_[length] = static_cast<std::uint16_t>(count);
        result.first_code_[length] = code;
        result.first_symbol_[length] = static_cast<std::uint16_t>(symbol);
        code += count;
        symbol += count;
        if (symbol > spec.symbols.size() || (count > 0 && code >= 1U << length)) return std::nullopt;
        code <<= 1;
    }
    result.symbols_ = spec.symbols;
    return result;
}

HuffmanCode::Symbol HuffmanCode::decode(std::uint32_t bits16) const noexcept {
    for (unsigned length = 1; length <= max_length; ++length) {
        const std::uint32_t place = (bits16 >> (max_length - length)) - first_code_[length];
        if (place < count_[length]) {
            return {symbols_[first_symbol_[length] + place], static_cast<std::uint8_t>(length)};
        }
    }
    return {};
}

DcTable::DcTable(const HuffmanCode& code_of_sizes) noexcept : code(code_of_sizes) {
    code.for_each([this](unsigned bits, unsigned length, unsigned size) {
        if (length > window_bits || length + size > max_fast_bits) return;
        const unsigned spare = window_bits - length;
        std::fill_n(fast.begin() + (bits << spare), std::size_t{1} << spare,
                    static_cast<std::uint16_t>(size << 8 | (length + size)));
    });
}

AcTable::AcTable(const HuffmanCode& code_of_runs) noexcept : code(code_of_runs) {
    std::array<AcSymbol, 1U << window_bits> symbols{};
    code.for_each([&symbols](unsigned bits, unsigned length, unsigned symbol) {
        if (length > window_bits) return;
        const unsigned spare = window_bits - length;
        std::fill_n(symbols.begin() + (bits << spare), std::size_t{1} << spare, ac_symbol(length, symbol));
    });
    for (unsigned window = 0; window < fast.size(); ++window)
        fast[window] = ac_entry(symbols, window);
}

std::shared_ptr<const DcTable> dc_table_of(const HuffmanSpec& spec) {
    return cache_of<DcTable>().get(spec, [](const HuffmanSpec& wanted) -> std::shared_ptr<const DcTable> {
        const std::optional<HuffmanCode> code = HuffmanCode::of(wanted);
        if (!code || std::any_of(wanted.symbols.begin(), wanted.symbols.end(), [](unsigned size) { return size > 15; }))
            return nullptr;
        return std::make_shared<const DcTable>(*code);
    });
}

std::shared_ptr<const AcTable> ac_table_of(const HuffmanSpec& spec) {
    return cache_of<AcTable>().get(spec, [](const HuffmanSpec& wanted) -> std::shared_ptr<const AcTable> {
        const std::optional<HuffmanCode> code = HuffmanCode::of(wanted);
        return code ? std::make_shared<const AcTable>(*code) : nullptr;
    });
}

}  // namespace photolibrary::image
