#include "net/http_loop.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "core/process_generation.hpp"

namespace photolibrary::net {
namespace {

using core::Failure;
using core::FailureReason;

/// Connections that are kept open without a request. Pinned: by default it floats with the transfers and closes warm
/// ones.
constexpr long kept_connections = 256;
constexpr std::size_t kept_handles = 256;
constexpr std::chrono::milliseconds longest_sleep(60'000);
/// To wake whoever waits costs as much as a small transfer. As long as others are under way, those that have ended wait
/// for each other, but no longer than this.
constexpr std::chrono::milliseconds longest_silence(1);
/// Whoever helps takes bodies while they are in the cache of its processor: half of a usual one of the second level,
/// since libcurl's buffers are there, too. With fewer, a server would be woken for each request.
constexpr std::uint64_t cached_bytes = 512U << 10;

/// libcurl leaves the descriptors that wake its loop open for the programs that PHP code starts (curl/curl#13618).
/// Those that appear while this lives are closed then. For descriptors that one call makes: they have the lowest free
/// numbers.
class ClosingOnExec {
  public:
    ClosingOnExec() noexcept : first_(::dup(STDIN_FILENO)) {
        if (first_ < 0) first_ = ::open("/", O_RDONLY | O_CLOEXEC);
        if (first_ >= 0) ::close(first_);
        for (std::size_t i = 0; i < was_open_.size(); ++i)
            was_open_[i] = ::fcntl(number(i), F_GETFD) >= 0;
    }
    ~ClosingOnExec() {
        for (std::size_t i = 0; i < was_open_.size(); ++i) {
            if (!was_open_[i]) ::fcntl(number(i), F_SETFD, FD_CLOEXEC);
        }
    }
    ClosingOnExec(const ClosingOnExec&) = delete;
    ClosingOnExec& operator=(const ClosingOnExec&) = delete;

  private:
    int number(std::size_t i) const noexcept { return std::max(first_, 0) + static_cast<int>(i); }

    int first_;
    std::array<bool, 32> was_open_{};
};

/// libcurl takes a buffer for each transfer and gives it back, a hundred kilobytes each time. glibc would give such
/// blocks back to the system, and getting them again costs a page fault per page: up to half of what a transfer costs.
/// By default it learns, from the largest block that was given back, what a program takes again and again. Others may
/// not, and are not harmed.
void teach_allocator() {
    constexpr std::size_t size = 8U << 20;
    void* const volatile block = ::operator new(size, std::nothrow);
    ::operator delete(block);
}

/// What an exception of a step says: it ends one exchange, not the thread of all.
template <class Step>
std::optional<Failure> failure_of(Step&& step) {
    try {
        return step();
    } catch (const std::bad_alloc&) {
        return core::not_enough_memory();
    } catch (const std::exception& exception) {
        return Failure{FailureReason::Internal, std::string("it cannot be sent: ") + exception.what()};
    }
}

}  // namespace

core::Outcome<std::shared_ptr<HttpLoop>> HttpLoop::lease() {
    static std::mutex mutex;
    static std::weak_ptr<HttpLoop> current;
    static unsigned generation = 0;
    const core::Outcome<const CurlApi*> api = curl_library();
    if (!api) return api.failure();
    const std::lock_guard lock(mutex);
    // A forked child leaves its parent's alone.
    if (std::exchange(generation, core::process_generation()) != core::process_generation()) current.reset();
    if (auto loop = current.lock()) return loop;
    auto loop = std::make_shared<HttpLoop>(Key{}, *api.value());
    if (!loop->start()) {
        return Failure{FailureReason::Internal,
                       "the thread for HTTP cannot be started: the process has no descriptors or threads left"};
    }
    current = loop;
    return loop;
}

HttpLoop::HttpLoop(Key, const CurlApi& api) : api_(api) {}

bool HttpLoop::start() {
    {
        const ClosingOnExec closing_on_exec;
        multi_ = api_.multi_init();
    }
    if (multi_ == nullptr || !sockets_.open()) return false;
    sockets_.watch(orders_came_.fd(), true, false);
    api_.multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &HttpLoop::on_socket);
    api_.multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    api_.multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &HttpLoop::on_timer);
    api_.multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    api_.multi_setopt(multi_, CURLMOPT_PIPELINING, long{CURLPIPE_MULTIPLEX});
    api_.multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kept_connections);
    teach_allocator();
    try {
        thread_ = core::start_thread("pl-http", [this] { run(); });
    } catch (const std::system_error&) {
        return false;
    }
    return true;
}

HttpLoop::~HttpLoop() {
    if (thread_.joinable()) {
        post({.kind = Order::Kind::End});
        lead_.promote_own();
        thread_.join();
    }
    for (CURL* handle : free_handles_)
        api_.easy_cleanup(handle);
    if (multi_ != nullptr) api_.multi_cleanup(multi_);
}

