#include "image/jpeg/dc_windows.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace photolibrary::image {
namespace {

constexpr std::size_t piece_bytes = 32U << 10;  // stays in the first-level cache
constexpr std::size_t overlap_bytes = DcStreams::padding_bytes;
constexpr std::size_t max_bytes = DcWindow::file_bytes + 1 + 3 * overlap_bytes + 1;

static_assert(max_bytes <= DcStreams::max_window_bytes);

}  // namespace

DcWindow::DcWindow(const std::vector<DcPhase>& phases)
    : streams_(phases, max_bytes), bytes_(new std::uint8_t[max_bytes + DcStreams::padding_bytes]), read_(piece_bytes) {}

void DcWindow::read(const core::Blob& blob, std::uint64_t offset, bool is_first) {
    const std::uint64_t end = offset + file_bytes;
    size_ = 0;
    ended_with_.reset();
    std::array<std::byte, 2> border{};
    // What an FF begins is of the window that the FF is in.
    if (!is_first && blob.peek(offset - 1, border) == 2 && border[0] == std::byte{0xFF} && border[1] == std::byte{0})
        ++offset;
    fill(blob, offset, end);
    own_ = size_;
    while (own_ > 0 && size_ < own_ + overlap_bytes && !ended_with_)
        fill(blob, offset, offset + 2 * overlap_bytes);
    std::memset(bytes_.get() + size_, 0, DcStreams::padding_bytes);
    streams_.guess(bytes_.get(), own_bits());
}

/// Appends what stands between two offsets of the file. The first becomes that of the byte behind what was taken.
void DcWindow::fill(const core::Blob& blob, std::uint64_t& offset, std::uint64_t end) {
    while (offset < end && !ended_with_) {
        // The byte behind says what a last FF means.
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(read_.size(), end - offset + 1));
        const std::span<const std::uint8_t> bytes =
            std::span(read_).first(blob.peek(offset, std::as_writable_bytes(std::span(read_).first(wanted))));
        if (bytes.size() < 2) {
            if (!bytes.empty() && bytes[0] != 0xFF) append(bytes);
            ended_with_ = 0;
        } else {
            offset += take(bytes);
        }
    }
}

/// Returns how many bytes were used. The last one is only looked at, but for a zero behind an FF.
std::size_t DcWindow::take(std::span<const std::uint8_t> bytes) noexcept {
    std::size_t at = 0;
    while (at + 1 < bytes.size()) {
        const std::span<const std::uint8_t> rest = bytes.subspan(at, bytes.size() - 1 - at);
        const auto* ff = static_cast<const std::uint8_t*>(std::memchr(rest.data(), 0xFF, rest.size()));
        const std::size_t plain = ff != nullptr ? static_cast<std::size_t>(ff - rest.data()) : rest.size();
        append(rest.first(plain));
        at += plain;
        if (ff == nullptr) break;
        if (ff[1] == 0xFF) {  // a fill byte
            ++at;
        } else if (ff[1] == 0) {
            append({ff, 1});
            at += 2;
        } else {
            ended_with_ = ff[1];
            break;
        }
    }
    return at;
}

void DcWindow::append(std::span<const std::uint8_t> bytes) noexcept {
    std::memcpy(bytes_.get() + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
}

DcWindows::DcWindows(const core::Blob& blob, std::uint64_t begin, const std::vector<DcPhase>& phases,
                     std::size_t threads)
    : blob_(blob), begin_(begin), count_((blob.size() - std::min(begin, blob.size())) / DcWindow::file_bytes + 1) {
    // One that is used, and one for each thread to decode; one more, so that none waits while another is taken up.
    const std::uint64_t slots = std::min<std::uint64_t>(threads + 2, count_);
    slots_.reserve(static_cast<std::size_t>(slots));
    while (slots_.size() < slots)
        slots_.push_back({DcWindow(phases)});
}

DcWindow& DcWindows::next() {
    Lock lock(mutex_);
    if (!is_first_call_) {
        slot(used_).is_decoded = false;
        ++used_;
        change_.notify_all();
    }
    is_first_call_ = false;
    Slot& wanted = slot(used_);
    while (!wanted.is_decoded) {
        if (can_begin()) {
            decode_one(lock);
        } else {
            change_.wait(lock);
        }
    }
    if (wanted.failure) std::rethrow_exception(wanted.failure);
    return wanted.window;
}

void DcWindows::help() noexcept {
    Lock lock(mutex_);
    while (!is_closed_ && begun_ < count_) {
        if (can_begin()) {
            decode_one(lock);
        } else {
            change_.wait(lock);
        }
    }
}

void DcWindows::close() noexcept {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    change_.notify_all();
}

/// Begins the first window that nobody has begun. The mutex is not held while it is decoded.
void DcWindows::decode_one(Lock& lock) noexcept {
    const std::uint64_t index = begun_++;
    Slot& mine = slot(index);
    lock.unlock();
    std::exception_ptr failure;
    try {
        mine.window.read(blob_, begin_ + index * DcWindow::file_bytes, index == 0);
    } catch (...) {
        failure = std::current_exception();
    }
    lock.lock();
    mine.failure = failure;
    mine.is_decoded = true;
    change_.notify_all();
}

}  // namespace photolibrary::image
