#include "net/origin.hpp"

#include <algorithm>
#include <memory>

#include "net/ascii.hpp"

namespace photolibrary::net {
namespace {

std::string part(const CurlApi& api, CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (api.url_get(url, which, &text, flags) != CURLUE_OK) return {};
    std::string copy(text);
    api.free(text);
    return copy;
}

using UniqueUrl = std::unique_ptr<CURLU, decltype(CurlApi::url_cleanup)>;

bool set(const CurlApi& api, const UniqueUrl& target, const std::string& url) {
    return target && url.find('\0') == std::string::npos &&
           api.url_set(target.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
}

/// "https://host:443/" of a URL of nothing but what every parser understands alike; empty for any other.
std::string_view plain_beginning(std::string_view url) noexcept {
    constexpr std::string_view separator = "://";
    constexpr std::size_t longest = 4096;  // libcurl has its own limit, which is for it to tell
    if (url.size() > longest) return {};
    const std::size_t authority = url.find(separator) + separator.size();
    if (authority < separator.size()) return {};
    const auto belongs = [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == ':'; };
    const auto is_printed = [](char c) { return c > ' ' && c <= '~'; };
    const auto end = std::find_if_not(url.begin() + static_cast<std::ptrdiff_t>(authority), url.end(), belongs);
    const std::string_view beginning(url.begin(), end);
    if (end == url.end() || *end != '/' || beginning.size() == authority) return {};
    if (!std::all_of(end, url.end(), is_printed)) return {};
    return url.substr(0, beginning.size() + 1);
}

/// Two spellings of a name are one host.
std::string plain_host(std::string host) {
    std::transform(host.begin(), host.end(), host.begin(), lower);
    if (host.size() > 1 && host.back() == '.') host.pop_back();
    return host;
}

}  // namespace

std::optional<Origin> OriginFinder::find(const std::string& url) {
    const std::string_view beginning = plain_beginning(url);
    if (beginning.empty()) return origin_of(api_, url);
    const auto known = std::find_if(known_.begin(), known_.end(),
                                    [beginning](const Known& one) { return one.beginning == beginning; });
    if (known != known_.end()) return known->origin;
    std::optional<Origin> origin = origin_of(api_, url);
    if (origin) known_[oldest_++ % known_.size()] = {std::string(beginning), *origin};
    return origin;
}

std::optional<Origin> origin_of(const CurlApi& api, const std::string& url) {
    const UniqueUrl parsed(api.url(), api.url_cleanup);
    if (!set(api, parsed, url)) return std::nullopt;
    Origin origin{part(api, parsed.get(), CURLUPART_SCHEME), plain_host(part(api, parsed.get(), CURLUPART_HOST)),
                  part(api, parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT)};
    if ((origin.scheme != "http" && origin.scheme != "https") || origin.host.empty()) return std::nullopt;
    return origin;
}

std::string resolved_url(const CurlApi& api, const std::string& base, const std::string& reference) {
    const UniqueUrl url(api.url(), api.url_cleanup);
    if (!set(api, url, base) || !set(api, url, reference)) return {};
    return part(api, url.get(), CURLUPART_URL);
}

}  // namespace photolibrary::net
