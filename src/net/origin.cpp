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

}  // namespace

std::optional<Origin> origin_of(const CurlApi& api, const std::string& url) {
    const std::unique_ptr<CURLU, decltype(api.url_cleanup)> parsed(api.url(), api.url_cleanup);
    if (!parsed || url.find('\0') != std::string::npos) return std::nullopt;
    if (api.url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
        return std::nullopt;
    }
    Origin origin{part(api, parsed.get(), CURLUPART_SCHEME), part(api, parsed.get(), CURLUPART_HOST),
                  part(api, parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT)};
    if ((origin.scheme != "http" && origin.scheme != "https") || origin.host.empty()) return std::nullopt;
    return origin;
}

}  // namespace photolibrary::net
