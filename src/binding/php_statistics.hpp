#pragma once

#include "binding/php_photolibrary.hpp"
#include "schedule/parallelism.hpp"
#include "schedule/work.hpp"

namespace photolibrary::binding {

/// mode: how the batch computes images.
void statistics_to_zval(zval* target, const schedule::Batch& batch, const schedule::Parallelism& mode);

}  // namespace photolibrary::binding
