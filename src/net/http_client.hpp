#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "core/byte_budget.hpp"
#include "core/failure.hpp"
#include "net/body_watcher.hpp"
#include "net/exchange.hpp"
#include "net/http_loop.hpp"
#include "net/origin.hpp"

namespace photolibrary::net {

/// Sends requests, as many at once as its options allow. To be used by one thread.
class HttpClient {
    struct Key {};  // only create() has one

  public:
    using Listener = HttpLoop::Listener;

    /// listener: must outlive the client. budget: for the bodies that are kept in memory. helps: whether its thread
    /// calls help() when it waits. Fails as HttpLoop::lease() does, and for options that say nothing sensible.
    static core::Outcome<std::unique_ptr<HttpClient>> create(const HttpOptions& options,
                                                             std::shared_ptr<core::ByteBudget> budget,
                                                             Listener& listener, bool helps = false);

    HttpClient(Key, std::shared_ptr<HttpLoop> loop, std::shared_ptr<HttpLoop::Client> client);
    /// Ends what runs and drops what waits; nobody is told of these.
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Numbers are the caller's. With a watcher, the body is fetched as far as the watcher wants it.
    void send(ExchangeId id, Request request, BodyWatcherFactory make_watcher = {});

    /// Nothing else is of use before this exchange has ended, so it need not wait for room.
    void await(ExchangeId id);

    /// Those that were not started yet end as cancelled.
    void cancel_waiting();

    /// Of bodies of requests, in all attempts, running ones included; about a second old. From any thread.
    std::uint64_t bytes_sent() const noexcept { return client_->context.sent->load(); }

    /// As HttpLoop::help(): instead of waiting for an answer.
    bool help(std::chrono::milliseconds most) noexcept { return loop_->help(*client_, most); }

  private:
    std::shared_ptr<HttpLoop> loop_;
    std::shared_ptr<HttpLoop::Client> client_;
    OriginFinder origins_;
};

}  // namespace photolibrary::net
