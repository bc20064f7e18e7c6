#include "net/response_body.hpp"

#include <algorithm>
#include <utility>

#include "net/status.hpp"

namespace photolibrary::net {
namespace {

constexpr std::uint64_t least_reserved_at_once = 16U << 10;
constexpr std::uint64_t most_reserved_at_once = 32U << 20;

}  // namespace

ResponseBody::ResponseBody(Plan plan)
    : budget_(std::move(plan.budget)),
      max_bytes_(plan.max_bytes),
      make_watcher_(std::move(plan.make_watcher)),
      watcher_(make_watcher_ ? make_watcher_() : nullptr),
      content_(std::move(plan.pool)),
      sink_(std::move(plan.sink_file)),
      uses_ranges_(is_watched()) {}

bool ResponseBody::reserve(bool can_wait) {
    if (!budget_ || wanted_room_ == 0) return true;
    if (can_wait) return budget_->grow(share_, wanted_room_);
    budget_->grow_regardless(share_, wanted_room_);
    return true;
}

std::string ResponseBody::begin_piece() {
    piece_begin_ = bytes_;
    if (!uses_ranges_) return {};
    std::string range = std::to_string(piece_begin_) + '-';
    if (verdict_ == BodyWatcher::Verdict::Undecided) {
        const std::uint64_t expected = piece_begin_ == 0 ? 0 : watcher_->expected();
        range += std::to_string(end_of_piece(piece_begin_, expected) - 1);
    }
    return range;
}

std::string ResponseBody::validator() const {
    return is_empty() ? std::string() : validator_of(file_);
}

core::Outcome<ResponseBody::Next> ResponseBody::begin(const ResponseHead& head, bool can_wait) {
    length_ = head.content_length();
    if (watcher_ && !fits(head)) return Next::StartOver;
    const std::uint64_t whole = size_.value_or(length_ ? bytes_ + *length_ : 0);
    // An encoded body has another length when it is decoded.
    const bool is_plain = head.value("content-encoding").empty();
    if (whole > max_bytes_ && (is_plain || watcher_)) {
        return core::Failure{core::FailureReason::TooLarge, "it has " + std::to_string(whole) +
                                                                " bytes, more than the " + std::to_string(max_bytes_) +
                                                                " allowed (maxBytes)"};
    }
    if (!length_ || !is_plain || sink_) return Next::More;
    std::uint64_t room = bytes_ + *length_;
    // Further pieces are likely to follow this one.
    if (bytes_ > 0 && room > content_.capacity())
        room = std::max(room, std::min(whole, std::uint64_t{2} * content_.capacity()));
    if (!make_room(room, can_wait)) return Next::Room;
    content_.reserve(static_cast<std::size_t>(std::min(room, most_reserved_at_once)));
    return Next::More;
}

/// Of a watched body: whether what comes fits what is there.
bool ResponseBody::fits(const ResponseHead& head) {
    if (bytes_ == 0) file_ = file_version_of(head);
    if (head.status() == status::ok) {
        leave_ranges();
        size_ = length_;
        return bytes_ == 0;  // else it is another file by now, or there are no more ranges
    }
    const auto range = parse_content_range(head.value("content-range"));
    if (!range || range->first != bytes_ || (size_ && size_ != range->size) || !is_of_file(head, file_)) {
        leave_ranges();
        return false;
    }
    size_ = range->size;
    return true;
}

core::Outcome<ResponseBody::Next> ResponseBody::add(std::span<const std::byte> bytes, bool can_wait) {
    bytes_ += bytes.size();
    if (bytes_ > max_bytes_) {
        return core::Failure{core::FailureReason::TooLarge,
                             "it has more than the " + std::to_string(max_bytes_) + " bytes allowed (maxBytes)"};
    }
    if (sink_) {
        if (auto failure = sink_.write(bytes)) return *std::move(failure);
        return Next::More;
    }
    if (bytes_ > content_.capacity() && !grow(can_wait)) return Next::Room;
    content_.append({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    if (watcher_) return watch();
    return Next::More;
}

/// Memory for what has come: first of all what is reserved, then twice as much as there was.
bool ResponseBody::grow(bool can_wait) {
    std::uint64_t room = std::max({bytes_, std::uint64_t{2} * content_.capacity(), least_reserved_at_once});
    if (bytes_ <= share_.bytes()) room = std::min(room, share_.bytes());
    if (!make_room(room, can_wait)) return false;
    content_.reserve(static_cast<std::size_t>(room));
    return make_room(content_.capacity(), can_wait);
}

/// In the middle of an answer.
bool ResponseBody::make_room(std::uint64_t bytes, bool can_wait) {
    wanted_room_ = std::max(wanted_room_, bytes);
    return reserve(can_wait);
}

core::Outcome<ResponseBody::Next> ResponseBody::watch() {
    using Verdict = BodyWatcher::Verdict;
    if (verdict_ == Verdict::Undecided) verdict_ = watcher_->look(std::as_bytes(std::span(content_.bytes())));
    if (verdict_ == Verdict::NoUse) return watcher_->failure();
    return verdict_ == Verdict::Complete && rest_of_answer() > worth_reading ? Next::Enough : Next::More;
}

/// Bytes that are still to come in this answer.
std::uint64_t ResponseBody::rest_of_answer() const noexcept {
    if (!length_) return UINT64_MAX;
    return *length_ - std::min(*length_, bytes_ - piece_begin_);
}

ResponseBody::Next ResponseBody::end_piece() {
    if (is_whole() || verdict_ == BodyWatcher::Verdict::Complete) return Next::Enough;
    if (bytes_ == piece_begin_) {
        leave_ranges();  // a piece of no bytes leads nowhere
        return Next::StartOver;
    }
    if (verdict_ == BodyWatcher::Verdict::NeedsAll) wanted_room_ = std::max(wanted_room_, *size_);
    return Next::More;
}

std::optional<core::Failure> ResponseBody::end(bool has_content) {
    std::optional<core::Failure> failure;
    if (has_content && sink_ && !sink_.is_open() && !watcher_) failure = sink_.write({});
    sink_.close();
    return failure;
}

bool ResponseBody::can_go_on() const {
    return uses_ranges_ && !validator_of(file_).empty();
}

void ResponseBody::clear() {
    content_.clear();
    bytes_ = 0;
    sink_.close();
    share_.reset();
    wanted_room_ = 0;
    size_.reset();
    file_ = {};
    verdict_ = BodyWatcher::Verdict::Undecided;
    if (make_watcher_) watcher_ = make_watcher_();
}

void ResponseBody::clear_for_room() {
    const std::uint64_t room = wanted_room_;
    clear();
    wanted_room_ = room;
}

ResponseBody::Received ResponseBody::take() {
    return {.content = std::move(content_),
            .bytes = bytes_,
            .size = size_,
            .file = std::move(file_),
            .share = std::move(share_)};
}

}  // namespace photolibrary::net
