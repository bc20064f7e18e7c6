#include "binding/batch_handle.hpp"

#include <utility>

#include "binding/exceptions.hpp"
#include "binding/owning_object.hpp"
#include "binding/php_failure.hpp"
#include "binding/php_parallelism.hpp"
#include "binding/php_statistics.hpp"
#include "binding/pump.hpp"
#include "core/event.hpp"
#include "core/left_behind.hpp"

namespace photolibrary::binding {
namespace {

using BatchObject = OwningObject<BatchHandle>;

/// In a forked child the threads of the parent's batch do not exist: its engine part is left alone for ever.
void end_engine(BatchHandle* handle) {
    if (handle->is_foreign()) {
        core::leave_behind(handle->batch);
    } else {
        handle->batch.reset();
    }
}

/// Leaves nothing behind. A destructor of the user's may use what the value stood in.
zval taken(zval* value) {
    zval old;
    ZVAL_COPY_VALUE(&old, value);
    ZVAL_UNDEF(value);
    return old;
}

/// Of an object that is being freed, or that nobody else can reach.
void clear(zval* value) {
    zval old = taken(value);
    zval_ptr_dtor(&old);
}

void free_batch(zend_object* std) {
    BatchHandle* handle = BatchObject::of(std);
    if (handle != nullptr) {
        end_engine(handle);
        unlink(PHOTOLIBRARY_G(batches), handle);
        handle->sources.release();
        if (handle->sources_error != nullptr) OBJ_RELEASE(handle->sources_error);
        for (auto& [id, key] : handle->keys)
            zval_ptr_dtor(&key);
        clear(&handle->current);
        clear(&handle->key);
        delete handle;
    }
    zend_object_std_dtor(std);
}

HashTable* collect_garbage(zend_object* std, zval** table, int* count) {
    zend_get_gc_buffer* buffer = zend_get_gc_buffer_create();
    if (BatchHandle* handle = BatchObject::of(std); handle != nullptr) {
        handle->sources.add_to(buffer);
        if (handle->sources_error != nullptr) zend_get_gc_buffer_add_obj(buffer, handle->sources_error);
        for (auto& [id, key] : handle->keys)
            zend_get_gc_buffer_add_zval(buffer, &key);
        zend_get_gc_buffer_add_zval(buffer, &handle->current);
        zend_get_gc_buffer_add_zval(buffer, &handle->key);
    }
    zend_get_gc_buffer_use(buffer, table, count);
    return zend_std_get_properties(std);
}

void throw_foreign() {
    throw_engine_exception("this batch belongs to the process that made it, not to its fork");
}

/// False in a child that code of the user's has just forked, with an exception thrown: from here on nothing of the
/// batch may be touched.
bool is_still_ours(const BatchHandle* handle) {
    if (handle->is_foreign() && EG(exception) == nullptr) throw_foreign();
    return !handle->is_foreign();
}

// ------------------------------------------------------------------------------------------------ pulling sources

void throw_wrong_type(const BatchKind& kind, const zval* item, const zval* key) {
    const char* const given = zend_zval_type_name(item);
    if (Z_TYPE_P(key) == IS_LONG) {
        zend_type_error("%s: Argument #1 (%s) must contain only %s, %s given for key " ZEND_LONG_FMT, kind.function,
                        kind.argument, kind.expected, given, Z_LVAL_P(key));
    } else if (Z_TYPE_P(key) == IS_STRING) {
        zend_type_error("%s: Argument #1 (%s) must contain only %s, %s given for key \"%s\"", kind.function,
                        kind.argument, kind.expected, given, Z_STRVAL_P(key));
    } else {
        zend_type_error("%s: Argument #1 (%s) must contain only %s, %s given for a key of type %s", kind.function,
                        kind.argument, kind.expected, given, zend_zval_type_name(key));
    }
}

/// Takes over the key if it can, and leaves it undefined then.
void submit(BatchHandle* handle, const zval* item, zval* key) {
    guard([&] {
        const auto id = handle->kind.submit(*handle, item);
        if (!id) return;
        handle->keys.emplace(*id, *key);
        ZVAL_UNDEF(key);
    });
}

/// An exception of the sources waits until all that they gave before has come out. False if PHP is about to leave the
/// sources' code, by exit() or because their Fiber is destroyed: nothing may hold that up.
bool end_sources_by_exception(BatchHandle* handle) {
    handle->sources_ended = true;
    if (zend_is_unwind_exit(EG(exception)) || zend_is_graceful_exit(EG(exception))) {
        handle->batch->abandon();
        return false;
    }
    handle->sources_error = EG(exception);
    GC_ADDREF(handle->sources_error);
    zend_clear_exception();
    handle->batch->close();
    return true;
}

/// Takes over the key. False if PHP leaves the sources' code for good, or this is a fork's child.
bool accept_source(BatchHandle* handle, const zval* item, zval* key) {
    if (handle->kind.accepts(item)) {
        submit(handle, item, key);
    } else if (EG(exception) == nullptr) {
        throw_wrong_type(handle->kind, item, key);
    }
    const bool is_ours = is_still_ours(handle);
    if (is_ours && EG(exception) == nullptr) return true;
    zval_ptr_dtor(key);
    return is_ours && end_sources_by_exception(handle);
}

/// Pulls sources while the window has room. False if PHP leaves the sources' code for good.
bool fill(BatchHandle* handle) {
    while (!handle->sources_ended && handle->batch->has_room()) {
        zval* item = nullptr;
        zval key;
        ZVAL_UNDEF(&key);
        const Iterable::Fetched fetched = handle->sources.fetch(&item, &key);
        if (!is_still_ours(handle)) {
            zval_ptr_dtor(&key);
            return false;
        }
        switch (fetched) {
            case Iterable::Fetched::End:
                handle->sources_ended = true;
                handle->batch->close();
                return true;
            case Iterable::Fetched::Exception:
                zval_ptr_dtor(&key);
                return end_sources_by_exception(handle);
            case Iterable::Fetched::Item:
                break;
        }
        ZVAL_DEREF(item);
        if (handle->batch->closed()) {  // the source's own code called stop()
            zval_ptr_dtor(&key);
            return true;
        }
        if (!accept_source(handle, item, &key)) return false;
    }
    return true;
}

// ------------------------------------------------------------------------------------------------ taking results

void accept(BatchHandle* handle) {
    const auto key = handle->keys.find(handle->result->id);
    if (key == handle->keys.end()) {  // memory was so short that it could not be kept
        ZVAL_NULL(&handle->key);
    } else {
        ZVAL_COPY_VALUE(&handle->key, &key->second);
        handle->keys.erase(key);
    }
    const core::Outcome<schedule::Product>& outcome = handle->result->outcome;
    if (outcome.ok()) {
        handle->kind.to_zval(&handle->current, outcome.value());
    } else {
        failure_to_zval(&handle->current, outcome.failure(), handle->result->source, handle->result->attempts);
    }
    handle->result.reset();
}

void throw_sources_error(BatchHandle* handle) {
    zval error;
    ZVAL_OBJ(&error, std::exchange(handle->sources_error, nullptr));
    zend_throw_exception_object(&error);
}

/// Once: whoever goes on asking finds the batch at its end.
void throw_breakdown(BatchHandle* handle) {
    if (!handle->batch->breakdown() || std::exchange(handle->has_told_breakdown, true)) return;
    throw_engine_exception(handle->batch->breakdown()->message.c_str());
}

/// Waits until there is a current result. False at the end, or with an exception.
bool advance(BatchHandle* handle) {
    while (!handle->has_current()) {
        if (!fill(handle)) return false;
        guard([&] { handle->result = handle->batch->take(); });
        if (EG(exception) != nullptr) return false;
        if (handle->result) {
            accept(handle);
            continue;
        }
        if (handle->batch->finished()) {
            handle->sources_error != nullptr ? throw_sources_error(handle) : throw_breakdown(handle);
            return false;
        }
        if (!wait_for(*handle->batch)) {
            static_cast<void>(is_still_ours(handle));  // says so if that is why
            return false;
        }
    }
    return true;
}

/// The handle of $this, if it may be used; null with an exception thrown otherwise.
BatchHandle* usable(zend_object* std) {
    BatchHandle* handle = BatchObject::of(std);
    if (handle != nullptr && handle->is_foreign()) {
        throw_foreign();
        return nullptr;
    }
    if (handle != nullptr && handle->batch) return handle;
    throw_engine_exception("this batch has ended with its request");
    return nullptr;
}

/// As usable(), for methods that pull sources or take results.
BatchHandle* enter(zend_object* std) {
    BatchHandle* handle = usable(std);
    if (handle == nullptr || !handle->busy) return handle;
    throw_engine_exception("this batch is already being advanced");
    return nullptr;
}

bool advance_exclusively(BatchHandle* handle) {
    handle->busy = true;
    const bool has_current = advance(handle);
    handle->busy = false;
    return has_current;
}

}  // namespace

void make_batch_class(zend_class_entry* ce) {
    BatchObject::set_up(ce, free_batch, collect_garbage);
}

BatchHandle* new_batch(zval* target, const BatchKind& kind, zval* sources) {
    object_init_ex(target, *kind.ce);
    BatchHandle* handle = nullptr;
    guard([&] { handle = new BatchHandle(kind); });
    if (handle == nullptr) return nullptr;
    ZVAL_UNDEF(&handle->current);
    ZVAL_UNDEF(&handle->key);
    handle->sources.set(sources);
    BatchObject::of(Z_OBJ_P(target)) = handle;
    link(PHOTOLIBRARY_G(batches), handle);
    return handle;
}

void open_sources(BatchHandle* handle) {
    if (EG(exception) != nullptr || handle->sources.open() || EG(exception) != nullptr) return;
    throw_engine_exception("the sources cannot be iterated");
}

zval* next_result(zval* batch) {
    BatchHandle* const handle = enter(Z_OBJ_P(batch));
    return handle != nullptr && advance_exclusively(handle) ? &handle->current : nullptr;
}

void end_batches() {
    for (BatchHandle* handle = PHOTOLIBRARY_G(batches); handle != nullptr; handle = handle->next)
        end_engine(handle);
    schedule::end_decoding_children();
}

// ------------------------------------------------------------------------------------------------ methods

void rewind_batch(zend_object* batch) {
    BatchHandle* const handle = enter(batch);
    if (handle == nullptr) return;
    if (!handle->rewound && !handle->advanced) {
        handle->rewound = true;
        return;
    }
    const BatchKind& kind = handle->kind;
    zend_throw_exception_ex(engine_exception_ce, 0, "a batch goes through its %s once; call %s again",
                            kind.argument + 1, kind.remedy);
}

bool is_batch_valid(zend_object* batch) {
    BatchHandle* const handle = enter(batch);
    return handle != nullptr && advance_exclusively(handle);
}

void return_current(zend_object* batch, zval* return_value) {
    BatchHandle* const handle = enter(batch);
    if (handle == nullptr) return;
    if (advance_exclusively(handle)) {
        ZVAL_COPY(return_value, &handle->current);
    } else if (EG(exception) == nullptr) {
        throw_engine_exception("the batch has no more results");
    }
}

void return_key(zend_object* batch, zval* return_value) {
    BatchHandle* const handle = enter(batch);
    if (handle != nullptr && advance_exclusively(handle)) ZVAL_COPY(return_value, &handle->key);
}

void move_batch(zend_object* batch) {
    BatchHandle* const handle = enter(batch);
    if (handle == nullptr || !advance_exclusively(handle)) return;
    handle->advanced = true;
    zval current = taken(&handle->current);
    zval key = taken(&handle->key);
    zval_ptr_dtor(&current);
    zval_ptr_dtor(&key);
}

bool is_batch_ready(zend_object* batch) {
    BatchHandle* const handle = enter(batch);
    if (handle == nullptr) return false;
    if (handle->has_current() || handle->batch->needs_caller()) return true;
    handle->busy = true;
    const bool filled = fill(handle);
    handle->busy = false;
    if (!filled) return false;
    bool ready = false;
    guard([&] {
        const schedule::Batch& made = *handle->batch;
        ready = handle->batch->has_result() || made.finished() || made.needs_caller();
    });
    return ready;
}

void return_stream(zend_object* batch, zval* return_value) {
    BatchHandle* const handle = usable(batch);
    if (handle == nullptr) return;
    return_observer(return_value, handle->batch->observer());
}

void stop_batch(zend_object* batch) {
    BatchHandle* const handle = usable(batch);
    if (handle != nullptr) guard([&] { handle->batch->stop(); });
}

void return_statistics(zend_object* batch, zval* return_value) {
    BatchHandle* const handle = usable(batch);
    if (handle != nullptr) statistics_to_zval(return_value, *handle->batch, handle->parallelism);
}

/// Throws nothing, whatever has become of the batch: of one that cannot be used any more, there is nothing to see.
void return_debug_info(zend_object* batch, zval* return_value) {
    array_init(return_value);
    const BatchHandle* const handle = BatchObject::of(batch);
    if (handle == nullptr || handle->is_foreign() || !handle->batch) return;
    const schedule::Ledger& ledger = handle->batch->ledger();
    const auto add = [return_value](const char* name, std::uint64_t count) {
        add_assoc_long(return_value, name, static_cast<zend_long>(count));
    };
    add("pulled", ledger.totals().opened);
    add("succeeded", ledger.totals().succeeded);
    add("failed", ledger.totals().failed);
    add("inFlight", ledger.open_jobs());
    add_assoc_bool(return_value, "ordered", handle->batch->ordered());
    add_assoc_bool(return_value, "finished", handle->batch->finished());
    if (handle->kind.is_parallel) {
        zval parallelism;
        parallelism_to_zval(&parallelism, handle->parallelism);
        add_assoc_zval(return_value, "parallelism", &parallelism);
    }
}

}  // namespace photolibrary::binding
