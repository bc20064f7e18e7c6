#pragma once

#include "binding/value_class.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

const ValueClass& http_options_class() noexcept;

/// What a complete HttpOptions says to the engine.
net::HttpOptions http_options_of(zend_object* object);

/// An HttpOptions object of these options.
void http_options_to_zval(zval* target, const net::HttpOptions& options);

}  // namespace photolibrary::binding
