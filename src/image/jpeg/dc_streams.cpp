#include "image/jpeg/dc_streams.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#define PHOTOLIBRARY_INLINE __attribute__((always_inline))

namespace photolibrary::image {
namespace {

// The state of a stream inside a block is one number: bits 0 to 23 are its position, bits 24 to 31 the next
// coefficient. From 64 on the block is over. An entry of an AC table is added to it as it is.
constexpr std::uint32_t position_mask = (1U << AcTable::count_shift) - 1;
constexpr std::uint32_t first_coefficient = 1U << AcTable::count_shift;
constexpr std::uint32_t block_over = 64U << AcTable::count_shift;
constexpr std::uint32_t stream_over = 0;  // no state of a block: that has a coefficient of 1 at least

static_assert(8 * (DcStreams::max_window_bytes + DcStreams::padding_bytes) <= position_mask);

constexpr std::uint32_t min_part_bytes = 2048;  // a shorter part is not worth its start
constexpr std::size_t stream_count = 4;
constexpr std::uint32_t bridge_step = 16;
constexpr std::size_t spare_blocks = stream_count + bridge_step;

// Look-ups that one load of 8 bytes suffices for: it has 57 bits at least behind the position.
constexpr std::size_t lookups_per_load = 3;
static_assert((lookups_per_load - 1) * AcTable::max_fast_bits + AcTable::window_bits <= 57);
static_assert(DcTable::max_fast_bits + (lookups_per_load - 2) * AcTable::max_fast_bits + AcTable::window_bits <= 57);

/// The next 57 bits or more, from the highest bit on.
inline std::uint64_t load_bits(const std::uint8_t* data, std::uint32_t position) noexcept {
    std::uint64_t bits = 0;
    std::memcpy(&bits, data + (position >> 3), sizeof bits);
    if constexpr (std::endian::native == std::endian::little) bits = __builtin_bswap64(bits);
    return bits << (position & 7);
}

/// T.81 figure F.12: magnitudes with a leading 0 are negative.
inline std::int16_t extended(std::uint32_t magnitude, unsigned size) noexcept {
    const auto range = static_cast<std::int32_t>(1U << size);
    const auto value = static_cast<std::int32_t>(magnitude);
    return static_cast<std::int16_t>(value < range >> 1 ? value + 1 - range : value);
}

struct DcTerm {
    std::int16_t difference;
    std::uint8_t bits;
    bool is_damaged;
};

DcTerm slow_dc_term(const DcTable& table, std::uint64_t bits) noexcept {
    const HuffmanCode::Symbol symbol = table.code.decode(static_cast<std::uint32_t>(bits >> 48));
    if (symbol.length == 0) return {0, 1, true};
    const unsigned size = symbol.value;
    const auto total = static_cast<std::uint8_t>(symbol.length + size);
    const auto magnitude = static_cast<std::uint32_t>(bits >> (64 - total)) & ((1U << size) - 1);
    return {extended(magnitude, size), total, false};
}

inline DcTerm dc_term(const DcTable& table, std::uint64_t bits) noexcept {
    const std::uint32_t entry = table.fast[bits >> (64 - DcTable::window_bits)];
    if (entry == 0) [[unlikely]]
        return slow_dc_term(table, bits);
    const std::uint32_t total = entry & 0xFF;
    const std::uint32_t size = entry >> 8;
    const auto magnitude = static_cast<std::uint32_t>(bits >> (64 - total)) & ((1U << size) - 1);
    return {extended(magnitude, size), static_cast<std::uint8_t>(total), false};
}

}  // namespace

/// One decoder of a part of the window. It stands inside a block, or between two when its work is over.
/// Aligned: those of two threads are written to all the time, and must not share a line of the cache.
class alignas(64) DcStreams::Stream {
  public:
    /// limit: bit from which on no block begins. blocks: where they go, up to last.
    Stream(const std::uint8_t* data, std::span<const DcPhase> phases, std::uint32_t begin, std::uint32_t limit,
           std::size_t phase, DcBlock* blocks, DcBlock* last) noexcept
        : data_(data), phases_(phases), phase_(phase), limit_(limit), next_(blocks), last_(last) {
        resume_at(begin);
    }

    /// Goes on where another one stopped.
    void extend(std::uint32_t limit, DcBlock* blocks, DcBlock* last) noexcept {
        limit_ = limit;
        next_ = blocks;
        last_ = last;
        resume_at(state_ & position_mask);
    }

    bool is_over() const noexcept { return is_over_; }
    std::uint32_t position() const noexcept { return state_ & position_mask; }
    std::size_t phase() const noexcept { return phase_; }
    DcBlock* next() const noexcept { return next_; }

    /// Runs streams, four at most, to their ends. refill(stream) may give a stream that is over new work.
    template <class Refill>
    static void run_all(std::span<Stream> streams, const Refill& refill) noexcept;