// ------------------------------------------------------------------------------------------- from any thread

void HttpLoop::post(Order order) {
    // What could not be started yet is found in time, when something has ended: no reason to wake anybody.
    const Client* const sender = order.kind == Order::Kind::Send ? order.client : nullptr;
    {
        const std::lock_guard lock(mutex_);
        orders_.push_back(std::move(order));
    }
    if (sender == nullptr || !sender->is_full) wake();
}

void HttpLoop::wake() {
    if (is_asleep_.exchange(false)) orders_came_.set();
}

void HttpLoop::join(std::shared_ptr<Client> client) {
    const bool helps = client->helps;
    post({.kind = Order::Kind::Join, .joining = std::move(client)});
    helps ? lead_.notify() : lead_.promote_own();
}

void HttpLoop::send(Client& client, std::unique_ptr<Transfer> transfer) {
    post({.kind = Order::Kind::Send, .client = &client, .transfer = std::move(transfer)});
}

void HttpLoop::cancel_waiting(Client& client) {
    post({.kind = Order::Kind::CancelWaiting, .client = &client});
}

void HttpLoop::leave(Client& client) {
    std::promise<void> done;
    post({.kind = Order::Kind::Leave, .client = &client, .done = &done});
    if (lead_.try_lead(true)) {
        take_orders();
        lead_.resign(clients_.empty());
    }
    done.get_future().wait();
}

bool HttpLoop::help(Client& client, std::chrono::milliseconds most) noexcept {
    const Clock::time_point start = Clock::now();
    if (!lead_.try_lead(start - Lead::quick < client.told_at.load())) return false;
    Round round = Round::Quiet;
    while (round == Round::Quiet && Clock::now() < start + most) {
        take_orders();
        round = work(start + most, &client);
    }
    client.told_at = Clock::now();
    lead_.resign(clients_.empty());
    return true;
}

// ------------------------------------------------------------------------------------------- whoever leads

void HttpLoop::run() noexcept {
    lead_.await(true);
    while (take_orders()) {
        if (clients_.empty()) {
            lead_.await(true);
            continue;
        }
        const Round round = work(Clock::now() + longest_sleep, nullptr);
        if (round == Round::Told && lead_.is_wanted()) lead_.await(false);
    }
}

/// A round of all there is to do. helped: the one whose thread this is; null: the loop's own.
HttpLoop::Round HttpLoop::work(Clock::time_point until, const Client* helped) {
    for (const auto& client : clients_)
        pump(*client);
    const Clock::time_point now = Clock::now();
    if (now >= curl_alarm_) act(CURL_SOCKET_TIMEOUT, 0);
    bool has_settled = settle_ended();
    if (now >= look_alarm_) has_settled = end_overdue(now) || has_settled;
    if (tell_pauses(helped)) return Round::Told;
    if (has_settled) return Round::Quiet;
    if (!sleep(until)) return Round::Interrupted;
    while (const auto socket = sockets_.take()) {
        if (socket->fd == orders_came_.fd()) {
            orders_came_.clear();
            continue;
        }
        act(socket->fd, (socket->can_read ? CURL_CSELECT_IN : 0) | (socket->can_write ? CURL_CSELECT_OUT : 0) |
                            (socket->has_failed ? CURL_CSELECT_ERR : 0));
        if (helped != nullptr && settle_ended() && helped->untold_bytes >= cached_bytes) break;
    }
    return Round::Quiet;
}

/// False once the loop shall end.
bool HttpLoop::take_orders() {
    std::vector<Order> orders;
    {
        const std::lock_guard lock(mutex_);
        orders.swap(orders_);
    }
    bool goes_on = true;
    for (Order& order : orders) {
        switch (order.kind) {
            case Order::Kind::Join:
                clients_.push_back(std::move(order.joining));
                limit_connections();
                break;
            case Order::Kind::Send:
                order.client->queue.add(std::move(order.transfer));
                break;
            case Order::Kind::CancelWaiting:
                cancel_not_begun(*order.client);
                break;
            case Order::Kind::Leave:
                remove(*order.client);
                order.done->set_value();
                break;
            case Order::Kind::End:
                goes_on = false;
                break;
        }
    }
    return goes_on;
}

/// As many as all clients together may have: what waits for a connection here holds a slot. Without a limit, HTTP/2
/// opens a connection for every stream that is over the server's limit.
void HttpLoop::limit_connections() {
    int most = 0;
    for (const auto& client : clients_)
        most += client->context.options.per_host;
    api_.multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, long{most});
}

void HttpLoop::cancel_not_begun(Client& client) {
    for (const auto& transfer : client.queue.take_not_begun()) {
        tell_ended(client, transfer->id(),
                   transfer->give_up({FailureReason::Cancelled, "stopped before it was started"}));
    }
}

