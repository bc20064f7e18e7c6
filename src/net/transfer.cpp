#include "net/transfer.hpp"

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

#include "core/cloexec.hpp"
#include "core/private_fds.hpp"
#include "net/easy_setup.hpp"
#include "net/header_fields.hpp"
#include "net/redirect_rule.hpp"
#include "net/status.hpp"

namespace photolibrary::net {
namespace {

using core::Failure;
using core::FailureReason;

constexpr int most_restarts = 3;
/// CURLE_TOO_LARGE, which is newer than the libcurl that we need.
constexpr auto too_large = static_cast<CURLcode>(100);
constexpr std::chrono::duration<double> longest_pause{86'400};
/// libcurl ends what is late, unless that waits in its queue for a connection: there, no clock of it runs.
constexpr std::chrono::milliseconds grace(20);
/// Until a socket is asked for again.
constexpr std::chrono::milliseconds shortage_pause(50);

/// A fault of the network that may be gone the next time.
bool is_transient_fault(CURLcode code) noexcept {
    switch (code) {
        case CURLE_COULDNT_CONNECT:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
        case CURLE_PARTIAL_FILE:
        case CURLE_OPERATION_TIMEDOUT:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_GOT_NOTHING:
            return true;
        default:
            return false;
    }
}

}  // namespace

/// What libcurl calls, in the middle of its own C: no exception may leave.
struct Transfer::Callbacks {
    template <class Body>
    static bool safely(Transfer& transfer, Body&& body) noexcept {
        try {
            return body();
        } catch (const std::bad_alloc&) {
            transfer.state_.fault = Failure{FailureReason::Memory, {}};
        } catch (...) {
            transfer.state_.fault = Failure{FailureReason::Internal, {}};
        }
        return false;
    }

    static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self) noexcept {
        auto& transfer = *static_cast<Transfer*>(self);
        return safely(transfer, [&] { return transfer.header({data, size}); }) ? size : 0;
    }

    static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) noexcept {
        auto& transfer = *static_cast<Transfer*>(self);
        return safely(transfer, [&] { return transfer.body(std::as_bytes(std::span(data, size))); }) ? size : 0;
    }

    static std::size_t on_read(char* data, std::size_t size, std::size_t count, void* self) noexcept {
        auto& transfer = *static_cast<Transfer*>(self);
        std::size_t got = CURL_READFUNC_ABORT;
        safely(transfer, [&] {
            got = transfer.read_body({data, size * count});
            return true;
        });
        return got;
    }

    static int on_seek(void* self, curl_off_t offset, int origin) noexcept {
        if (origin != SEEK_SET || offset < 0) return CURL_SEEKFUNC_CANTSEEK;
        const bool is_there = static_cast<Transfer*>(self)->upload_->seek(static_cast<std::uint64_t>(offset));
        return is_there ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
    }

    static bool allows(Transfer& transfer, const std::optional<Address>& address) noexcept {
        if (!transfer.context_.options.proxy.empty()) return true;  // it is the proxy's address
        if (address && transfer.context_.guard.allows(transfer.origin_.host, *address)) {
            transfer.state_.has_allowed_address = true;
            transfer.state_.blocked.reset();
            return true;
        }
        // Of several addresses of a host, one that is allowed is enough: what fails then has not been blocked.
        if (!transfer.state_.has_allowed_address) transfer.state_.blocked = address.value_or(Address{});
        return false;
    }

    static curl_socket_t lacks(Transfer& transfer, int error) noexcept {
        safely(transfer, [&] {
            transfer.state_.lack = core::shortage(error, "no connection can be made");
            return true;
        });
        return CURL_SOCKET_BAD;
    }

    /// Every attempt to connect comes through here, with the address that the name was resolved to.
    static curl_socket_t on_open(void* self, curlsocktype, curl_sockaddr* address) noexcept {
        if (!allows(*static_cast<Transfer*>(self), address_of(address->addr))) return CURL_SOCKET_BAD;
        core::UniqueFd socket = core::make_socket(address->family, address->socktype, address->protocol);
        if (!socket) return lacks(*static_cast<Transfer*>(self), errno);
        core::keep_private(socket.get());
        return socket.release();
    }

