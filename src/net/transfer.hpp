#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>

#include "core/byte_budget.hpp"
#include "core/failure.hpp"
#include "net/address_guard.hpp"
#include "net/body_watcher.hpp"
#include "net/curl_library.hpp"
#include "net/easy_setup.hpp"
#include "net/exchange.hpp"
#include "net/kept_sockets.hpp"
#include "net/origin.hpp"
#include "net/progress_watch.hpp"
#include "net/ranges.hpp"
#include "net/request_body.hpp"
#include "net/response_body.hpp"
#include "net/response_head.hpp"
#include "net/retry_rule.hpp"

namespace photolibrary::net {

/// Numbers the exchanges of one client.
using ExchangeId = std::uint64_t;

/// What the transfers of one client share.
struct TransferContext {
    const CurlApi& api;
    HttpOptions options;
    AddressGuard guard;
    std::shared_ptr<core::ByteBudget> budget;
    std::shared_ptr<BodyPool> bodies;
    const KeptSockets& sockets;
    std::unique_ptr<std::atomic<ExchangeId>> awaited;  ///< the one that everything waits for
    std::unique_ptr<std::atomic<std::uint64_t>> sent;  ///< bytes of bodies, of all attempts, about a second old
    std::minstd_rand random;                           ///< spreads retries; of whoever works on the loop
};

/// How an exchange ended.
struct Ending {
    std::string source;  ///< the URL that was asked for, as it may be shown
    core::Outcome<Response> outcome;
    int attempts = 0;            ///< 0: it was never started
    std::uint64_t received = 0;  ///< bytes of bodies, of all attempts
    std::chrono::steady_clock::time_point started;
    bool is_whole = true;                 ///< false: a watcher found that the beginning of the body is enough
    std::optional<std::uint64_t> size{};  ///< of the whole body, as far as it is known
    FileVersion file{};                   ///< that a watched body is of
    core::ByteBudget::Share share{};      ///< for the body
};

/// One exchange: a request, its redirects, the pieces of its body, and further attempts. Of whoever works on the loop.
class Transfer {
  public:
    using Clock = std::chrono::steady_clock;

    enum class Next {
        Finished,         ///< take() has the result
        Now,              ///< another request follows: a redirect or the next piece
        Later,            ///< another attempt, at resume_at()
        WhenThereIsRoom,  ///< as many bytes as it needs cannot be held now
    };

    /// origin: of the request's URL; empty if that is no URL of http or https, and then begin() fails.
    Transfer(TransferContext& context, ExchangeId id, Request request, Origin origin, BodyWatcherFactory make_watcher);
    ~Transfer() = default;
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    ExchangeId id() const noexcept { return id_; }
    bool has_begun() const noexcept { return attempts_ > 0; }
    const Origin& origin() const noexcept { return origin_; }

    /// False if it needs room that is not there.
    bool reserve() { return body_.reserve(can_wait_for_room()); }

    /// Sets a fresh handle up for all transfers of a client.
    static void prepare(const TransferContext& context, CURL* easy);
    /// Whether a handle that it used is as prepare() left it.
    bool leaves_handle_prepared() const noexcept;

    /// Sets a prepared handle up for the next request. Fails for what cannot be sent: no URL, a file that cannot be
    /// opened.
    std::optional<core::Failure> begin(CURL* easy);

    /// Whether the request that runs, or is just through, made a connection of its own.
    bool has_opened_connection() const;

    /// The request that begin() set up is through.
    Next end(CURLcode code);

    Clock::time_point resume_at() const noexcept { return resume_at_; }
    Clock::time_point deadline() const noexcept { return deadline_; }

    /// While it runs: when to ask again whether it is to be ended, at the latest.
    Clock::time_point next_look() const noexcept;
    /// Whether it has passed its deadline, stalled, or waits too long for its answer: end() it then, with
    /// CURLE_OPERATION_TIMEDOUT.
    bool is_to_be_ended(Clock::time_point now);
    /// How long the server wants no other request either; zero: it does not say so.
    std::chrono::duration<double> host_pause() const noexcept { return host_pause_; }
    bool is_multiplexed() const noexcept { return head_.version() == "2"; }

    /// It could not be begun, or have a socket, for want of something (core::Failure::is_shortage): that costs no
    /// attempt.
    Next postpone(core::Failure lack);

    /// Ends it from outside.
    Ending give_up(core::Failure failure);
    Ending timed_out();
    Ending take();

  private:
    struct Callbacks;
    using Duration = std::chrono::duration<double>;

    /// What became of the request that runs. The next one begins with nothing of it.
    struct RequestState {
        int connections_used = 0;
        bool needs_fresh_connection = false;  ///< the one that it got is of no use
        bool has_allowed_address = false;
        std::optional<Address> blocked{};
        std::optional<core::Failure> lack{};  ///< why no socket could be made
        std::uint64_t uploaded = 0;           ///< of the body, as far as it is counted
        bool is_judged = false;               ///< the answer's head
        bool is_kept = false;                 ///< the body is the answer's
        std::uint64_t discarded = 0;
        ResponseBody::Next body_wants = ResponseBody::Next::More;
        std::string interruption{};  ///< why we end it; empty: we do not
        std::optional<core::Failure> fault{};
        std::array<char, CURL_ERROR_SIZE> error_text{};  ///< libcurl's
    };

    bool can_wait_for_room() const noexcept;
    bool may_use_connection(int local_port);
    static core::Failure blocked_address(const Address& address);
    std::optional<core::Failure> judge_host_behind_proxy() const;
    Duration timeout() const noexcept { return request_.timeout.value_or(context_.options.timeout); }
    void listen(CURL* easy);
    void set_headers(CURL* easy);
    std::optional<core::Failure> open_upload();
    std::size_t read_body(std::span<char> room);
    ProgressWatch::Phase phase() const noexcept;
    void count_uploaded();

    bool header(std::string_view line);
    bool body(std::span<const std::byte> bytes);
    bool judge_head();
    /// False ends the request.
    bool apply(core::Outcome<ResponseBody::Next> wish);
    bool is_cut_off() const noexcept { return state_.body_wants == ResponseBody::Next::Enough; }

    Next answered();
    Next piece_came();
    Next follow(std::string target);
    Next failed(CURLcode code);
    Next retry_or(const Attempt& attempt, core::Failure otherwise);
    Next finish_with(core::Failure failure);
    Next finish();
    Next start_over();
    bool wants_redirects() const noexcept;
    std::string described(CURLcode code) const;

    TransferContext& context_;
    const ExchangeId id_;
    Request request_;
    std::string url_;  ///< of the next request
    Origin origin_;

    CURL* easy_ = nullptr;  ///< while a request runs
    HeaderLines header_lines_;
    std::optional<RequestBody> upload_;  ///< a body that is not in one piece in memory
    std::string boundary_;               ///< between its parts, if it has some

    Clock::time_point started_;
    Clock::time_point deadline_ = Clock::time_point::max();
    Clock::time_point resume_at_;
    Duration host_pause_{0};
    int attempts_ = 0;
    int redirects_ = 0;
    int restarts_ = 0;
    std::uint64_t received_ = 0;

    RequestState state_;
    ResponseHead head_;
    ProgressWatch progress_;
    ResponseBody body_;
    std::optional<core::Failure> lack_;     ///< why it was postponed
    std::optional<core::Failure> outcome_;  ///< if it failed
};

}  // namespace photolibrary::net
