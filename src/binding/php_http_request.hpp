#pragma once

#include <optional>

#include "binding/php_photolibrary.hpp"
#include "core/failure.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

/// A request on its way into a pool.
struct PulledRequest {
    net::Request request;
    std::optional<core::Failure> forbidden;  ///< set if PHP's configuration does not let us open one of its files
};

/// The request that an HttpRequest describes, its file paths made absolute and checked against open_basedir.
PulledRequest pull_request(zend_object* object);

}  // namespace photolibrary::binding
