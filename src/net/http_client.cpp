#include "net/http_client.hpp"

#include <atomic>
#include <limits>
#include <random>
#include <utility>

namespace photolibrary::net {
namespace {

constexpr auto nothing_awaited = std::numeric_limits<ExchangeId>::max();

}  // namespace

core::Outcome<std::unique_ptr<HttpClient>> HttpClient::create(const HttpOptions& options,
                                                              std::shared_ptr<core::ByteBudget> budget,
                                                              Listener& listener, bool helps) {
    core::Outcome<AddressGuard> guard = AddressGuard::make(options.allow);
    if (!guard) return std::move(guard).failure();
    core::Outcome<std::shared_ptr<HttpLoop>> loop = HttpLoop::lease();
    if (!loop) return std::move(loop).failure();
    TransferContext context{loop.value()->api(),
                            options,
                            std::move(guard).value(),
                            std::move(budget),
                            loop.value()->bodies(),
                            loop.value()->kept_sockets(),
                            std::make_unique<std::atomic<ExchangeId>>(nothing_awaited),
                            std::make_unique<std::atomic<std::uint64_t>>(0),
                            std::minstd_rand(std::random_device{}())};
    auto client = std::make_shared<HttpLoop::Client>(std::move(context), listener, helps);
    return std::make_unique<HttpClient>(Key{}, std::move(loop).value(), std::move(client));
}

HttpClient::HttpClient(Key, std::shared_ptr<HttpLoop> loop, std::shared_ptr<HttpLoop::Client> client)
    : loop_(std::move(loop)), client_(std::move(client)), origins_(loop_->api()) {
    if (client_->context.budget) {
        client_->context.budget->on_return([loop = loop_.get(), client = client_.get()] {
            client->has_room = true;
            loop->wake();
        });
    }
    loop_->join(client_);
}

HttpClient::~HttpClient() {
    if (client_->context.budget) client_->context.budget->on_return(nullptr);
    loop_->leave(*client_);
}

void HttpClient::send(ExchangeId id, Request request, BodyWatcherFactory make_watcher) {
    Origin origin = origins_.find(request.url).value_or(Origin{});
    auto transfer = std::make_unique<Transfer>(client_->context, id, std::move(request), std::move(origin),
                                               std::move(make_watcher));
    loop_->send(*client_, std::move(transfer));
}

void HttpClient::await(ExchangeId id) {
    if (client_->context.awaited->exchange(id) == id || !client_->context.budget) return;
    client_->has_room = true;
    loop_->wake();
}

void HttpClient::cancel_waiting() {
    loop_->cancel_waiting(*client_);
}

}  // namespace photolibrary::net
