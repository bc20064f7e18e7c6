#pragma once

#include <optional>

#include "analysis/analyse.hpp"
#include "binding/php_photolibrary.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

/// What a complete PaletteOptions says to the engine.
analysis::Options options_of(zend_object* object) noexcept;

/// Those that a PaletteOptions holds, if it holds any.
std::optional<net::HttpOptions> http_options_of_palette_options(zend_object* object);

}  // namespace photolibrary::binding
