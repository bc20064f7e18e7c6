#pragma once

#include <optional>

#include "analysis/analyse.hpp"
#include "binding/php_photolibrary.hpp"
#include "schedule/parallelism.hpp"

namespace photolibrary::binding {

/// Makes the Batch object of palettes(), or throws an EngineException. sources is an array or a Traversable.
/// parallelism: what was asked for; nothing: what can run. palette_options: for the HTTP of URLs; null for the
/// defaults.
void return_batch(zval* return_value, zval* sources, const std::optional<schedule::Parallelism>& parallelism,
                  const analysis::Options& options, zend_object* palette_options, bool ordered);

}  // namespace photolibrary::binding
