#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/unique_fd.hpp"

namespace photolibrary::net::testing {

/// A server of HTTP/1.1 that answers as a test says, a thread for each connection. Ends with its scope.
class LoopbackServer {
  public:
    /// Makes of a request, as it came without a body, the whole answer. An answer without Content-Length and Transfer-
    /// Encoding ends with the connection.
    using Answer = std::function<std::string(const std::string& request)>;

    explicit LoopbackServer(Answer answer) : answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size);
        ::listen(listener_.get(), 128);
        ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        accepting_ = std::thread([this] { accept_all(); });
    }

    ~LoopbackServer() {
        ended_ = true;
        accepting_.join();
        for (std::thread& connection : connections_)
            connection.join();
    }

    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    std::string url(std::string_view path) const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
    }

    std::vector<std::string> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

    /// Most connections that were open at once.
    int most_connections() const noexcept { return most_; }

    static std::string ok(std::string_view body, std::string_view headers = "") {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(headers) +
               "\r\n" + std::string(body);
    }

  private:
    bool readable(int fd) const {
        while (!ended_) {
            pollfd waiting{fd, POLLIN, 0};
            if (::poll(&waiting, 1, 20) > 0) return true;
        }
        return false;
    }

    void accept_all() {
        while (readable(listener_.get())) {
            core::UniqueFd fd(::accept(listener_.get(), nullptr, nullptr));
            if (!fd) continue;
            connections_.emplace_back([this, socket = std::move(fd)] { serve(socket.get()); });
        }
    }

    void serve(int fd) {
        const int now = ++open_;
        for (int seen = most_; now > seen && !most_.compare_exchange_weak(seen, now);) {
        }
        std::string pending;
        while (const auto request = next_request(fd, pending)) {
            const std::string answer = answer_(*request);
            for (std::size_t sent = 0; sent < answer.size();) {
                const ssize_t count = ::send(fd, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
                if (count <= 0) break;
                sent += static_cast<std::size_t>(count);
            }
            const std::string head = answer.substr(0, answer.find("\r\n\r\n"));
            if (head.find("Content-Length") == std::string::npos && head.find("Transfer-Encoding") == std::string::npos)
                break;
        }
        --open_;
        ::shutdown(fd, SHUT_RDWR);
    }

    std::optional<std::string> next_request(int fd, std::string& pending) {
        for (;;) {
            if (const auto end = pending.find("\r\n\r\n"); end != std::string::npos) {
                std::string request = pending.substr(0, end + 2);
                pending.erase(0, end + 4);
                const std::lock_guard lock(mutex_);
                requests_.push_back(request);
                return request;
            }
            char buffer[4096];
            if (!readable(fd)) return std::nullopt;
            const ssize_t count = ::recv(fd, buffer, sizeof buffer, 0);
            if (count <= 0) return std::nullopt;
            pending.append(buffer, static_cast<std::size_t>(count));
        }
    }

    const Answer answer_;
    core::UniqueFd listener_;
    int port_ = 0;
    std::atomic<bool> ended_ = false;
    std::atomic<int> open_ = 0;
    std::atomic<int> most_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::list<std::thread> connections_;  // of the accepting thread
    std::thread accepting_;
};

}  // namespace photolibrary::net::testing