    void run_alone() noexcept {
        run_all({this, 1}, [](const Stream&) { return false; });
    }

  private:
    /// Runs streams that are not over until one of them is.
    template <std::size_t... I>
    static void run(const std::array<Stream*, sizeof...(I)>& streams, std::index_sequence<I...>) noexcept;

    void resume_at(std::uint32_t position) noexcept {
        std::uint64_t bits = 0;
        is_over_ = false;
        const std::uint32_t state = begin_block(position, bits);
        if (state != stream_over) state_ = state;
    }

    const std::uint32_t* ac_entries() const noexcept { return phases_[phase_].ac->fast.data(); }

    inline std::uint32_t begin_block(std::uint32_t position, std::uint64_t& bits) noexcept;
    inline std::uint32_t end_lookup(std::uint32_t state, std::uint32_t entry, std::uint64_t& bits) noexcept;
    std::uint32_t skip_slowly(std::uint32_t state) noexcept;

    const std::uint8_t* data_;
    std::span<const DcPhase> phases_;
    std::size_t phase_;  ///< of the block it stands in, or of the next
    std::uint32_t state_ = 0;
    std::uint32_t limit_;
    DcBlock* next_;
    DcBlock* last_;
    bool is_over_ = false;
};

/// Decodes the DC term of the next block; bits are those behind it. stream_over if there is no next block.
inline std::uint32_t DcStreams::Stream::begin_block(std::uint32_t position, std::uint64_t& bits) noexcept {
    if (position >= limit_ || next_ == last_) {
        state_ = position;
        is_over_ = true;
        return stream_over;
    }
    bits = load_bits(data_, position);
    const DcTerm term = dc_term(*phases_[phase_].dc, bits);
    *next_++ = {position, term.difference, term.is_damaged};
    bits = term.bits <= DcTable::max_fast_bits ? bits << term.bits : load_bits(data_, position + term.bits);
    return first_coefficient + position + term.bits;
}

/// After a look-up that ended a block, or that could not be used.
inline std::uint32_t DcStreams::Stream::end_lookup(std::uint32_t state, std::uint32_t entry,
                                                   std::uint64_t& bits) noexcept {
    const std::uint32_t coefficient = state >> AcTable::count_shift;
    // 63 coefficients end a block without a code for it. Beyond 64, or with that code behind 64, the entry's last
    // symbols belong to the next block.
    const bool has_end = (entry & AcTable::end_of_block) != 0;
    const bool is_exact = has_end ? (entry & AcTable::bits_mask) != 0 && coefficient < 128 : coefficient == 64;
    if (!is_exact) [[unlikely]] {
        state = skip_slowly(state - entry);
        if (state < block_over) {
            bits = load_bits(data_, state & position_mask);
            return state;
        }
    }
    phase_ = phase_ + 1 == phases_.size() ? 0 : phase_ + 1;
    return begin_block(state & position_mask, bits);
}

/// Skips one symbol.
std::uint32_t DcStreams::Stream::skip_slowly(std::uint32_t state) noexcept {
    const auto bits16 = static_cast<std::uint32_t>(load_bits(data_, state & position_mask) >> 48);
    const HuffmanCode::Symbol symbol = phases_[phase_].ac->code.decode(bits16);
    if (symbol.length == 0) {
        // In a stream that is not yet in step this is normal.
        next_[-1].is_damaged = true;
        return ((state & position_mask) + 1) | block_over;
    }
    const std::uint32_t run = symbol.value >> 4;
    const std::uint32_t size = symbol.value & 15U;
    const std::uint32_t position = (state & position_mask) + symbol.length + size;
    if (size == 0 && run != 15) return position | block_over;
    const std::uint32_t coefficient = (state >> AcTable::count_shift) + run + 1;
    return position | std::min(coefficient, 64U) << AcTable::count_shift;
}

template <std::size_t... I>
void DcStreams::Stream::run(const std::array<Stream*, sizeof...(I)>& streams, std::index_sequence<I...>) noexcept {
    const std::uint8_t* const data = streams[0]->data_;
    std::array<std::uint32_t, sizeof...(I)> state{streams[I]->state_...};
    std::array<std::uint64_t, sizeof...(I)> bits{};
    std::array<const std::uint32_t*, sizeof...(I)> entries{streams[I]->ac_entries()...};
    // True once the stream is over. Written without loops, so that all of this stays in registers.
    const auto look_up = [&]<std::size_t i>(std::integral_constant<std::size_t, i>) PHOTOLIBRARY_INLINE {
        const std::uint32_t entry = entries[i][bits[i] >> (64 - AcTable::window_bits)];
        state[i] += entry;
        bits[i] <<= entry & AcTable::bits_mask;
        if (state[i] < block_over) [[likely]]
            return false;
        state[i] = streams[i]->end_lookup(state[i], entry, bits[i]);
        entries[i] = streams[i]->ac_entries();
        return state[i] == stream_over;
    };
    const auto look_up_all = [&](std::size_t) PHOTOLIBRARY_INLINE {
        return (look_up(std::integral_constant<std::size_t, I>{}) || ...);
    };
    const auto look_up_often = [&]<std::size_t... time>(std::index_sequence<time...>) PHOTOLIBRARY_INLINE {
        return (look_up_all(time) || ...);
    };
    do {
        ((bits[I] = load_bits(data, state[I] & position_mask)), ...);
    } while (!look_up_often(std::make_index_sequence<lookups_per_load>{}));
    ((state[I] == stream_over ? void() : void(streams[I]->state_ = state[I])), ...);
}

template <class Refill>
void DcStreams::Stream::run_all(std::span<Stream> streams, const Refill& refill) noexcept {
    static_assert(stream_count == 4);
    for (;;) {
        std::array<Stream*, stream_count> running{};
        std::size_t count = 0;
        for (Stream& stream : streams) {
            while (stream.is_over() && refill(stream))
                continue;
            if (!stream.is_over()) running[count++] = &stream;
        }
        switch (count) {
            case 0:
                return;
            case 1:
                run({running[0]}, std::make_index_sequence<1>{});
                break;
            case 2:
                run({running[0], running[1]}, std::make_index_sequence<2>{});
                break;
            case 3:
                run({running[0], running[1], running[2]}, std::make_index_sequence<3>{});
                break;
            default:
                run(running, std::make_index_sequence<4>{});
                break;
        }
    }
}

DcStreams::DcStreams(std::vector<DcPhase> phases, std::size_t window_bytes)
    : phases_(std::move(phases)),
      // A code has 1 bit at least: a block with AC coefficients has two of them. The last one may be cut.
      capacity_(std::min(window_bytes, max_window_bytes) * (phases_[0].ac ? 5 : 9) + spare_blocks),
      blocks_(new DcBlock[capacity_]),
      bridges_(phases_[0].ac ? new DcBlock[capacity_] : nullptr) {}

DcStreams::DcStreams(DcStreams&&) noexcept = default;
DcStreams::~DcStreams() = default;

std::span<const DcPiece> DcStreams::decode(const std::uint8_t* data, std::span<DcStretch> stretches) {
    pieces_.clear();
    if (!phases_[0].ac) {
        decode_dc_only(data, stretches);
    } else if (stretches.size() == 1) {
        decode_cut(data, stretches[0]);
    } else {
        decode_apart(data, stretches);
    }
    return pieces_;
}

void DcStreams::decode_dc_only(const std::uint8_t* data, std::span<DcStretch> stretches) {
    DcBlock* next = blocks_.get();
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        DcStretch& stretch = stretches[i];
        DcBlock* const first = next;
        std::uint32_t position = stretch.begin;
        std::size_t phase = stretch.phase;
        for (std::uint32_t left = stretch.blocks; left > 0 && position < stretch.end; --left) {
            const DcTerm term = dc_term(*phases_[phase].dc, load_bits(data, position));
            *next++ = {position, term.difference, term.is_damaged};
            position += term.bits;
            phase = phase + 1 == phases_.size() ? 0 : phase + 1;
        }
        stretch.stopped = position;
        pieces_.push_back({i, {first, next}});
    }
}

