#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/exchange.hpp"

namespace photolibrary::net {

/// The head of an HTTP answer (RFC 9112), read line by line as libcurl passes it on. Every byte is the server's.
///
/// Heads of informational answers (1xx) and trailers leave nothing behind.
class ResponseHead {
  public:
    /// Of all heads and trailers of one request.
    static constexpr std::size_t most_bytes = 256U << 10;

    /// For the next request.
    void clear();
    /// Nothing but a status line counts from here on: what came so far was of a proxy, or of a request that is
    /// repeated.
    void expect() noexcept { state_ = State::Expected; }

    /// A line with its end. What is wrong with the head then; empty: nothing.
    std::string_view add_line(std::string_view line);

    /// A status line came, and no head of an informational answer ended since.
    bool has_begun() const noexcept { return state_ != State::Expected; }
    bool has_ended() const noexcept { return state_ == State::Ended; }
    /// Of all lines.
    std::size_t bytes() const noexcept { return bytes_; }

    int status() const noexcept { return status_; }                   ///< 0: none came that is a number
    const std::string& version() const noexcept { return version_; }  ///< "1.1", "2"
    const Headers& headers() const noexcept { return headers_; }      ///< names in lower case
    Headers take_headers() noexcept { return std::move(headers_); }
    /// The first one of this name (in lower case); empty if there is none.
    std::string_view value(std::string_view name) const noexcept;
    std::optional<std::uint64_t> content_length() const noexcept;

  private:
    enum class State { Expected, Open, Ended };

    void read_status_line(std::string_view line);
    void continue_field(std::string_view line);
    std::string_view add_field(std::string_view line);

    State state_ = State::Expected;
    int status_ = 0;
    std::string version_;
    Headers headers_;
    std::size_t bytes_ = 0;
};

}  // namespace photolibrary::net
