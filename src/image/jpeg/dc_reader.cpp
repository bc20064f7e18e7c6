#include "image/jpeg/dc_reader.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "image/failures.hpp"
#include "image/jpeg/dc_streams.hpp"
#include "image/jpeg/dc_windows.hpp"
#include "image/jpeg/jpeg_markers.hpp"

namespace photolibrary::image {
namespace {

using MaybeFailure = std::optional<core::Failure>;

constexpr std::size_t min_window_bytes = 16U << 10;  // many times the longest block
constexpr std::size_t max_dc_window_bytes = 64U << 10;
constexpr std::size_t max_helpers = 7;                // each has memory of its own
constexpr std::uint64_t min_shared_bytes = 1U << 20;  // less is decoded before another thread has woken up

/// The data of one scan, window by window, freed of the zero that follows each FF.
class ScanData {
  public:
    ScanData(JpegInput& input, bool has_restarts, std::size_t window_bytes)
        : input_(&input),
          has_restarts_(has_restarts),
          capacity_(window_bytes),
          bytes_(new std::uint8_t[window_bytes + DcStreams::padding_bytes]) {}

    /// Part of the window between two restart markers, in bytes.
    struct Part {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool is_complete = false;  ///< a marker follows, or the end of the file
    };

    /// Moves on to a bit of the window and reads behind it what there is space for.
    void advance(std::uint32_t bit);

    const std::uint8_t* bytes() const noexcept { return bytes_.get(); }

    /// At least one.
    std::span<const Part> parts() const noexcept { return parts_; }

    /// Where the first part goes on: below 8.
    std::uint32_t first_bit() const noexcept { return first_bit_; }

    /// What the data ended with, once they have: the marker, or 0 for a file that is over.
    std::optional<unsigned> ended_with() const noexcept { return ended_with_; }

  private:
    void fill();
    void append(std::span<const std::uint8_t> bytes) noexcept;
    bool take_marker(unsigned code);