/// Each stretch by a decoder of its own.
void DcStreams::decode_apart(const std::uint8_t* data, std::span<DcStretch> stretches) {
    pieces_.resize(stretches.size());
    std::size_t begun = 0;
    DcBlock* area = blocks_.get();
    const auto start = [&](std::size_t index) {
        const DcStretch& stretch = stretches[index];
        const std::uint32_t bits = stretch.end - std::min(stretch.begin, stretch.end);
        const std::uint32_t most = std::min(stretch.blocks, bits == 0 ? 0 : bits / 2 + 1);
        Stream stream(data, phases_, stretch.begin, stretch.end, stretch.phase, area, area + most);
        pieces_[index] = {index, {area, most}};
        area += most;
        return stream;
    };
    std::vector<Stream> streams;
    std::array<std::size_t, stream_count> stretch_of{};
    while (begun < std::min(stream_count, stretches.size())) {
        stretch_of[begun] = begun;
        streams.push_back(start(begun++));
    }
    const auto finish = [&](const Stream& stream, std::size_t index) {
        stretches[index].stopped = stream.position();
        DcPiece& piece = pieces_[index];
        piece.blocks = piece.blocks.first(static_cast<std::size_t>(stream.next() - piece.blocks.data()));
    };
    Stream::run_all(streams, [&](Stream& stream) {
        std::size_t& index = stretch_of[static_cast<std::size_t>(&stream - streams.data())];
        if (index == stretches.size()) return false;
        finish(stream, index);
        index = begun;
        if (begun == stretches.size()) return false;
        stream = start(begun++);
        return true;
    });
}

