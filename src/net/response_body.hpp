#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/byte_budget.hpp"
#include "core/failure.hpp"
#include "net/body.hpp"
#include "net/body_watcher.hpp"
#include "net/file_sink.hpp"
#include "net/ranges.hpp"
#include "net/response_head.hpp"

namespace photolibrary::net {

/// The body of an answer while it comes: in memory that a budget grants, or in a file.
///
/// A body that is watched is asked for in pieces (RFC 9110, 14: Range Requests), as far as the watcher wants it. Of a
/// server that knows no ranges it is read as it comes, and cut off.
class ResponseBody {
  public:
    /// A connection is worth more than the transfer of so little.
    static constexpr std::uint64_t worth_reading = 32U << 10;

    enum class Next {
        More,       ///< what follows is wanted
        Enough,     ///< what follows is of no use
        StartOver,  ///< what comes does not fit what is here: clear(), and ask for all of it
        Room,       ///< the budget is used up: clear_for_room(), and ask again when reserve() succeeds
    };

    struct Plan {
        std::shared_ptr<BodyPool> pool{};            ///< null: memory is not shared with other bodies
        std::shared_ptr<core::ByteBudget> budget{};  ///< null: memory is not limited
        std::uint64_t max_bytes = UINT64_MAX;        ///< of the body, decoded
        std::string sink_file{};                     ///< path; empty: it is kept in memory
        BodyWatcherFactory make_watcher{};           ///< null: all of it is wanted
    };

    /// All that is known of a body once no more of it is to come.
    struct Received {
        Body content;                       ///< empty if it went to a file
        std::uint64_t bytes;                ///< that came, decoded
        std::optional<std::uint64_t> size;  ///< of the whole body, if it is watched and the server said it
        FileVersion file;                   ///< that a watched body is of
        core::ByteBudget::Share share;      ///< for the content
    };

    explicit ResponseBody(Plan plan);

    bool is_watched() const noexcept { return watcher_ != nullptr; }
    bool uses_ranges() const noexcept { return uses_ranges_; }
    bool is_empty() const noexcept { return bytes_ == 0; }
    /// Of a watched body: whether all of it is here.
    bool is_whole() const noexcept { return size_ && bytes_ >= *size_; }

    /// Takes the room that is known to be needed. False if it is not there. can_wait: if false, the room is taken even
    /// over the budget.
    bool reserve(bool can_wait);

    // For a request.

    /// The next piece, as Range names it ("0-65535"): until where the watcher expects to be content, or all that is
    /// left. Empty: no range is to be asked for.
    std::string begin_piece();
    /// For If-Range: of what is here. Empty: nothing is, or nothing is good enough.
    std::string validator() const;

    // For its answer. can_wait as above.

    /// The answer holds the body, or a piece of it that is watched. Fails if it is going to be too large.
    core::Outcome<Next> begin(const ResponseHead& head, bool can_wait);
    /// Fails if it has become too large, if the file cannot be written, or if the watcher has no use for it.
    core::Outcome<Next> add(std::span<const std::byte> bytes, bool can_wait);
    /// The answer was a piece of a watched body: whether another one follows.
    Next end_piece();
    /// Nothing more is wanted. has_content: false for an answer that has no body by its kind (HEAD, 204, 304). An empty
    /// body makes an empty file.
    std::optional<core::Failure> end(bool has_content);

    /// The server does not know ranges, or does not mean them.
    void leave_ranges() noexcept { uses_ranges_ = false; }
    /// Whether the next request can go on behind what is here.
    bool can_go_on() const;
    /// Nothing has come.
    void clear();
    /// As clear(), but reserve() takes the room that was lacking.
    void clear_for_room();

    /// Leaves nothing behind.
    Received take();

  private:
    bool fits(const ResponseHead& head);
    bool make_room(std::uint64_t bytes, bool can_wait);
    bool grow(bool can_wait);
    core::Outcome<Next> watch();
    std::uint64_t rest_of_answer() const noexcept;

    std::shared_ptr<core::ByteBudget> budget_;
    std::uint64_t max_bytes_;
    BodyWatcherFactory make_watcher_;
    std::unique_ptr<BodyWatcher> watcher_;
    BodyWatcher::Verdict verdict_ = BodyWatcher::Verdict::Undecided;

    Body content_;
    FileSink sink_;
    core::ByteBudget::Share share_;
    std::uint64_t wanted_room_ = 0;

    std::uint64_t bytes_ = 0;  ///< that came
    bool uses_ranges_;
    std::uint64_t piece_begin_ = 0;
    std::optional<std::uint64_t> length_;  ///< of what the answer holds
    std::optional<std::uint64_t> size_;
    FileVersion file_;  ///< that the first piece is of
};

}  // namespace photolibrary::net
