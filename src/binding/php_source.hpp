#pragma once

#include <optional>

#include "binding/php_photolibrary.hpp"
#include "core/failure.hpp"
#include "schedule/work.hpp"

namespace photolibrary::binding {

/// The kinds of work that make a palette.
using SourceWork = std::variant<analysis::Source, net::Request>;

/// A source on its way into a batch.
struct PulledSource {
    SourceWork work;
    std::uint64_t bytes = 0;                 ///< that its job will hold in memory, roughly; of a URL nobody knows
    std::optional<core::Failure> forbidden;  ///< set if it must not be opened
};

/// True for what palettes() takes: a string, an SplFileInfo or a Source.
bool is_source(const zval* value) noexcept;

/// Precondition: is_source(). Relative paths are resolved now, and open_basedir is applied. May run a method of the
/// user's; if that throws, so does this, with PHP's exception pending.
PulledSource pull_source(const zval* value);

}  // namespace photolibrary::binding