    /// And every request, also one over a connection that somebody else opened, who was allowed more.
    static int on_connected(void* self, char* address, char*, int, int local_port) noexcept {
        auto& transfer = *static_cast<Transfer*>(self);
        transfer.state_.has_allowed_address = false;  // this is the one that counts
        transfer.head_.expect();  // what came so far was of a proxy, or of a request that is repeated
        const bool goes_on = allows(transfer, parse_address(address)) && transfer.may_use_connection(local_port);
        return goes_on ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
    }
};

Transfer::Transfer(TransferContext& context, ExchangeId id, Request request, Origin origin,
                   BodyWatcherFactory make_watcher)
    : context_(context),
      id_(id),
      request_(std::move(request)),
      url_(request_.url),
      origin_(std::move(origin)),
      header_lines_(context.api),
      progress_(context.options.stall_time, context.options.answer_timeout),
      body_({.pool = context.bodies,
             .budget = context.budget,
             .max_bytes = context.options.max_bytes,
             .sink_file = std::move(request_.sink_file),
             .make_watcher = std::move(make_watcher)}) {}

// ------------------------------------------------------------------------------------------- asking

/// The awaited exchange, and an answer to a request that cannot safely be repeated, get room regardless of the budget.
bool Transfer::can_wait_for_room() const noexcept {
    return is_safe(request_) && context_.awaited->load() != id_;
}

/// libcurl repeats by itself what it sent over a kept connection that turns out to be closed; and whatever a server
/// sent behind an earlier answer it would take for the answer to this request.
bool Transfer::may_use_connection(int local_port) {
    if (++state_.connections_used > 1 && !is_idempotent(request_)) return false;
    if (has_opened_connection() || origin_.scheme != "http") return true;  // what TLS has for us is of TLS
    state_.needs_fresh_connection = context_.sockets.has_unread(local_port);
    return !state_.needs_fresh_connection;
}

bool Transfer::has_opened_connection() const {
    long opened = 0;
    context_.api.easy_getinfo(easy_, CURLINFO_NUM_CONNECTS, &opened);
    return opened > 0;
}

Failure Transfer::blocked_address(const Address& address) {
    return {FailureReason::BlockedAddress,
            "its address " + to_string(address) +
                " is not one of the public internet; list it in HttpOptions(allow:) if it may be used"};
}

/// A proxy connects for us, to whatever it resolves a name to. What is an address in any spelling can be judged here,
/// and what is no plain name may become one on the way.
std::optional<Failure> Transfer::judge_host_behind_proxy() const {
    if (context_.options.proxy.empty()) return std::nullopt;
    const HostNature nature = nature_of(origin_.host);
    if (!nature.is_plain) {
        return Failure{FailureReason::BlockedAddress,
                       "its host is neither an address nor a plain name, so what a proxy makes of it cannot be known; "
                       "write an international name in ASCII (xn--…)"};
    }
    if (!nature.address || context_.guard.allows(origin_.host, *nature.address)) return std::nullopt;
    return blocked_address(*nature.address);
}

