#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "binding/iterable.hpp"
#include "binding/php_photolibrary.hpp"
#include "core/process_generation.hpp"
#include "net/exchange.hpp"
#include "schedule/decode/isolation.hpp"
#include "schedule/parallelism.hpp"
#include "schedule/work.hpp"

namespace photolibrary::binding {

// What all classes of batches share: pulling sources, taking results, and an engine part that ends in time.

struct BatchHandle;

/// What they do not share.
struct BatchKind {
    zend_class_entry** ce;
    const char* function;  ///< that takes the sources, as errors call it
    const char* argument;  ///< of the function: "$sources"
    const char* expected;  ///< completes "must contain only"
    const char* remedy;    ///< to be called for a second iteration: "palettes()"
    bool is_parallel;      ///< has a Parallelism
    bool (*accepts)(const zval* source) noexcept;
    /// Precondition: accepts(). Nothing if code of the source's has forked, and this is the child.
    std::optional<schedule::JobId> (*submit)(BatchHandle& handle, const zval* source);
    void (*to_zval)(zval* target, const schedule::Product& product);
};

/// Everything a batch object owns. It lives behind one pointer: when PHP leaves by a longjmp, destructors on the stack
/// are skipped, but the object is still freed at the end of the request.
struct BatchHandle {
    explicit BatchHandle(const BatchKind& its_kind) : kind(its_kind) {}

    const BatchKind& kind;
    std::unique_ptr<schedule::Batch> batch;
    schedule::Parallelism parallelism;
    schedule::ChildPolicy children;
    net::HttpOptions http;
    std::string why_not;                               // a mode could not run
    unsigned generation = core::process_generation();  // of the process that the batch lives in

    Iterable sources;
    bool sources_ended = false;
    zend_object* sources_error = nullptr;  // an exception that ended them, until it comes out

    std::unordered_map<schedule::JobId, zval> keys;  // of the sources in flight
    std::optional<schedule::Result> result;          // being turned into a PHP value
    zval current;
    zval key;
    bool rewound = false;
    bool advanced = false;
    bool has_told_breakdown = false;
    bool busy = false;  // inside valid() and the like: user code that runs meanwhile must not come in again

    BatchHandle* previous = nullptr;  // list of the request's batches
    BatchHandle* next = nullptr;

    /// In a child that PHP code has forked: its threads, locks and descriptors are the parent's. To be asked whenever
    /// code of the user's may have run.
    bool is_foreign() const { return generation != core::process_generation(); }

    void adopt(std::unique_ptr<schedule::Batch> made) {
        generation = core::process_generation();  // an error handler may have forked since this was made
        batch = std::move(made);
    }
    bool has_current() const noexcept { return Z_TYPE(current) != IS_UNDEF; }
};

/// Makes ce a class of batches.
void make_batch_class(zend_class_entry* ce);

/// Makes an object of the kind without an engine part yet; null with an exception thrown. sources: an array or a
/// Traversable.
BatchHandle* new_batch(zval* target, const BatchKind& kind, zval* sources);

/// The last step of making one: from here on its sources may be pulled. Nothing if an exception is pending.
void open_sources(BatchHandle* handle);

/// Waits for the next result of a batch object; null at the end, or with an exception thrown.
zval* next_result(zval* batch);

/// Of a batch of one item, which make(batch, items) makes: returns its result, or throws it if that is a Failure.
template <class Make>
void return_only_result(zval* return_value, zval* item, Make make, void (*throw_failure)(zval* failure)) {
    zval items;
    array_init_size(&items, 1);
    Z_TRY_ADDREF_P(item);
    add_next_index_zval(&items, item);
    zval batch;
    ZVAL_UNDEF(&batch);
    make(&batch, &items);
    zval_ptr_dtor(&items);
    zval* const result = EG(exception) == nullptr ? next_result(&batch) : nullptr;
    if (result != nullptr && Z_OBJCE_P(result) == failure_ce) {
        zval failure;
        ZVAL_COPY(&failure, result);
        throw_failure(&failure);
    } else if (result != nullptr) {
        ZVAL_COPY(return_value, result);
    }
    zval_ptr_dtor(&batch);
}

/// At the end of a request: no thread and no process outlives it.
void end_batches();

// The methods of a batch object. Whatever goes wrong is thrown.
void rewind_batch(zend_object* batch);
bool is_batch_valid(zend_object* batch);
void return_current(zend_object* batch, zval* return_value);
void return_key(zend_object* batch, zval* return_value);
void move_batch(zend_object* batch);
bool is_batch_ready(zend_object* batch);
void return_stream(zend_object* batch, zval* return_value);
/// Also from a signal handler or a source that runs while the batch is being advanced.
void stop_batch(zend_object* batch);
void return_statistics(zend_object* batch, zval* return_value);
void return_debug_info(zend_object* batch, zval* return_value);

}  // namespace photolibrary::binding
