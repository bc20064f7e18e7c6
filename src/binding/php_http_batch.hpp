#pragma once

#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

/// Makes the HttpBatch object of HttpPool::sendAll(), or throws an EngineException. requests is an array or a
/// Traversable.
void return_http_batch(zval* return_value, zval* requests, zend_object* pool, bool ordered);

}  // namespace photolibrary::binding