std::optional<Failure> Transfer::begin(CURL* easy) {
    if (origin_.scheme.empty()) return Failure{FailureReason::Network, "it is not an http or https URL"};
    if (auto failure = judge_host_behind_proxy()) return failure;
    easy_ = easy;
    if (!has_begun()) {
        attempts_ = 1;
        started_ = Clock::now();
        deadline_ = started_ + std::chrono::duration_cast<Clock::duration>(timeout());
    }
    head_.clear();
    const bool needs_fresh_connection = state_.needs_fresh_connection;
    state_ = {};
    if (auto failure = open_upload()) return failure;
    lack_.reset();
    const Clock::time_point now = Clock::now();
    progress_.begin(now);

    listen(easy);
    const CurlApi& api = context_.api;
    api.easy_setopt(easy, CURLOPT_URL, url_.c_str());
    // Wait for a connection that may turn out to be HTTP/2, which the handshake of TLS tells. Without TLS nothing would
    // tell before the first answer has ended.
    api.easy_setopt(easy, CURLOPT_PIPEWAIT, long{origin_.scheme == "https"});
    // Without TLS a server cannot agree on HTTP/2, but it can claim it in its answer: if the request may be HTTP/2,
    // libcurl believes that, sends others over the connection meanwhile, and mixes up their answers.
    api.easy_setopt(easy, CURLOPT_HTTP_VERSION,
                    origin_.scheme == "https" ? long{CURL_HTTP_VERSION_2TLS} : long{CURL_HTTP_VERSION_1_1});
    api.easy_setopt(easy, CURLOPT_FRESH_CONNECT, long{needs_fresh_connection});
    api.easy_setopt(easy, CURLOPT_TIMEOUT_MS, in_milliseconds(deadline_ - now));
    set_method(api, easy, request_, upload_);
    set_headers(easy);
    if (const std::string range = body_.begin_piece(); !range.empty()) {
        api.easy_setopt(easy, CURLOPT_RANGE, range.c_str());
    }
    return std::nullopt;
}

/// What libcurl calls, it calls for this transfer.
void Transfer::listen(CURL* easy) {
    const CurlApi& api = context_.api;
    api.easy_setopt(easy, CURLOPT_PRIVATE, this);
    api.easy_setopt(easy, CURLOPT_ERRORBUFFER, state_.error_text.data());
    api.easy_setopt(easy, CURLOPT_HEADERDATA, this);
    api.easy_setopt(easy, CURLOPT_WRITEDATA, this);
    api.easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    api.easy_setopt(easy, CURLOPT_PREREQDATA, this);
    if (!upload_) return;
    api.easy_setopt(easy, CURLOPT_READFUNCTION, &Callbacks::on_read);
    api.easy_setopt(easy, CURLOPT_READDATA, this);
    api.easy_setopt(easy, CURLOPT_SEEKFUNCTION, &Callbacks::on_seek);
    api.easy_setopt(easy, CURLOPT_SEEKDATA, this);
}

void Transfer::set_headers(CURL* easy) {
    header_lines_.clear();
    add_headers(header_lines_, request_, boundary_);
    if (const std::string validator = body_.validator(); !validator.empty())
        header_lines_.add("If-Range: " + validator);
    context_.api.easy_setopt(easy, CURLOPT_HTTPHEADER, header_lines_.get());
    if (body_.is_watched() || has_header(request_.headers, "accept-encoding")) {
        context_.api.easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, nullptr);
    }
}

void Transfer::prepare(const TransferContext& context, CURL* easy) {
    const CurlApi& api = context.api;
    set_options(api, easy, context.options);
    api.easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Callbacks::on_header);
    api.easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Callbacks::on_body);
    api.easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Callbacks::on_open);
    api.easy_setopt(easy, CURLOPT_PREREQFUNCTION, &Callbacks::on_connected);
}

bool Transfer::leaves_handle_prepared() const noexcept {
    return !body_.is_watched() && request_.method == "GET" && !has_body(request_) &&
           !has_header(request_.headers, "accept-encoding");
}

/// What is not in one piece in memory is read while it is sent.
std::optional<Failure> Transfer::open_upload() {
    if (upload_) {
        upload_->rewind();
        return std::nullopt;
    }
    if (request_.body_file.empty() && request_.parts.empty()) return std::nullopt;
    if (!request_.parts.empty()) boundary_ = make_boundary();
    core::Outcome<RequestBody> body = RequestBody::open(request_, boundary_);
    if (!body) return std::move(body).failure();
    upload_ = std::move(body).value();
    return std::nullopt;
}

std::size_t Transfer::read_body(std::span<char> room) {
    core::Outcome<std::size_t> got = upload_->read(room);
    if (got) return got.value();
    state_.fault = std::move(got).failure();
    return CURL_READFUNC_ABORT;
}

