#include "binding/http_settings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "binding/php_http_options.hpp"
#include "binding/php_palette_options.hpp"

extern "C" {
#include "php_ini.h"
}

namespace photolibrary::binding {
namespace {

/// The items of a list with commas.
void add_items(std::vector<std::string>& target, std::string_view list) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        std::string_view item = list.substr(0, comma);
        while (!item.empty() && item.front() == ' ')
            item.remove_prefix(1);
        while (!item.empty() && item.back() == ' ')
            item.remove_suffix(1);
        if (!item.empty()) target.emplace_back(item);
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
}

/// Who is trusted is the configuration's to say, as for PHP's own clients; so is what the guard lets through besides.
net::HttpOptions with_settings(net::HttpOptions options) {
    for (const char* const name : {"curl.cainfo", "openssl.cafile"}) {
        char* value = nullptr;
        if (options.ca_file.empty() && cfg_get_string(name, &value) == SUCCESS && value != nullptr)
            options.ca_file = value;
    }
    const char* const allowed = INI_STR("photolibrary.http_allow");
    add_items(options.allow, allowed != nullptr ? allowed : "");
    return options;
}

}  // namespace

net::HttpOptions http_options_for(zend_object* palette_options) {
    std::optional<net::HttpOptions> own;
    if (palette_options != nullptr) own = http_options_of_palette_options(palette_options);
    return with_settings(own ? *std::move(own) : net::HttpOptions{});
}

net::HttpOptions http_options_of_pool(zend_object* pool) {
    return with_settings(http_options_of(Z_OBJ_P(slot(pool, 0))));
}

}  // namespace photolibrary::binding