void HttpLoop::remove(Client& client) {
    std::erase_if(client_of_, [&](const auto& entry) {
        if (entry.second != &client) return false;
        api_.multi_remove_handle(multi_, entry.first);
        give_back(entry.first);
        return true;
    });
    for (CURL* const handle : std::exchange(client.prepared, {}))
        give_back(handle);
    clients_.remove_if([&](const std::shared_ptr<Client>& one) { return one.get() == &client; });
    limit_connections();
}

/// Starts whatever may run.
void HttpLoop::pump(Client& client) {
    if (client.has_room.exchange(false)) client.queue.unpark();
    const Clock::time_point now = Clock::now();
    if (now >= client.queue.next_alarm()) {
        for (const auto& transfer : client.queue.take_late(now))
            tell_ended(client, transfer->id(), transfer->timed_out());
    }
    while (auto transfer = client.queue.next(now)) {
        const Origin origin = transfer->origin();
        if (!begin(client, std::move(transfer))) client.queue.ended(origin, false);
    }
    client.is_full = client.queue.is_full();
}

void HttpLoop::tell_ended(Client& client, ExchangeId id, Ending ending) {
    client.untold_bytes += ending.received;
    client.listener.on_ended(id, std::move(ending));
    if (client.untold++ == 0) client.tell_by = Clock::now() + longest_silence;
}

/// Whether the one whose thread this is, or anyone if it is nobody's, was told something.
bool HttpLoop::tell_pauses(const Client* helped) {
    bool has_told = false;
    for (const auto& client : clients_) {
        if (client->untold == 0) continue;
        const bool has_work = client->is_full && client->untold < client->context.options.concurrency / 2;
        const bool may_wait = has_work && client.get() != helped;
        if (may_wait && Clock::now() < client->tell_by) continue;
        client->untold = 0;
        client->untold_bytes = 0;
        client->tell_by = Clock::time_point::max();
        client->told_at = Clock::now();
        client->listener.on_pause();
        has_told = has_told || helped == nullptr || client.get() == helped;
    }
    return has_told;
}

/// False if it has ended already.
bool HttpLoop::begin(Client& client, std::unique_ptr<Transfer> transfer) {
    CURL* const handle = take_handle(client);
    std::optional<Failure> failure = failure_of([&]() -> std::optional<Failure> {
        if (handle == nullptr) return core::not_enough_memory();
        if (auto refusal = transfer->begin(handle)) return refusal;
        Transfer* const running = transfer.get();
        look_alarm_ = std::min(look_alarm_, running->next_look());
        client_of_.emplace(handle, &client);
        client.running.emplace(running, std::move(transfer));
        api_.multi_add_handle(multi_, handle);
        return std::nullopt;
    });
    if (!failure) return true;
    client_of_.erase(handle);  // who is told of a handle there looks for its transfer
    if (handle != nullptr) give_back(handle);
    if (failure->is_shortage) {
        transfer->postpone(*std::move(failure));
        client.queue.add_later(std::move(transfer));
        return false;
    }
    tell_ended(client, transfer->id(), transfer->give_up(*std::move(failure)));
    return false;
}

/// Looks at all that run, about once a second. False if none had to be ended.
bool HttpLoop::end_overdue(Clock::time_point now) {
    look_alarm_ = Clock::time_point::max();
    std::vector<CURL*> overdue;
    for (const auto& [handle, client] : client_of_) {
        Transfer& transfer = *transfer_of(handle);
        if (transfer.is_to_be_ended(now)) {
            overdue.push_back(handle);
        } else {
            look_alarm_ = std::min(look_alarm_, transfer.next_look());
        }
    }
    for (CURL* const handle : overdue)
        end(handle, CURLE_OPERATION_TIMEDOUT);
    return !overdue.empty();
}

Transfer* HttpLoop::transfer_of(CURL* handle) const {
    void* pointer = nullptr;
    api_.easy_getinfo(handle, CURLINFO_PRIVATE, &pointer);
    return static_cast<Transfer*>(pointer);
}

/// False if nothing has ended.
bool HttpLoop::settle_ended() {
    bool has_settled = false;
    int left = 0;
    while (const CURLMsg* const message = api_.multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        end(message->easy_handle, message->data.result);
        has_settled = true;
    }
    return has_settled;
}

/// The request that runs on a handle is through.
void HttpLoop::end(CURL* handle, CURLcode code) {
    const auto entry = client_of_.find(handle);
    Client& client = *entry->second;
    std::unique_ptr<Transfer> transfer = std::move(client.running.extract(transfer_of(handle)).mapped());
    client_of_.erase(entry);
    keep_socket(*transfer, handle);
    api_.multi_remove_handle(multi_, handle);
    const bool is_prepared = reuses_handles_ && transfer->leaves_handle_prepared();
    settle(client, std::move(transfer), code);
    if (is_prepared) {
        client.prepared.push_back(handle);
    } else {
        give_back(handle);
    }
}