// ------------------------------------------------------------------------------------------- hearing

/// False ends the request.
bool Transfer::header(std::string_view line) {
    const std::string_view wrong = head_.add_line(line);
    return wrong.empty() || apply(Failure{FailureReason::Network, std::string(wrong)});
}

bool Transfer::body(std::span<const std::byte> bytes) {
    received_ += bytes.size();
    if (!state_.is_judged && !judge_head()) return false;
    if (state_.is_kept) return apply(body_.add(bytes, can_wait_for_room()));
    state_.discarded += bytes.size();
    return apply(state_.discarded > ResponseBody::worth_reading ? ResponseBody::Next::Enough
                                                                : ResponseBody::Next::More);
}

/// Decides, by status and headers, what becomes of the body that begins.
bool Transfer::judge_head() {
    state_.is_judged = true;
    if (wants_redirects()) return true;
    const bool is_content = head_.status() == status::ok || head_.status() == status::partial_content;
    if (body_.is_watched() && !is_content) return true;
    state_.is_kept = true;
    return apply(body_.begin(head_, can_wait_for_room()));
}

bool Transfer::apply(core::Outcome<ResponseBody::Next> wish) {
    if (!wish) {
        state_.fault = std::move(wish).failure();
        return false;
    }
    state_.body_wants = wish.value();
    return state_.body_wants == ResponseBody::Next::More;
}

// ------------------------------------------------------------------------------------------- looking after it

Transfer::Clock::time_point Transfer::next_look() const noexcept {
    return std::min(deadline_ + grace, progress_.next_look());
}

bool Transfer::is_to_be_ended(Clock::time_point now) {
    if (now >= deadline_ + grace) return true;
    count_uploaded();
    curl_off_t downloaded = 0;
    context_.api.easy_getinfo(easy_, CURLINFO_SIZE_DOWNLOAD_T, &downloaded);
    const std::uint64_t moved = state_.uploaded + head_.bytes() + static_cast<std::uint64_t>(downloaded);
    switch (progress_.look(now, phase(), moved)) {
        case ProgressWatch::Verdict::GoesOn:
            return false;
        case ProgressWatch::Verdict::NoAnswer:
            state_.interruption =
                "no answer within " + core::shown_seconds(*context_.options.answer_timeout) + " (answerTimeout)";
            return true;
        case ProgressWatch::Verdict::Stalled:
            break;
    }
    state_.interruption = "the transfer stalled: less than " + std::to_string(ProgressWatch::least_bytes_per_second) +
                          " bytes a second for " + core::shown_seconds(context_.options.stall_time);
    return true;
}

ProgressWatch::Phase Transfer::phase() const noexcept {
    if (state_.connections_used == 0) return ProgressWatch::Phase::Connecting;
    if (head_.has_begun()) return ProgressWatch::Phase::Receiving;
    const bool sends_body = request_.method != "HEAD" && has_body(request_);
    if (!sends_body) return ProgressWatch::Phase::Awaiting;
    const auto due = upload_ ? upload_->size() : std::optional<std::uint64_t>(request_.body.size());
    const bool is_sent = due ? state_.uploaded >= *due : upload_->is_at_end();
    return is_sent ? ProgressWatch::Phase::Awaiting : ProgressWatch::Phase::Sending;
}

void Transfer::count_uploaded() {
    if (!has_body(request_)) return;
    curl_off_t bytes = 0;
    context_.api.easy_getinfo(easy_, CURLINFO_SIZE_UPLOAD_T, &bytes);
    const auto uploaded = static_cast<std::uint64_t>(bytes);
    if (uploaded <= state_.uploaded) return;  // it is being sent again
    *context_.sent += uploaded - state_.uploaded;
    state_.uploaded = uploaded;
}

// ------------------------------------------------------------------------------------------- what follows

bool Transfer::wants_redirects() const noexcept {
    return is_redirect(head_.status()) && context_.options.max_redirects > 0 && !head_.value("location").empty();
}

