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

/// request_of() with the paths of its files resolved now, and open_basedir applied to them.
PulledRequest pull_request(zend_object* object);

}  // namespace photolibrary::binding
