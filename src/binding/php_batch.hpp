#pragma once

#include "binding/php_photolibrary.hpp"
#include "schedule/batch.hpp"

namespace photolibrary::binding {

/// Makes the Batch object of palettes(), or throws an EngineException. sources is an array or a Traversable.
void return_batch(zval* return_value, zval* sources, const std::optional<schedule::Parallelism>& parallelism,
                  const analysis::Options& options, bool ordered);

/// At the end of a request: no thread and no process outlives it.
void end_batches();

}  // namespace photolibrary::binding