Transfer::Next Transfer::end(CURLcode code) {
    count_uploaded();
    const bool was_answered = code == CURLE_OK || is_cut_off();
    Duration retry_after{0};
    if (was_answered && is_transient_status(head_.status())) {
        curl_off_t after = 0;
        context_.api.easy_getinfo(easy_, CURLINFO_RETRY_AFTER, &after);
        retry_after = std::min(Duration(static_cast<double>(after)), longest_pause);
    }
    // A wish, and nothing that a host could hold a run up with: not for longer than it may take to answer.
    host_pause_ = std::min(retry_after, timeout());
    easy_ = nullptr;

    if (state_.fault) return finish_with(*std::move(state_.fault));
    if (state_.body_wants == ResponseBody::Next::Room) {
        body_.clear_for_room();
        return Next::WhenThereIsRoom;
    }
    if (state_.body_wants == ResponseBody::Next::StartOver) return start_over();
    if (state_.needs_fresh_connection) return Next::Now;
    if (!was_answered) return failed(code);
    if (wants_redirects()) {
        return follow(resolved_url(context_.api, url_, std::string(head_.value("location"))));
    }
    if (is_transient_status(head_.status())) {
        Attempt attempt{.number = attempts_, .status = head_.status(), .is_idempotent = is_idempotent(request_)};
        if (retry_after.count() > 0) attempt.retry_after = retry_after;
        return retry_or(attempt, {});
    }
    return answered();
}

Transfer::Next Transfer::answered() {
    if (!body_.is_watched()) return finish();
    const int code = head_.status();
    if (code == status::partial_content || (code == status::ok && state_.is_kept)) return piece_came();
    if (code == status::ok) return finish();  // of no bytes at all
    if (code == status::range_not_satisfiable && body_.uses_ranges()) {
        body_.leave_ranges();
        return start_over();
    }
    return finish_with({FailureReason::HttpStatus, "the server answers with status " + std::to_string(code), 0, code});
}

Transfer::Next Transfer::piece_came() {
    if (head_.status() == status::ok) return finish();
    switch (body_.end_piece()) {
        case ResponseBody::Next::More:
            return Next::Now;
        case ResponseBody::Next::StartOver:
            return start_over();
        default:
            return finish();
    }
}

Transfer::Next Transfer::follow(std::string target) {
    if (++redirects_ > context_.options.max_redirects) {
        return finish_with({FailureReason::Network, "it redirects more often than the " +
                                                        std::to_string(context_.options.max_redirects) +
                                                        " times allowed (maxRedirects)"});
    }
    const std::optional<Origin> origin = origin_of(context_.api, target);
    if (!origin) {
        return finish_with({FailureReason::Network, "it redirects to something that is not an http or https URL"});
    }
    apply_redirect(request_, head_.status(), *origin != origin_);
    if (!has_body(request_)) {
        upload_.reset();
        boundary_.clear();
    }
    if (!body_.is_empty()) body_.clear();
    url_ = std::move(target);
    origin_ = *origin;
    return Next::Now;
}

Transfer::Next Transfer::failed(CURLcode code) {
    if (state_.blocked) return finish_with(blocked_address(*state_.blocked));
    const bool is_late = Clock::now() >= deadline_;
    if (is_late) return finish_with(timed_out().outcome.failure());
    if (state_.lack) return postpone(*std::move(state_.lack));
    const bool was_sent = code != CURLE_COULDNT_CONNECT && code != CURLE_SSL_CONNECT_ERROR;
    const auto reason = code == CURLE_OPERATION_TIMEDOUT ? FailureReason::Timeout : FailureReason::Network;
    return retry_or({.number = attempts_,
                     .is_transient = is_transient_fault(code),
                     .is_idempotent = is_idempotent(request_),
                     .was_sent = was_sent},
                    {reason, described(code)});
}

