#pragma once

#include <optional>
#include <variant>

#include "analysis/source.hpp"
#include "binding/php_photolibrary.hpp"
#include "core/failure.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

/// A source on its way into a batch.
struct PulledSource {
    std::variant<analysis::Source, net::Request> source;
    std::uint64_t bytes = 0;                 ///< that its job will hold in memory, roughly; of a URL nobody knows
    std::optional<core::Failure> forbidden;  ///< set if PHP's configuration does not let us open it
};

/// True for what palettes() takes: a string or a Source.
bool is_source(const zval* value) noexcept;

/// Precondition: is_source(). Relative paths are resolved now, and open_basedir is applied.
PulledSource pull_source(const zval* value);

}  // namespace photolibrary::binding