/// One stretch by several decoders, whose work is then joined.
void DcStreams::decode_cut(const std::uint8_t* data, DcStretch& stretch) {
    run_parts(data, stretch);
    const std::span<const DcBlock> right = found_[0];
    if (!right.empty()) pieces_.push_back({0, right});
    join(stretch, stretch.blocks - static_cast<std::uint32_t>(right.size()), parts_[0], 1);
}

void DcStreams::guess(const std::uint8_t* data, std::uint32_t end) {
    run_parts(data, {.end = end, .blocks = UINT32_MAX});
}

std::span<const DcPiece> DcStreams::settle(const std::uint8_t* data, DcStretch& stretch) {
    pieces_.clear();
    // It is over before it begins: join() extends it.
    const Stream bridge(data, phases_, stretch.begin, stretch.begin, stretch.phase, nullptr, nullptr);
    join(stretch, stretch.blocks, bridge, 0);
    return pieces_;
}

/// Cuts a stretch into equal parts and decodes each from where it begins.
void DcStreams::run_parts(const std::uint8_t* data, const DcStretch& stretch) {
    const std::uint32_t bits = stretch.end - std::min(stretch.begin, stretch.end);
    const auto parts = std::clamp<std::uint32_t>(bits / 8 / min_part_bytes, 1, stream_count);
    parts_.clear();
    parts_.reserve(parts);
    found_.clear();
    DcBlock* area = blocks_.get();
    for (std::uint32_t i = 0; i < parts; ++i) {
        const auto cut = [&](std::uint32_t part) {
            return stretch.begin + static_cast<std::uint32_t>(std::uint64_t{bits} * part / parts);
        };
        const std::uint32_t length = cut(i + 1) - cut(i);
        std::uint32_t most = length == 0 ? 0 : length / 2 + 1;
        if (i == 0) most = std::min(most, stretch.blocks);
        parts_.emplace_back(data, phases_, cut(i), cut(i + 1), i == 0 ? stretch.phase : 0, area, area + most);
        found_.emplace_back(area, most);
        area += most;
    }
    Stream::run_all(parts_, [](const Stream&) { return false; });
    for (std::size_t i = 0; i < parts; ++i)
        found_[i] = found_[i].first(static_cast<std::size_t>(parts_[i].next() - found_[i].data()));
}

/// last: what is right so far ends where it stands. candidate: the first part that is not known to be right.
/// left: blocks at most.
void DcStreams::join(DcStretch& stretch, std::uint32_t left, const Stream& last, std::size_t candidate) {
    const auto take = [&](std::span<const DcBlock> blocks) {
        left -= static_cast<std::uint32_t>(blocks.size());
        if (!blocks.empty()) pieces_.push_back({0, blocks});
    };
    Stream bridge = last;
    DcBlock* next = bridges_.get();
    std::size_t block = 0;  // of the candidate
    while (left > 0 && bridge.position() < stretch.end) {
        std::size_t phase = bridge.phase();
        bridge.extend(stretch.end, next, next + std::min(left, bridge_step));
        bridge.run_alone();
        const std::span<const DcBlock> met(next, bridge.next());
        std::size_t kept = met.size();
        for (std::size_t i = 0; i < met.size(); ++i) {
            while (candidate < found_.size() &&
                   (block == found_[candidate].size() || found_[candidate][block].start < met[i].start)) {
                if (block < found_[candidate].size()) {
                    ++block;
                } else {
                    ++candidate;
                    block = 0;
                }
            }
            if (candidate == found_.size()) break;
            if (found_[candidate][block].start == met[i].start && same_codes(phase, block % phases_.size())) {
                kept = i;
                break;
            }
            phase = phase + 1 == phases_.size() ? 0 : phase + 1;
        }
        take(met.first(kept));
        next += kept;
        if (kept == met.size()) continue;
        // In step from here on.
        const std::span<const DcBlock> right = found_[candidate].subspan(block);
        bridge = parts_[candidate];
        ++candidate;
        block = 0;
        if (right.size() > left) {
            stretch.stopped = right[left].start;
            return take(right.first(left));
        }
        take(right);
    }
    stretch.stopped = bridge.position();
}

/// Whether blocks from one place of the MCU on are coded as those from another place on.
bool DcStreams::same_codes(std::size_t phase, std::size_t other) const noexcept {
    for (std::size_t i = 0; i < phases_.size(); ++i) {
        const DcPhase& one = phases_[(phase + i) % phases_.size()];
        const DcPhase& two = phases_[(other + i) % phases_.size()];
        if (one.dc != two.dc || one.ac != two.ac) return false;
    }
    return true;
}

#undef PHOTOLIBRARY_INLINE

}  // namespace photolibrary::image
