#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "core/event.hpp"
#include "core/failure.hpp"
#include "core/poller.hpp"
#include "core/private_fds.hpp"
#include "core/thread.hpp"
#include "net/curl_library.hpp"
#include "net/kept_sockets.hpp"
#include "net/lead.hpp"
#include "net/transfer.hpp"
#include "net/transfer_queue.hpp"

namespace photolibrary::net {

/// One CURLM, for all HTTP of this process: connections are kept, and requests to one host share them. A thread of its
/// own works on it, or whoever waits for an answer and can as well help, one at a time. It lives as long as somebody
/// holds it.
class HttpLoop {
    struct Key {};  // only lease() has one

  public:
    /// Is told, by whoever works on the loop, how exchanges end. Must not wait.
    class Listener {
      public:
        virtual ~Listener() = default;
        /// Once for every exchange.
        virtual void on_ended(ExchangeId id, Ending ending) = 0;
        /// A good time to wake whoever waits for them: enough have ended, or no other will for a moment.
        virtual void on_pause() {}
    };

    /// Who sends, with what is its own.
    struct Client {
        Client(TransferContext own, Listener& told, bool can_help)
            : context(std::move(own)),
              queue(context.options.concurrency, context.options.per_host),
              listener(told),
              helps(can_help) {}

        TransferContext context;
        TransferQueue queue;
        Listener& listener;
        const bool helps;  ///< while it waits
        std::map<Transfer*, std::unique_ptr<Transfer>> running{};
        std::vector<CURL*> prepared{};       ///< handles that wait for its next transfers
        std::atomic<bool> has_room = false;  ///< bytes of its budget were given back
        std::atomic<bool> is_full = false;   ///< nothing more could be started before something has ended
        std::atomic<Transfer::Clock::time_point> told_at =
            Transfer::Clock::time_point::max();  ///< last; before that, never
        int untold = 0;                          ///< exchanges that have ended since the last pause
        std::uint64_t untold_bytes = 0;          ///< of their bodies
        Transfer::Clock::time_point tell_by = Transfer::Clock::time_point::max();  ///< if there are such
    };

    /// The loop of this process, started if there is none. Fails with unsupported without libcurl, with internal
    /// without descriptors or threads.
    static core::Outcome<std::shared_ptr<HttpLoop>> lease();

    HttpLoop(Key, const CurlApi& api);
    ~HttpLoop();
    HttpLoop(const HttpLoop&) = delete;
    HttpLoop& operator=(const HttpLoop&) = delete;

    const CurlApi& api() const noexcept { return api_; }
    const std::shared_ptr<BodyPool>& bodies() const noexcept { return bodies_; }
    const KeptSockets& kept_sockets() const noexcept { return kept_sockets_; }

    // From any thread.
    void join(std::shared_ptr<Client> client);
    void send(Client& client, std::unique_ptr<Transfer> transfer);
    void cancel_waiting(Client& client);
    /// Ends all transfers of the client. When it returns, its listener is not called any more.
    void leave(Client& client);
    void wake();

    /// Works on the loop until the client's listener was told something, a signal has come, or time has passed. False
    /// if another thread does, or had better: then wait for what the listener is told.
    bool help(Client& client, std::chrono::milliseconds most) noexcept;

  private:
    struct Order {
        enum class Kind { Join, Send, CancelWaiting, Leave, End } kind;
        std::shared_ptr<Client> joining = nullptr;
        Client* client = nullptr;
        std::unique_ptr<Transfer> transfer = nullptr;
        std::promise<void>* done = nullptr;
    };
    using Clock = Transfer::Clock;
    enum class Round { Told, Quiet, Interrupted };

    bool start();
    void post(Order order);
    void run() noexcept;
    bool take_orders();
    Round work(Clock::time_point until, const Client* helped);
    void limit_connections();
    static void cancel_not_begun(Client& client);
    void remove(Client& client);
    void pump(Client& client);
    bool begin(Client& client, std::unique_ptr<Transfer> transfer);
    bool settle_ended();
    bool end_overdue(Clock::time_point now);
    void end(CURL* handle, CURLcode code);
    Transfer* transfer_of(CURL* handle) const;
    void keep_socket(const Transfer& transfer, CURL* handle);
    static void settle(Client& client, std::unique_ptr<Transfer> transfer, CURLcode code);
    static void tell_ended(Client& client, ExchangeId id, Ending ending);
    bool tell_pauses(const Client* helped);
    bool sleep(Clock::time_point until);
    CURL* take_handle(Client& client);
    void give_back(CURL* handle);
    void act(curl_socket_t socket, int what);
    static int on_socket(CURL* handle, curl_socket_t socket, int what, void* self, void*) noexcept;
    static int on_timer(CURLM* multi, long milliseconds, void* self) noexcept;
    static int on_close(void* self, curl_socket_t socket) noexcept;

    const CurlApi& api_;
    const bool reuses_handles_ = may_reuse_handles();
    const std::shared_ptr<BodyPool> bodies_ = std::make_shared<BodyPool>();
    CURLM* multi_ = nullptr;
    core::Thread thread_;

    std::mutex mutex_;  // for orders_
    std::vector<Order> orders_;
    std::atomic<bool> is_asleep_ = false;
    core::Event orders_came_;

    Lead lead_;
    std::list<std::shared_ptr<Client>> clients_;  // of whoever leads, as all that follows
    std::unordered_map<CURL*, Client*> client_of_;
    std::vector<CURL*> free_handles_;
    KeptSockets kept_sockets_;
    core::Poller sockets_;
    Clock::time_point curl_alarm_ = Clock::time_point::max();  ///< when libcurl wants to be called
    Clock::time_point look_alarm_ = Clock::time_point::max();  ///< when to look after those that run
};

}  // namespace photolibrary::net
