#pragma once

#include "binding/value_class.hpp"
#include "schedule/parallelism.hpp"

namespace photolibrary::binding {

const ValueClass& parallelism_class() noexcept;
void parallelism_to_zval(zval* target, const schedule::Parallelism& parallelism);
schedule::Parallelism parallelism_of(zend_object* object) noexcept;

/// What Parallelism::detect() gives.
schedule::Parallelism detect_parallelism();

/// What is left when this cannot run: threads, then one at a time.
schedule::Parallelism fallback_of(const schedule::Parallelism& parallelism);

}  // namespace photolibrary::binding
