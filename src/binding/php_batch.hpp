#pragma once

#include "binding/php_photolibrary.hpp"
#include "schedule/batch.hpp"

namespace photolibrary::binding {

/// What a Batch and an HttpBatch do not share.
struct BatchKind {
    zend_class_entry** ce;
    const char* function;  ///< that takes the sources, as errors call it
    const char* argument;
    const char* expected;  ///< completes "must contain only"
    bool (*accepts)(const zval* source) noexcept;
    /// Precondition: accepts().
    schedule::JobId (*submit)(schedule::Batch& batch, const zval* source);
};

/// Makes the Batch object of palettes(), or throws an EngineException. sources is an array or a Traversable.
/// palette_options: for the HTTP of URLs; null for the defaults.
void return_batch(zval* return_value, zval* sources, const std::optional<schedule::Parallelism>& parallelism,
                  const analysis::Options& options, zend_object* palette_options, bool ordered);

/// Makes the HttpBatch object of HttpPool::sendAll(), or throws an EngineException.
void return_http_batch(zval* return_value, zval* requests, zend_object* pool, bool ordered);

/// Waits for the next result of a batch object of ours; null at the end, or with an exception thrown.
zval* next_result(zval* batch);

/// At the end of a request: no thread and no process outlives it.
void end_batches();

}  // namespace photolibrary::binding
