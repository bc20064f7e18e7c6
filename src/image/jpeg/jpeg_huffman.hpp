#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace photolibrary::image {

/// A Huffman code as a file writes it: how many codes there are of 1 to 16 bits, and the symbols in order.
struct HuffmanSpec {
    std::array<std::uint8_t, 16> counts{};
    std::array<std::uint8_t, 256> symbols{};  ///< those without a code are 0

    bool operator==(const HuffmanSpec&) const = default;
};

/// A Huffman code that can be read (ITU-T T.81 annexes C and F.2.2.3).
class HuffmanCode {
  public:
    /// Nothing if there are more codes than their lengths allow, or a code of ones only.
    static std::optional<HuffmanCode> of(const HuffmanSpec& spec) noexcept;

    struct Symbol {
        std::uint8_t value = 0;
        std::uint8_t length = 0;  ///< of its code in bits; 0 if the bits begin with no code
    };

    /// The symbol that the next 16 bits begin with.
    Symbol decode(std::uint32_t bits16) const noexcept;

    /// Calls function(code, length, symbol) for every code.
    template <class Function>
    void for_each(const Function& function) const {
        for (unsigned length = 1; length <= max_length; ++length) {
            for (unsigned i = 0; i < count_[length]; ++i)
                function(first_code_[length] + i, length, symbols_[first_symbol_[length] + i]);
        }
    }

    static constexpr unsigned max_length = 16;

  private:
    std::array<std::uint16_t, max_length + 1> count_{};
    std::array<std::uint32_t, max_length + 1> first_code_{};
    std::array<std::uint16_t, max_length + 1> first_symbol_{};
    std::array<std::uint8_t, 256> symbols_{};
};

/// Reads the code of a DC difference.
struct DcTable {
    static constexpr unsigned window_bits = 9;
    static constexpr unsigned max_fast_bits = 20;  ///< of code and difference

    explicit DcTable(const HuffmanCode& code_of_sizes) noexcept;

    /// By the next 9 bits: the length of code and difference, then 8 bits with the size of the difference. 0 if the
    /// code is longer, or there is none, or it and the difference have more than max_fast_bits.
    std::array<std::uint16_t, 1U << window_bits> fast{};
    HuffmanCode code;
};

/// Skips AC coefficients, as many at once as fit into a window. Magnitudes are skipped unseen, so the last one may lie
/// outside of the window.
struct AcTable {
    static constexpr unsigned window_bits = 12;
    static constexpr unsigned max_fast_bits = 22;  ///< that one entry skips
    static constexpr unsigned max_fast_coefficients = 62;
    static constexpr unsigned count_shift = 24;
    static constexpr std::uint32_t end_of_block = 64U << count_shift;
    static constexpr std::uint32_t bits_mask = 63;

    explicit AcTable(const HuffmanCode& code_of_runs) noexcept;

    /// By the next 12 bits: the bits to skip (bits 0 to 5), the coefficients advanced (bits 24 to 29), whether the
    /// block ends there (bit 30). With no bits to skip and the end: to be decoded by the code.
    std::array<std::uint32_t, 1U << window_bits> fast{};
    HuffmanCode code;
};

/// The table of a code: built, or found among the last ones that were built. Safe in threads.
/// Nothing if the code is impossible or, for DC, a difference is longer than 15 bits.
std::shared_ptr<const DcTable> dc_table_of(const HuffmanSpec& spec);
std::shared_ptr<const AcTable> ac_table_of(const HuffmanSpec& spec);

}  // namespace photolibrary::image