    JpegInput* input_;
    bool has_restarts_;
    std::size_t capacity_;
    std::unique_ptr<std::uint8_t[]> bytes_;
    std::size_t size_ = 0;
    std::vector<Part> parts_{1};
    std::uint32_t first_bit_ = 0;
    unsigned next_restart_ = 0;
    std::optional<unsigned> ended_with_;
};

void ScanData::advance(std::uint32_t bit) {
    const std::size_t begin = std::min<std::size_t>(bit / 8, size_);
    first_bit_ = bit % 8;
    size_ -= begin;
    std::memmove(bytes_.get(), bytes_.get() + begin, size_);
    parts_.assign(1, {0, size_, parts_.back().is_complete});
    fill();
    parts_.back().end = size_;
    std::memset(bytes_.get() + size_, 0, DcStreams::padding_bytes);
}

void ScanData::append(std::span<const std::uint8_t> bytes) noexcept {
    std::memcpy(bytes_.get() + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
}

void ScanData::fill() {
    while (size_ < capacity_ && !ended_with_) {
        std::span<const std::uint8_t> bytes = input_->available();
        if (bytes.size() < 2) bytes = input_->peek(2);
        if (bytes.size() < 2) {
            append(bytes.first(std::min<std::size_t>(bytes.size(), bytes.empty() || bytes[0] == 0xFF ? 0 : 1)));
            input_->skip(bytes.size());
            ended_with_ = 0;
            break;
        }
        bytes = bytes.first(std::min(bytes.size(), capacity_ - size_ + 1));
        // The last byte is looked at when the one behind it is there.
        const auto* ff = static_cast<const std::uint8_t*>(std::memchr(bytes.data(), 0xFF, bytes.size() - 1));
        const std::size_t plain = ff != nullptr ? static_cast<std::size_t>(ff - bytes.data()) : bytes.size() - 1;
        append(bytes.first(plain));
        input_->skip(plain);
        if (ff == nullptr) continue;
        if (ff[1] == 0) append({ff, 1});
        if (ff[1] == 0xFF) {
            input_->skip(1);  // a fill byte
        } else if (ff[1] == 0 || take_marker(ff[1])) {
            input_->skip(2);
        }
    }
    if (ended_with_) parts_.back().is_complete = true;
}

/// True for a restart marker in its turn; all others end the data.
bool ScanData::take_marker(unsigned code) {
    if (has_restarts_ && code == jpeg_marker::rst0 + next_restart_) {
        next_restart_ = (next_restart_ + 1) % 8;
        parts_.back().end = size_;
        parts_.back().is_complete = true;
        parts_.push_back({size_, size_, false});
        return true;
    }
    ended_with_ = code;
    return false;
}

/// Adds up the differences of one scan and hands the terms out row by row.
class DcRows {
  public:
    DcRows(const JpegScanWalker& walker, const JpegScan& scan, const core::StopToken& stop, DcSink& sink);

    /// Takes blocks up to one that is damaged, or to the end of the scan, or to a failure. Returns how many.
    std::size_t add(std::span<const DcBlock> blocks);

    /// Predictions begin anew.
    void restart() noexcept {
        for (Component& component : components_)
            component.prediction = 0;
    }

    std::uint32_t blocks_in_mcu() const noexcept { return static_cast<std::uint32_t>(places_.size()); }
    std::uint32_t phase() const noexcept { return static_cast<std::uint32_t>(phase_); }
    std::uint64_t blocks_left() const noexcept { return blocks_left_; }

    /// Of the stop token or the sink.
    const MaybeFailure& failure() const noexcept { return failure_; }

    /// Row of the image where the first row of MCUs begins that is not complete.
    std::uint64_t image_row() const noexcept {
        return std::min<std::uint64_t>(std::uint64_t{row_} * 8 * frame_->max_v / block_rows_per_max_v_, frame_->height);
    }
    std::uint32_t image_height() const noexcept { return frame_->height; }

  private:
    struct Component {
        DcRow row;
        std::uint32_t rows = 0;  ///< in a row of MCUs
        std::uint32_t blocks_wide = 0;
        std::uint32_t blocks_high = 0;
        std::size_t stride = 0;
        std::uint32_t prediction = 0;     // modulo 2^32: hostile differences may add up to anything
        std::vector<std::int16_t> terms;  ///< of a row of MCUs
    };
    /// A block of the MCU.
    struct Place {
        Component* component = nullptr;
        std::int16_t* first = nullptr;
        std::int16_t* next = nullptr;
        std::size_t step = 0;
    };

    void finish_row();

    const JpegFrame* frame_;
    const core::StopToken* stop_;
    DcSink* sink_;
    std::vector<Component> components_;
    std::vector<Place> places_;
    bool in_order_;
    std::uint32_t block_rows_per_max_v_ = 1;
    std::uint32_t mcus_wide_;
    std::uint32_t mcu_ = 0;  ///< in its row
    std::uint32_t row_ = 0;  ///< of MCUs
    std::size_t phase_ = 0;
    std::uint64_t blocks_left_;
    MaybeFailure failure_;
};

DcRows::DcRows(const JpegScanWalker& walker, const JpegScan& scan, const core::StopToken& stop, DcSink& sink)
    : frame_(&walker.markers().frame()),
      stop_(&stop),
      sink_(&sink),
      components_(scan.components.size()),
      in_order_(scan.components.size() == frame_->components.size()),
      mcus_wide_(frame_->mcus_wide) {
    const bool is_interleaved = scan.components.size() > 1;
    std::uint32_t mcus_high = frame_->mcus_high;
    for (std::size_t i = 0; i < components_.size(); ++i) {
        const std::size_t index = scan.components[i].index;
        const JpegComponent& source = frame_->components[index];
        Component& component = components_[i];
        if (!is_interleaved) {  // T.81 A.2.2: an MCU is one block, and there is no padding to whole MCUs
            mcus_wide_ = source.blocks_wide;
            mcus_high = source.blocks_high;
            block_rows_per_max_v_ = source.v;
        }
        const std::uint32_t h = is_interleaved ? source.h : 1;
        component.rows = is_interleaved ? source.v : 1;
        component.blocks_wide = source.blocks_wide;
        component.blocks_high = source.blocks_high;
        component.stride = std::size_t{mcus_wide_} * h;
        component.terms.resize(component.stride * component.rows);
        component.row = {.component = index,
                         .y = 0,
                         .terms = {},
                         .quantizer = walker.markers().dc_quantizer(source.quantizer),
                         .missing_bits = scan.low_bit};
        for (std::uint32_t place = 0; place < h * component.rows; ++place) {
            std::int16_t* const first = component.terms.data() + place / h * component.stride + place % h;
            places_.push_back({&component, first, first, h});
        }
    }
    blocks_left_ = std::uint64_t{mcus_wide_} * mcus_high * places_.size();
}

std::size_t DcRows::add(std::span<const DcBlock> blocks) {
    const std::size_t count = std::min<std::uint64_t>(blocks.size(), blocks_left_);
    std::size_t done = 0;
    while (done < count && !blocks[done].is_damaged) {
        Place& place = places_[phase_];
        place.component->prediction += static_cast<std::uint32_t>(blocks[done].difference);
        *place.next = static_cast<std::int16_t>(place.component->prediction);
        place.next += place.step;
        ++done;
        if (++phase_ < places_.size()) continue;
        phase_ = 0;
        if (++mcu_ < mcus_wide_) continue;
        finish_row();
        if (failure_) break;
    }
    blocks_left_ -= done;
    return done;
}

void DcRows::finish_row() {
    mcu_ = 0;
    for (Place& place : places_)
        place.next = place.first;
    for (Component& component : components_) {
        for (std::uint32_t i = 0; i < component.rows; ++i) {
            component.row.y = row_ * component.rows + i;
            if (component.row.y >= component.blocks_high) break;
            component.row.terms = std::span(component.terms).subspan(i * component.stride, component.blocks_wide);
            sink_->row(component.row);
        }
    }
    ++row_;
    if (in_order_) failure_ = sink_->completed(row_ / block_rows_per_max_v_);
    if (!failure_ && stop_->stop_requested()) failure_ = stop_->failure();
}

core::Failure damage_of(const DcRows& rows, bool is_cut) {
    const std::uint64_t row = rows.image_row();
    if (is_cut) return corrupt("it ends after " + std::to_string(row * 100 / rows.image_height()) + " % of its rows");
    return corrupt("its data is damaged from row " + std::to_string(row) + " on");
}

/// Reads one scan.
class DcScan {
  public:
    DcScan(JpegScanWalker& walker, const JpegScan& scan, std::vector<DcPhase> phases, std::size_t window_bytes,
           const core::StopToken& stop, DcSink& sink)
        : data_(walker.input(), walker.markers().restart_interval() > 0, window_bytes),
          rows_(walker, scan, stop, sink),
          streams_(std::move(phases), window_bytes),
          interval_(std::uint64_t{walker.markers().restart_interval()} * rows_.blocks_in_mcu()),
          until_restart_(interval_ > 0 ? interval_ : rows_.blocks_left()) {}

    MaybeFailure read();

  private:
    void lay_out();
    MaybeFailure take(std::size_t index, std::span<const DcPiece> pieces);
    bool is_cut() const noexcept { return data_.ended_with() == 0 || data_.ended_with() == jpeg_marker::eoi; }
    core::Failure damage(bool is_cut) const { return damage_of(rows_, is_cut); }

    ScanData data_;
    DcRows rows_;
    DcStreams streams_;
    std::vector<DcStretch> stretches_;
    std::uint64_t interval_;       ///< blocks between two restart markers; 0 if there are none
    std::uint64_t until_restart_;  ///< blocks
    std::uint32_t next_bit_ = 0;   ///< of the window, where the next one begins
};

MaybeFailure DcScan::read() {
    for (;;) {
        data_.advance(next_bit_);
        lay_out();
        std::span<const DcPiece> pieces = streams_.decode(data_.bytes(), stretches_);
        for (std::size_t i = 0; i < stretches_.size(); ++i) {
            const auto others =
                std::find_if(pieces.begin(), pieces.end(), [i](const DcPiece& piece) { return piece.stretch != i; });
            const auto count = static_cast<std::size_t>(others - pieces.begin());
            if (auto failure = take(i, pieces.first(count))) return failure;
            if (rows_.blocks_left() == 0) return std::nullopt;
            pieces = pieces.subspan(count);
        }
    }
}

/// Makes a stretch of each part of the window that is wanted.
void DcScan::lay_out() {
    stretches_.clear();
    std::uint64_t left = rows_.blocks_left();
    std::uint64_t in_part = until_restart_;
    for (const ScanData::Part& part : data_.parts()) {
        if (left == 0) break;
        const bool is_first = stretches_.empty();
        const auto end = static_cast<std::uint32_t>(part.end * 8);
        const std::uint64_t blocks = std::min(in_part, left);
        stretches_.push_back({.begin = static_cast<std::uint32_t>(part.begin * 8) + (is_first ? data_.first_bit() : 0),
                              .end = part.is_complete ? end : end - std::min(end, DcStreams::max_block_bits),
                              .phase = is_first ? rows_.phase() : 0,
                              .blocks = static_cast<std::uint32_t>(std::min<std::uint64_t>(blocks, UINT32_MAX))});
        left -= blocks;
        in_part = interval_;
    }
}

MaybeFailure DcScan::take(std::size_t index, std::span<const DcPiece> pieces) {
    const DcStretch& stretch = stretches_[index];
    const ScanData::Part& part = data_.parts()[index];
    const bool is_last = index + 1 == data_.parts().size();
    const auto end = static_cast<std::uint32_t>(part.end * 8);
    for (const DcPiece& piece : pieces) {
        // A block that the data end in is not there.
        const bool is_cut_off = part.is_complete && stretch.stopped > end && &piece == &pieces.back();
        const std::span<const DcBlock> blocks = piece.blocks.first(piece.blocks.size() - (is_cut_off ? 1 : 0));
        const std::size_t taken = rows_.add(blocks);
        if (rows_.failure()) return rows_.failure();
        until_restart_ -= taken;
        if (rows_.blocks_left() == 0) return std::nullopt;
        if (taken < blocks.size()) {
            return damage(is_last && is_cut() && blocks[taken].start + DcStreams::max_block_bits >= end);
        }
    }
    if (!part.is_complete) {
        // What stands between the last block and a restart marker is of no interest.
        next_bit_ = until_restart_ == 0 ? end : stretch.stopped;
        return std::nullopt;
    }
    if (until_restart_ > 0 || is_last) return damage(is_last && is_cut());
    rows_.restart();
    until_restart_ = interval_;
    return std::nullopt;
}

/// Reads one scan without restart markers together with other threads: they find its blocks, this one adds them up.
class SharedDcScan {
  public:
    SharedDcScan(const core::Blob& blob, JpegScanWalker& walker, const JpegScan& scan,
                 const std::vector<DcPhase>& phases, std::size_t helpers, const core::StopToken& stop, DcSink& sink)
        : rows_(walker, scan, stop, sink), windows_(blob, walker.input().position(), phases, helpers + 1) {}

    MaybeFailure read(const core::Helpers& helpers, std::size_t count);

    /// Of the bytes that were needed.
    std::uint64_t end() const noexcept { return windows_.end(); }

  private:
    MaybeFailure read_windows();
    MaybeFailure take(const DcWindow& window, const DcStretch& stretch, std::span<const DcPiece> pieces);

    DcRows rows_;
    DcWindows windows_;
};

MaybeFailure SharedDcScan::read(const core::Helpers& helpers, std::size_t count) {
    MaybeFailure failure;
    const auto own = [&] {
        const std::unique_ptr<DcWindows, decltype([](DcWindows* windows) { windows->close(); })> closing(&windows_);
        failure = read_windows();
    };
    helpers.run(
        own, [&] { windows_.help(); }, count);
    return failure;
}

MaybeFailure SharedDcScan::read_windows() {
    for (std::uint32_t begin = 0;;) {
        DcWindow& window = windows_.next();
        DcStretch stretch{
            .begin = begin,
            .end = window.own_bits(),
            .phase = rows_.phase(),
            .blocks = static_cast<std::uint32_t>(std::min<std::uint64_t>(rows_.blocks_left(), UINT32_MAX))};
        const std::span<const DcPiece> pieces = window.settle(stretch);
        if (auto failure = take(window, stretch, pieces)) return failure;
        if (rows_.blocks_left() == 0) return std::nullopt;
        begin = stretch.stopped - window.own_bits();
    }
}

MaybeFailure SharedDcScan::take(const DcWindow& window, const DcStretch& stretch, std::span<const DcPiece> pieces) {
    const bool is_cut = window.ended_with() == 0 || window.ended_with() == jpeg_marker::eoi;
    const bool is_cut_off = window.ended_with() && stretch.stopped > window.end();
    for (const DcPiece& piece : pieces) {
        // A block that the data end in is not there.
        const bool is_last = &piece == &pieces.back();
        const std::span<const DcBlock> blocks =
            piece.blocks.first(piece.blocks.size() - (is_last && is_cut_off ? 1 : 0));
        const std::size_t taken = rows_.add(blocks);
        if (rows_.failure()) return rows_.failure();
        if (rows_.blocks_left() == 0) return std::nullopt;
        if (taken < blocks.size())
            return damage_of(rows_, is_cut && blocks[taken].start + DcStreams::max_block_bits >= window.end());
    }
    const bool is_over = window.ended_with() && window.end() <= window.own_bits();
    if (is_over || is_cut_off) return damage_of(rows_, is_cut);
    return std::nullopt;
}

/// Reads the scans of one file.
class DcReader {
  public:
    DcReader(const core::Blob& blob, const core::StopToken& stop, DcSink& sink, const core::Helpers* helpers)
        : blob_(blob), stop_(stop), sink_(sink), helpers_(helpers), walker_(blob) {}

    DcOutcome read();

  private:
    static DcOutcome not_ours() { return {.is_ours = false, .failure = std::nullopt}; }

    std::optional<std::vector<DcPhase>> phases_of(const JpegScan& scan) const;
    MaybeFailure read_scan(const JpegScan& scan, std::vector<DcPhase> phases);
    std::size_t helpers_for(const JpegScan& scan);

    const core::Blob& blob_;
    const core::StopToken& stop_;
    DcSink& sink_;
    const core::Helpers* helpers_;
    JpegScanWalker walker_;
};

DcOutcome DcReader::read() {
    unsigned wanted = 1;
    unsigned done = 0;
    for (int scans = 0; done != wanted; ++scans) {
        const std::optional<JpegScan> scan = walker_.next_scan();
        if (!scan && (walker_.is_odd() || done == 0)) return not_ours();
        if (!scan) return {.failure = corrupt("it ends before all of its colour channels have begun")};
        if (scans == max_dc_scans) return {.failure = corrupt("it has more than 256 scans")};
        if (scans == 0) {
            const JpegFrame& frame = walker_.markers().frame();
            if (frame.arithmetic || (frame.components.size() != 1 && frame.components.size() != 3)) return not_ours();
            wanted = frame.all_components();
            const bool in_order = scan->components.size() == frame.components.size();
            if (in_order && frame.coding == JpegCoding::Sequential) walker_.input().expect_all();
            if (auto failure = sink_.begin(frame, walker_.markers().is_rgb(), in_order))
                return {.failure = std::move(failure)};
        }
        if (scan->brings_dc()) {
            std::optional<std::vector<DcPhase>> phases = phases_of(*scan);
            if (!phases) return not_ours();
            if (auto failure = read_scan(*scan, *std::move(phases))) return {.failure = std::move(failure)};
            done |= scan->dc_components();
        }
        if (done != wanted) walker_.skip_data();
    }
    return {.failure = sink_.completed(walker_.markers().frame().mcus_high)};
}

/// Nothing if a table is missing or impossible.
std::optional<std::vector<DcPhase>> DcReader::phases_of(const JpegScan& scan) const {
    const JpegFrame& frame = walker_.markers().frame();
    std::vector<DcPhase> phases;
    for (const JpegScan::Component& part : scan.components) {
        const JpegComponent& component = frame.components[part.index];
        const auto& dc_code = walker_.markers().dc_code(part.dc_table);
        const auto& ac_code = walker_.markers().ac_code(part.ac_table);
        const bool has_ac = frame.coding == JpegCoding::Sequential;
        if (!dc_code || (has_ac && !ac_code) || walker_.markers().dc_quantizer(component.quantizer) == 0)
            return std::nullopt;
        DcPhase phase{.dc = dc_table_of(*dc_code), .ac = has_ac ? ac_table_of(*ac_code) : nullptr};
        if (!phase.dc || (has_ac && !phase.ac)) return std::nullopt;
        phases.insert(phases.end(), scan.components.size() == 1 ? 1 : std::size_t{component.h} * component.v, phase);
    }
    return phases;
}

MaybeFailure DcReader::read_scan(const JpegScan& scan, std::vector<DcPhase> phases) {
    const std::uint64_t left = blob_.size() - std::min(blob_.size(), walker_.input().position());
    if (const std::size_t count = helpers_for(scan); count > 0) {
        SharedDcScan shared(blob_, walker_, scan, phases, count, stop_, sink_);
        const std::uint64_t read_before = blob_.size() - left + walker_.input().available().size();
        MaybeFailure failure = shared.read(*helpers_, count);
        blob_.count_as_read(std::max(std::min(shared.end(), blob_.size()), read_before) - read_before);
        return failure;
    }
    const std::size_t most = phases[0].ac ? DcStreams::max_window_bytes : max_dc_window_bytes;
    const auto window = static_cast<std::size_t>(std::clamp<std::uint64_t>(left, min_window_bytes, most));
    return DcScan(walker_, scan, std::move(phases), window, stop_, sink_).read();
}

/// How many other threads may take part in reading a scan: those that are idle, if it is the whole of a big picture.
std::size_t DcReader::helpers_for(const JpegScan& scan) {
    const JpegMarkers& markers = walker_.markers();
    const bool is_whole = scan.components.size() == markers.frame().components.size();
    if (helpers_ == nullptr || !is_whole || markers.restart_interval() > 0) return 0;
    if (markers.frame().coding != JpegCoding::Sequential) return 0;
    const std::uint64_t read = walker_.input().position();
    return read + min_shared_bytes <= blob_.size() ? std::min(helpers_->idle(), max_helpers) : 0;
}

}  // namespace

DcOutcome read_dc_terms(const core::Blob& blob, const core::StopToken& stop, DcSink& sink,
                        const core::Helpers* helpers) {
    return DcReader(blob, stop, sink, helpers).read();
}

std::optional<std::uint64_t> end_of_dc_pass(const core::Blob& blob) {
    JpegScanWalker walker(blob);
    unsigned done = 0;
    for (int scans = 0; scans < max_dc_scans; ++scans) {
        const std::optional<JpegScan> scan = walker.next_scan();
        if (!scan) return std::nullopt;
        walker.skip_data();
        done |= scan->dc_components();
        if (done == walker.markers().frame().all_components()) return walker.input().position();
    }
    return std::nullopt;
}

}  // namespace photolibrary::image