/// A connection is known from its first request on.
void HttpLoop::keep_socket(const Transfer& transfer, CURL* handle) {
    if (!transfer.has_opened_connection()) return;
    curl_socket_t socket = CURL_SOCKET_BAD;
    api_.easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket);
    if (socket != CURL_SOCKET_BAD) kept_sockets_.remember(socket);
}

void HttpLoop::settle(Client& client, std::unique_ptr<Transfer> transfer, CURLcode code) {
    const Origin origin = transfer->origin();
    Transfer::Next next = Transfer::Next::Finished;
    std::optional<Failure> failure = failure_of([&]() -> std::optional<Failure> {
        next = transfer->end(code);
        return std::nullopt;
    });
    client.queue.ended(origin, transfer->is_multiplexed());
    if (transfer->host_pause().count() > 0) {
        client.queue.pause(origin, Clock::now() + std::chrono::duration_cast<Clock::duration>(transfer->host_pause()));
    }
    if (failure) return tell_ended(client, transfer->id(), transfer->give_up(*std::move(failure)));
    switch (next) {
        case Transfer::Next::Finished:
            tell_ended(client, transfer->id(), transfer->take());
            break;
        case Transfer::Next::Now:
            client.queue.add_first(std::move(transfer));
            break;
        case Transfer::Next::Later:
            client.queue.add_later(std::move(transfer));
            break;
        case Transfer::Next::WhenThereIsRoom:
            client.queue.park(std::move(transfer));
            break;
    }
}

/// Until a socket is ready, somebody has orders, or it is time for something. False if a signal came.
bool HttpLoop::sleep(Clock::time_point until) {
    Clock::time_point alarm = std::min({curl_alarm_, look_alarm_, until});
    for (const auto& client : clients_)
        alarm = std::min({alarm, client->queue.next_alarm(), client->tell_by});
    is_asleep_ = true;
    bool has_work =
        std::any_of(clients_.begin(), clients_.end(), [](const auto& client) { return client->has_room.load(); });
    {
        const std::lock_guard lock(mutex_);
        has_work = has_work || !orders_.empty();
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(alarm - Clock::now()).count();
    const bool goes_on = sockets_.wait(has_work ? 0 : static_cast<int>(std::max<decltype(left)>(left, 0)));
    is_asleep_ = false;
    return goes_on;
}

void HttpLoop::act(curl_socket_t socket, int what) {
    if (socket == CURL_SOCKET_TIMEOUT) curl_alarm_ = Clock::time_point::max();
    int running = 0;
    api_.multi_socket_action(multi_, socket, what, &running);
}

int HttpLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) noexcept {
    auto& loop = *static_cast<HttpLoop*>(self);
    if (what != CURL_POLL_REMOVE) {
        loop.sockets_.watch(socket, (what & CURL_POLL_IN) != 0, (what & CURL_POLL_OUT) != 0);
    } else if (loop.kept_sockets_.has(socket)) {
        loop.sockets_.rest(socket);
    } else {
        loop.sockets_.forget(socket);  // libcurl's own ones are closed without a word
    }
    return 0;
}

int HttpLoop::on_timer(CURLM*, long milliseconds, void* self) noexcept {
    static_cast<HttpLoop*>(self)->curl_alarm_ =
        milliseconds < 0 ? Clock::time_point::max() : Clock::now() + std::chrono::milliseconds(milliseconds);
    return 0;
}

CURL* HttpLoop::take_handle(Client& client) {
    const auto take_from = [](std::vector<CURL*>& handles) {
        CURL* const handle = handles.back();
        handles.pop_back();
        return handle;
    };
    if (!client.prepared.empty()) return take_from(client.prepared);
    CURL* const handle = free_handles_.empty() ? api_.easy_init() : take_from(free_handles_);
    if (handle == nullptr) return nullptr;
    Transfer::prepare(client.context, handle);
    api_.easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, &HttpLoop::on_close);
    api_.easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, this);
    return handle;
}

void HttpLoop::give_back(CURL* handle) {
    if (!reuses_handles_ || free_handles_.size() >= kept_handles) return api_.easy_cleanup(handle);
    api_.easy_reset(handle);
    free_handles_.push_back(handle);
}

int HttpLoop::on_close(void* self, curl_socket_t socket) noexcept {
    auto& loop = *static_cast<HttpLoop*>(self);
    loop.kept_sockets_.forget(socket);
    loop.sockets_.forget(socket);
    core::close_private(socket);
    return 0;
}

}  // namespace photolibrary::net
