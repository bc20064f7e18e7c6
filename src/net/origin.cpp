#include "net/origin.hpp"

#include <memory>

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

}  // namespace

std::optional<Origin> origin_of(const CurlApi& api, const std::string& url) {
    const UniqueUrl parsed(api.url(), api.url_cleanup);
    if (!set(api, parsed, url)) return std::nullopt;
    Origin origin{part(api, parsed.get(), CURLUPART_SCHEME), part(api, parsed.get(), CURLUPART_HOST),
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
