#pragma once

#include "binding/php_photolibrary.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

/// What a PaletteOptions says of HTTP, or the defaults (also for null), with what the ini settings add.
net::HttpOptions http_options_for(zend_object* palette_options);

/// As http_options_for(), of an HttpPool.
net::HttpOptions http_options_of_pool(zend_object* pool);

}  // namespace photolibrary::binding
