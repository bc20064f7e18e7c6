#include "binding/php_batch.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <unordered_map>
#include <utility>

#include "binding/child_policy.hpp"
#include "binding/conversions.hpp"
#include "binding/exceptions.hpp"
#include "binding/php_http_pool.hpp"
#include "binding/php_http_request.hpp"
#include "binding/php_source.hpp"
#include "binding/pump.hpp"
#include "core/process_generation.hpp"

namespace photolibrary::binding {

#include "batch_arginfo.h"

zend_class_entry* batch_ce = nullptr;

#include "http_batch_arginfo.h"

zend_class_entry* http_batch_ce = nullptr;

/// Everything a Batch object owns. It lives behind one pointer: when PHP leaves by a longjmp, destructors on the stack
/// are skipped, but the object is still freed at the end of the request.
struct BatchHandle {
    explicit BatchHandle(const BatchKind& its_kind) : kind(its_kind) {}

    const BatchKind& kind;
    std::unique_ptr<schedule::Batch> batch;
    schedule::ChildPolicy children;
    net::HttpOptions http;
    std::string why_not;  // a mode could not run
    unsigned generation = core::process_generation();

    zval sources;                              // the array or Traversable
    zend_object_iterator* iterator = nullptr;  // if a Traversable
    HashPosition position = 0;                 // if an array
    bool pulled_before = false;                // the iterator stands on a source that was taken
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

