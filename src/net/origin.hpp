#pragma once

#include <optional>
#include <string>

#include "net/curl_library.hpp"

namespace photolibrary::net {

/// Who answers for a URL (RFC 6454).
struct Origin {
    std::string scheme;  ///< "http" or "https"
    std::string host;    ///< as a name or a number; IPv6 in brackets
    std::string port;

    bool operator==(const Origin&) const = default;
};

/// Nothing for what is no URL of http or https.
std::optional<Origin> origin_of(const CurlApi& api, const std::string& url);

/// The URL that a reference on the page `base` leads to (RFC 3986, 5); empty if it leads nowhere.
std::string resolved_url(const CurlApi& api, const std::string& base, const std::string& reference);

}  // namespace photolibrary::net
