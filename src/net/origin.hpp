#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "net/curl_library.hpp"

namespace photolibrary::net {

/// Who answers for a URL (RFC 6454).
struct Origin {
    std::string scheme;  ///< "http" or "https"
    std::string host;    ///< as a name or a number, in lower case, without a final dot; IPv6 in brackets
    std::string port;

    bool operator==(const Origin&) const = default;
};

/// Nothing for what is no URL of http or https.
std::optional<Origin> origin_of(const CurlApi& api, const std::string& url);

/// The origins of many URLs, most of them of a few hosts. To be used by one thread.
class OriginFinder {
  public:
    explicit OriginFinder(const CurlApi& api) noexcept : api_(api) {}

    /// As origin_of(), which is asked only about hosts that have not been met lately.
    std::optional<Origin> find(const std::string& url);

  private:
    struct Known {
        std::string beginning;  ///< of a URL, with the slash behind its authority
        Origin origin;
    };

    const CurlApi& api_;
    std::array<Known, 4> known_;
    std::size_t oldest_ = 0;
};

/// The URL that a reference on the page `base` leads to (RFC 3986, 5); empty if it leads nowhere.
std::string resolved_url(const CurlApi& api, const std::string& base, const std::string& reference);

}  // namespace photolibrary::net