    bool is_foreign() const { return generation != core::process_generation(); }
    bool has_current() const noexcept { return Z_TYPE(current) != IS_UNDEF; }
};

namespace {

zend_object_handlers handlers;

struct BatchObject {
    BatchHandle* handle;
    zend_object std;
};

BatchObject* object_of(zend_object* object) noexcept {
    return reinterpret_cast<BatchObject*>(reinterpret_cast<char*>(object) - offsetof(BatchObject, std));
}

void link(BatchHandle* handle) {
    handle->next = PHOTOLIBRARY_G(batches);
    if (handle->next != nullptr) handle->next->previous = handle;
    PHOTOLIBRARY_G(batches) = handle;
}

void unlink(BatchHandle* handle) {
    if (handle->next != nullptr) handle->next->previous = handle->previous;
    (handle->previous != nullptr ? handle->previous->next : PHOTOLIBRARY_G(batches)) = handle->next;
}

/// In a forked child the threads of the parent's batch do not exist: its engine part is left alone for ever.
void end_engine(BatchHandle* handle) {
    if (handle->is_foreign()) {
        static_cast<void>(handle->batch.release());
    } else {
        handle->batch.reset();
    }
}

void clear(zval* value) {
    zval_ptr_dtor(value);
    ZVAL_UNDEF(value);
}

zend_object* create_batch(zend_class_entry* ce) {
    auto* object = static_cast<BatchObject*>(zend_object_alloc(sizeof(BatchObject), ce));
    object->handle = nullptr;
    zend_object_std_init(&object->std, ce);
    object_properties_init(&object->std, ce);
    object->std.handlers = &handlers;
    return &object->std;
}

void free_batch(zend_object* std) {
    BatchHandle* handle = object_of(std)->handle;
    if (handle != nullptr) {
        end_engine(handle);
        unlink(handle);
        if (handle->iterator != nullptr) zend_iterator_dtor(handle->iterator);
        zval_ptr_dtor(&handle->sources);
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
    if (BatchHandle* handle = object_of(std)->handle; handle != nullptr) {
        zend_get_gc_buffer_add_zval(buffer, &handle->sources);
        if (handle->iterator != nullptr) zend_get_gc_buffer_add_obj(buffer, &handle->iterator->std);
        if (handle->sources_error != nullptr) zend_get_gc_buffer_add_obj(buffer, handle->sources_error);
        for (auto& [id, key] : handle->keys)
            zend_get_gc_buffer_add_zval(buffer, &key);
        zend_get_gc_buffer_add_zval(buffer, &handle->current);
        zend_get_gc_buffer_add_zval(buffer, &handle->key);
    }
    zend_get_gc_buffer_use(buffer, table, count);
    return zend_std_get_properties(std);
}

// ------------------------------------------------------------------------------------------------ pulling sources

enum class Fetched { Source, End, Exception };

Fetched fetch_from_array(BatchHandle* handle, zval** item, zval* key) {
    HashTable* sources = Z_ARRVAL(handle->sources);
    *item = zend_hash_get_current_data_ex(sources, &handle->position);
    if (*item == nullptr) return Fetched::End;
    zend_hash_get_current_key_zval_ex(sources, key, &handle->position);
    zend_hash_move_forward_ex(sources, &handle->position);
    return Fetched::Source;
}

/// As foreach does it, so a generator never runs ahead of the window.
Fetched fetch_from_iterator(BatchHandle* handle, zval** item, zval* key) {
    zend_object_iterator* iterator = handle->iterator;
    const zend_object_iterator_funcs* funcs = iterator->funcs;
    if (handle->pulled_before) {
        ++iterator->index;
        funcs->move_forward(iterator);
    } else if (funcs->rewind != nullptr) {
        funcs->rewind(iterator);
    }
    handle->pulled_before = true;
    if (EG(exception) != nullptr) return Fetched::Exception;
    const bool valid = funcs->valid(iterator) == SUCCESS;
    if (EG(exception) != nullptr) return Fetched::Exception;
    if (!valid) return Fetched::End;
    *item = funcs->get_current_data(iterator);
    if (EG(exception) != nullptr || *item == nullptr) return Fetched::Exception;
    if (funcs->get_current_key != nullptr) {
        funcs->get_current_key(iterator, key);
        if (EG(exception) != nullptr) return Fetched::Exception;
    } else {
        ZVAL_LONG(key, static_cast<zend_long>(iterator->index));
    }
    return Fetched::Source;
}

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

schedule::JobId submit_source(schedule::Batch& batch, const zval* item) {
    PulledSource pulled = pull_source(item);
    if (auto* const request = std::get_if<net::Request>(&pulled.source)) return batch.submit(std::move(*request));
    auto& local = std::get<analysis::Source>(pulled.source);
    if (pulled.forbidden) return batch.refuse(analysis::label_of(local), *std::move(pulled.forbidden));
    return batch.submit(std::move(local), pulled.bytes);
}

bool is_request(const zval* item) noexcept {
    return Z_TYPE_P(item) == IS_OBJECT && Z_OBJCE_P(item) == http_request_ce && is_complete(Z_OBJ_P(item));
}

schedule::JobId submit_request(schedule::Batch& batch, const zval* item) {
    PulledRequest pulled = pull_request(Z_OBJ_P(item));
    if (pulled.forbidden) return batch.refuse(net::shown_url(pulled.request.url), *std::move(pulled.forbidden));
    return batch.submit(std::move(pulled.request));
}

constexpr BatchKind of_images{&batch_ce,  "PhotoLibrary\\palettes()",
                              "$sources", "strings and PhotoLibrary\\Source objects",
                              is_source,  submit_source};
constexpr BatchKind of_requests{&http_batch_ce, "PhotoLibrary\\HttpPool::sendAll()",
                                "$requests",    "PhotoLibrary\\HttpRequest objects",
                                is_request,     submit_request};

/// Takes over the key.
void submit(BatchHandle* handle, const zval* item, zval* key) {
    guard([&] { handle->keys.emplace(handle->kind.submit(*handle->batch, item), *key); });
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

/// Pulls sources while the window has room. False if PHP leaves the sources' code for good.
bool fill(BatchHandle* handle) {
    while (!handle->sources_ended && handle->batch->has_room()) {
        zval* item = nullptr;
        zval key;
        ZVAL_UNDEF(&key);
        const Fetched fetched = handle->iterator != nullptr ? fetch_from_iterator(handle, &item, &key)
                                                            : fetch_from_array(handle, &item, &key);
        if (fetched == Fetched::End) {
            handle->sources_ended = true;
            handle->batch->close();
            return true;
        }
        if (fetched == Fetched::Source) {
            ZVAL_DEREF(item);
            if (handle->batch->closed()) {  // the source's own code called stop()
                zval_ptr_dtor(&key);
                return true;
            }
            if (handle->kind.accepts(item)) {
                submit(handle, item, &key);
            } else if (EG(exception) == nullptr) {
                throw_wrong_type(handle->kind, item, &key);
            }
        }
        if (EG(exception) != nullptr) {
            zval_ptr_dtor(&key);
            return end_sources_by_exception(handle);
        }
    }
    return true;
}

// ------------------------------------------------------------------------------------------------ taking results

void accept(BatchHandle* handle) {
    const auto key = handle->keys.find(handle->result->id);
    ZVAL_COPY_VALUE(&handle->key, &key->second);
    handle->keys.erase(key);
    const core::Outcome<schedule::Product>& outcome = handle->result->outcome;
    if (const analysis::Analysis* const analysis = handle->result->analysis()) {
        palette_to_zval(&handle->current, *analysis);
    } else if (outcome.ok()) {
        response_to_zval(&handle->current, std::get<net::Response>(outcome.value()));
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
        if (handle->batch->needs_caller()) {
            guard([&] { handle->batch->compute(); });
        } else if (!wait_for(*handle->batch)) {
            return false;
        }
    }
    return true;
}

/// The handle of $this, if it may be used; null with an exception thrown otherwise.
BatchHandle* usable(zend_object* std) {
    BatchHandle* handle = object_of(std)->handle;
    if (handle != nullptr && handle->is_foreign()) {
        throw_engine_exception("this batch belongs to the process that made it, not to its fork");
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

/// Throws if it cannot. What was detected, not asked for, gives way to what can run, and says so. Strings live in the
/// handle: a warning may leave by a longjmp.
void create_engine_part(BatchHandle* handle, const std::optional<schedule::Parallelism>& asked_for,
                        const analysis::Options& options, bool ordered) {
    handle->children = child_policy();
    schedule::Parallelism parallelism = asked_for ? *asked_for : detect_parallelism();
    while (EG(exception) == nullptr) {
        auto batch = schedule::Batch::create(parallelism, options, ordered, handle->children, handle->http);
        if (batch) {
            handle->batch = std::move(batch).value();
            return;
        }
        handle->why_not = std::move(batch).failure().message;
        if (asked_for || parallelism.mode == schedule::Mode::Sequential) {
            return throw_engine_exception(handle->why_not.c_str());
        }
        parallelism = fallback_of(parallelism);
        handle->why_not += parallelism.mode == schedule::Mode::Workers ? " Threads of this process are used instead."
                                                                       : " One image at a time instead.";
        php_error_docref(nullptr, E_WARNING, "%s", handle->why_not.c_str());
    }
}

/// An object without an engine part yet.
BatchHandle* new_batch(zval* target, const BatchKind& kind, zval* sources) {
    object_init_ex(target, *kind.ce);
    BatchHandle* handle = nullptr;
    guard([&] { handle = new BatchHandle(kind); });
    if (handle == nullptr) return nullptr;
    ZVAL_UNDEF(&handle->current);
    ZVAL_UNDEF(&handle->key);
    ZVAL_COPY(&handle->sources, sources);
    object_of(Z_OBJ_P(target))->handle = handle;
    link(handle);
    return handle;
}

void open_iterator(BatchHandle* handle) {
    zval* const sources = &handle->sources;
    if (EG(exception) != nullptr || Z_TYPE_P(sources) != IS_OBJECT) return;
    handle->iterator = Z_OBJCE_P(sources)->get_iterator(Z_OBJCE_P(sources), sources, 0);
    if (handle->iterator == nullptr && EG(exception) == nullptr)
        throw_engine_exception("the sources cannot be iterated");
}

bool advance_exclusively(BatchHandle* handle) {
    handle->busy = true;
    const bool has_current = advance(handle);
    handle->busy = false;
    return has_current;
}

}  // namespace

void register_batch() {
    batch_ce = register_class_PhotoLibrary_Batch(zend_ce_iterator);
    batch_ce->create_object = create_batch;
    http_batch_ce = register_class_PhotoLibrary_HttpBatch(zend_ce_iterator);
    http_batch_ce->create_object = create_batch;
    handlers = *zend_get_std_object_handlers();
    handlers.offset = offsetof(BatchObject, std);
    handlers.free_obj = free_batch;
    handlers.clone_obj = nullptr;
    handlers.get_gc = collect_garbage;
    handlers.compare = zend_objects_not_comparable;
}

void return_batch(zval* return_value, zval* sources, const std::optional<schedule::Parallelism>& parallelism,
                  const analysis::Options& options, zend_object* palette_options, bool ordered) {
    BatchHandle* const handle = new_batch(return_value, of_images, sources);
    if (handle == nullptr) return;
    guard([&] {
        handle->http = http_options_for(palette_options);
        create_engine_part(handle, parallelism, options, ordered);
    });
    open_iterator(handle);
}

void return_http_batch(zval* return_value, zval* requests, zend_object* pool, bool ordered) {
    BatchHandle* const handle = new_batch(return_value, of_requests, requests);
    if (handle == nullptr) return;
    guard([&] {
        auto batch = schedule::Batch::create_of_requests(http_options_of_pool(pool), ordered);
        if (!batch) {
            handle->why_not = std::move(batch).failure().message;
            return throw_engine_exception(handle->why_not.c_str());
        }
        handle->batch = std::move(batch).value();
    });
    open_iterator(handle);
}

zval* next_result(zval* batch) {
    BatchHandle* const handle = enter(Z_OBJ_P(batch));
    return handle != nullptr && advance_exclusively(handle) ? &handle->current : nullptr;
}

void end_batches() {
    for (BatchHandle* handle = PHOTOLIBRARY_G(batches); handle != nullptr; handle = handle->next)
        end_engine(handle);
    process::end_zygote();
}

ZEND_METHOD(PhotoLibrary_Batch, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(PhotoLibrary_HttpBatch, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(PhotoLibrary_Batch, rewind) {
    ZEND_PARSE_PARAMETERS_NONE();
    BatchHandle* handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    if (handle->rewound || handle->advanced) {
        throw_engine_exception("a batch goes through its sources once; call palettes() again");
        RETURN_THROWS();
    }
    handle->rewound = true;
}

ZEND_METHOD(PhotoLibrary_Batch, valid) {
    ZEND_PARSE_PARAMETERS_NONE();
    BatchHandle* handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    RETURN_BOOL(advance_exclusively(handle));
}

ZEND_METHOD(PhotoLibrary_Batch, current) {
    ZEND_PARSE_PARAMETERS_NONE();
    BatchHandle* handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    if (!advance_exclusively(handle)) {
        if (EG(exception) == nullptr) throw_engine_exception("the batch has no more results");
        RETURN_THROWS();
    }
    RETURN_COPY(&handle->current);
}

ZEND_METHOD(PhotoLibrary_Batch, key) {
    ZEND_PARSE_PARAMETERS_NONE();
    BatchHandle* handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    if (!advance_exclusively(handle)) RETURN_NULL();
    RETURN_COPY(&handle->key);
}

ZEND_METHOD(PhotoLibrary_Batch, next) {
    ZEND_PARSE_PARAMETERS_NONE();
    BatchHandle* handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    if (!advance_exclusively(handle)) return;
    handle->advanced = true;
    clear(&handle->current);
    clear(&handle->key);
}

ZEND_METHOD(PhotoLibrary_Batch, isReady) {
    ZEND_PARSE_PARAMETERS_NONE();
    BatchHandle* handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    if (handle->has_current() || handle->batch->needs_caller()) RETURN_TRUE;
    handle->busy = true;
    const bool filled = fill(handle);
    handle->busy = false;
    if (!filled) RETURN_THROWS();
    bool ready = false;
    guard([&] {
        const schedule::Batch& batch = *handle->batch;
        ready = handle->batch->has_result() || batch.finished() || batch.needs_caller();
    });
    RETURN_BOOL(ready);
}

ZEND_METHOD(PhotoLibrary_Batch, stream) {
    ZEND_PARSE_PARAMETERS_NONE();
    BatchHandle* handle = usable(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    const int fd = ::fcntl(handle->batch->ready_fd(true), F_DUPFD_CLOEXEC, 0);
    php_stream* stream = fd >= 0 ? php_stream_fopen_from_fd(fd, "r", nullptr) : nullptr;
    if (stream == nullptr) {
        if (fd >= 0) ::close(fd);
        throw_engine_exception("no file descriptor is left for a stream");
        RETURN_THROWS();
    }
    php_stream_to_zval(stream, return_value);
}

// Also from a signal handler or a source that runs while the batch is being advanced.
ZEND_METHOD(PhotoLibrary_Batch, stop) {
    ZEND_PARSE_PARAMETERS_NONE();
    BatchHandle* handle = usable(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    guard([&] { handle->batch->stop(); });
}

ZEND_METHOD(PhotoLibrary_Batch, statistics) {
    ZEND_PARSE_PARAMETERS_NONE();
    BatchHandle* handle = usable(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    statistics_to_zval(return_value, *handle->batch);
}

}  // namespace photolibrary::binding