std::string Transfer::described(CURLcode code) const {
    if (!state_.interruption.empty()) return state_.interruption;
    if (code == CURLE_OPERATION_TIMEDOUT && state_.connections_used == 0)
        return "no connection within " + core::shown_seconds(context_.options.connect_timeout) + " (connectTimeout)";
    if (code == CURLE_ABORTED_BY_CALLBACK) return "the server closed the connection without an answer";
    // libcurl has a limit of its own for a single line.
    const bool is_in_head = state_.connections_used > 0 && !head_.has_ended();
    if (is_in_head && (code == CURLE_OUT_OF_MEMORY || code == too_large)) return "the server sends too many headers";
    const std::string_view text(state_.error_text.data());
    // Two messages quote the proxy's URL, which may have a password.
    if (text.starts_with("Unsupported proxy"))
        return "the URL of the proxy cannot be used: libcurl does not understand it";
    return text.empty() ? context_.api.easy_strerror(code) : std::string(text);
}

/// Other requests give back what is lacking when they end.
Transfer::Next Transfer::postpone(Failure lack) {
    lack_ = std::move(lack);
    resume_at_ = std::min(Clock::now() + shortage_pause, deadline_);
    return Next::Later;
}

/// Without another attempt the answer stands, or the failure if there is no answer.
Transfer::Next Transfer::retry_or(const Attempt& attempt, Failure otherwise) {
    const RetryRule rule{.retries = context_.options.retries};
    const double chance = std::uniform_real_distribution<double>(0, 1)(context_.random);
    const auto wait = rule.wait(attempt, chance);
    if (attempt.status == status::too_many_requests && wait)
        host_pause_ = std::max(host_pause_, std::min(*wait, timeout()));
    const Clock::time_point next =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(wait.value_or(Duration(0)));
    if (!wait || next >= deadline_) return attempt.status != 0 ? answered() : finish_with(std::move(otherwise));
    ++attempts_;
    resume_at_ = next;
    if (!body_.can_go_on()) body_.clear();
    return Next::Later;
}

Transfer::Next Transfer::start_over() {
    if (++restarts_ > most_restarts) {
        return finish_with({FailureReason::Network, "the server's answers contradict each other"});
    }
    body_.clear();
    return Next::Now;
}

Transfer::Next Transfer::finish_with(Failure failure) {
    if (failure.message.empty()) {
        failure.message =
            failure.reason == FailureReason::Memory ? core::not_enough_memory_text : "it cannot be fetched";
    }
    body_.clear();
    outcome_ = std::move(failure);
    return Next::Finished;
}

Transfer::Next Transfer::finish() {
    const bool may_have_body =
        request_.method != "HEAD" && head_.status() != status::no_content && head_.status() != status::not_modified;
    if (auto failure = body_.end(may_have_body)) return finish_with(*std::move(failure));
    return Next::Finished;
}

Ending Transfer::take() {
    if (outcome_) return give_up(*std::move(outcome_));
    const bool is_whole = head_.status() != status::partial_content || body_.is_whole();
    ResponseBody::Received received = body_.take();
    Response response{.status = head_.status(),
                      .url = url_,
                      .version = head_.version(),
                      .body = std::move(received.content),
                      .headers = head_.take_headers(),
                      .bytes = received.bytes,
                      .attempts = attempts_,
                      .elapsed = Clock::now() - started_};
    return {.source = shown_url(request_.url),
            .outcome = std::move(response),
            .attempts = attempts_,
            .received = received_,
            .started = started_,
            .is_whole = is_whole && !is_cut_off(),
            .size = received.size,
            .file = std::move(received.file),
            .share = std::move(received.share)};
}

Ending Transfer::give_up(Failure failure) {
    return {.source = shown_url(request_.url),
            .outcome = std::move(failure),
            .attempts = attempts_,
            .received = received_,
            .started = started_};
}

Ending Transfer::timed_out() {
    if (lack_) return give_up({FailureReason::Network, lack_->message});
    return give_up(core::timed_out(timeout()));
}

}  // namespace photolibrary::net
