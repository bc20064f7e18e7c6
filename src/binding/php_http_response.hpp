#pragma once

#include "binding/php_photolibrary.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

void response_to_zval(zval* target, const net::Response& response);

}  // namespace photolibrary::binding
