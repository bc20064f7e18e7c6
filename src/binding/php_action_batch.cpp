#include "binding/php_action_batch.hpp"

#include <unistd.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "binding/exceptions.hpp"
#include "binding/owning_object.hpp"
#include "binding/php_action_output.hpp"
#include "binding/php_action_result.hpp"
#include "binding/php_action_started.hpp"
#include "binding/php_action_starting.hpp"
#include "binding/pump.hpp"
#include "binding/value_class.hpp"
#include "core/left_behind.hpp"

extern char** environ;  // not every system declares it. NOLINT(readability-redundant-declaration)

namespace photolibrary::binding {

#include "binding/arginfo/action_batch_arginfo.h"

zend_class_entry* action_batch_ce = nullptr;

/// Everything a batch object owns, behind one pointer as that of a BatchHandle.
struct ActionBatchHandle {
    explicit ActionBatchHandle(std::shared_ptr<QueueState> its_state) : state(std::move(its_state)) {
        ZVAL_UNDEF(&current);
    }

    std::shared_ptr<QueueState> state;
    std::unique_ptr<schedule::ActionRun> run;
    zend_object* queue = nullptr;                                 // the object, which lives as long
    std::optional<schedule::ActionRun::Event> event;              // being turned into a PHP value
    std::shared_ptr<const std::vector<std::string>> environment;  // as it was last
    zval current;
    zend_long key = 0;
    bool rewound = false;
    bool advanced = false;
    bool busy = false;  // inside valid() and the like: user code that runs meanwhile must not come in again

    ActionBatchHandle* previous = nullptr;  // list of the request's batches
    ActionBatchHandle* next = nullptr;

    bool has_current() const noexcept { return Z_TYPE(current) != IS_UNDEF; }
};

namespace {

using schedule::ActionKey;
using schedule::ActionRun;

using BatchObject = OwningObject<ActionBatchHandle>;

/// Kills what runs. In a forked child the threads and commands of the parent's run are not ours: it is left alone for
/// ever.
std::vector<ActionKey> end_run(ActionBatchHandle* handle) {
    std::vector<ActionKey> gone;
    if (!handle->run) return gone;
    if (handle->state->is_foreign()) {
        core::leave_behind(handle->run);
        return gone;
    }
    if (handle->state->run == handle->run.get()) handle->state->run = nullptr;
    guard([&] { gone = handle->run->abandon(); });
    handle->run.reset();
    return gone;
}

void free_batch(zend_object* std) {
    ActionBatchHandle* const handle = BatchObject::of(std);
    if (handle != nullptr) {
        BatchObject::of(std) = nullptr;
        for (const ActionKey key : end_run(handle))
            if (zend_object* const action = handle->state->take(key)) OBJ_RELEASE(action);
        unlink(PHOTOLIBRARY_G(action_batches), handle);
        zval_ptr_dtor(&handle->current);
        if (handle->queue != nullptr) OBJ_RELEASE(handle->queue);
        delete handle;
    }
    zend_object_std_dtor(std);
}

HashTable* collect_garbage(zend_object* std, zval** table, int* count) {
    zend_get_gc_buffer* buffer = zend_get_gc_buffer_create();
    if (ActionBatchHandle* const handle = BatchObject::of(std)) {
        if (handle->queue != nullptr) zend_get_gc_buffer_add_obj(buffer, handle->queue);
        zend_get_gc_buffer_add_zval(buffer, &handle->current);
    }
    zend_get_gc_buffer_use(buffer, table, count);
    return zend_std_get_properties(std);
}

using Environment = std::vector<std::string>;

bool is_current(const Environment& environment) {
    std::size_t count = 0;
    for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable, ++count)
        if (count == environment.size() || environment[count] != *variable) return false;
    return count == environment.size();
}

/// What programs get that PHP starts: PHP's own, as putenv() has changed it. Seldom another one than the last time.
std::shared_ptr<const Environment> current_environment(std::shared_ptr<const Environment>& last) {
    tsrm_env_lock();
    if (!last || !is_current(*last)) {
        auto environment = std::make_shared<Environment>();
        for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
            environment->emplace_back(*variable);
        last = std::move(environment);
    }
    tsrm_env_unlock();
    return last;
}

struct ToZval {
    ActionBatchHandle& handle;

    zend_object* action(ActionKey key) const { return handle.state->actions.at(key); }

    void operator()(const ActionRun::Starting& starting) const {
        starting_to_zval(&handle.current, action(starting.key), starting);
    }
    void operator()(const ActionRun::Started& started) const {
        started_to_zval(&handle.current, action(started.key), started);
    }
    void operator()(const ActionRun::Output& output) const {
        output_to_zval(&handle.current, action(output.key), output);
    }
    void operator()(const ActionRun::Ended& ended) const {
        result_to_zval(&handle.current, action(ended.key), ended);
        if (zend_object* const gone = handle.state->take(ended.key)) OBJ_RELEASE(gone);
    }
};

/// What has happened next, if it is there. False with an exception thrown.
bool take(ActionBatchHandle* handle) {
    guard([&] { handle->event = handle->run->next(); });
    if (EG(exception) != nullptr) return false;
    if (handle->event) {
        std::visit(ToZval{*handle}, *handle->event);
        handle->event.reset();
    } else if (handle->run->finished() && handle->state->run == handle->run.get()) {
        handle->state->run = nullptr;  // it may run again
    }
    return true;
}

/// False in a child that code of the user's has just forked, with an exception thrown.
bool is_still_ours(const ActionBatchHandle* handle) {
    if (handle->state->is_foreign() && EG(exception) == nullptr) throw_foreign_queue();
    return !handle->state->is_foreign();
}

/// Waits until there is a current event. False at the end, or with an exception.
bool advance(ActionBatchHandle* handle) {
    while (!handle->has_current()) {
        if (!take(handle)) return false;
        if (handle->has_current()) break;
        if (handle->run->finished()) return false;
        if (!wait_for(*handle->run)) {
            static_cast<void>(is_still_ours(handle));
            return false;
        }
    }
    return true;
}

/// The handle of $this, if it may be used; null with an exception thrown otherwise.
ActionBatchHandle* usable(zend_object* std) {
    ActionBatchHandle* const handle = BatchObject::of(std);
    if (handle != nullptr && handle->run) {
        if (!handle->state->is_foreign()) return handle;
        throw_foreign_queue();
        return nullptr;
    }
    throw_engine_exception("this batch has ended with its request");
    return nullptr;
}

/// As usable(), for methods that take events.
ActionBatchHandle* enter(zend_object* std) {
    ActionBatchHandle* const handle = usable(std);
    if (handle == nullptr || !handle->busy) return handle;
    throw_engine_exception("this batch is already being advanced");
    return nullptr;
}

bool advance_exclusively(ActionBatchHandle* handle) {
    handle->busy = true;
    const bool has_current = advance(handle);
    handle->busy = false;
    return has_current;
}

}  // namespace

void return_action_batch(zval* return_value, zend_object* queue, const std::shared_ptr<QueueState>& state,
                         bool output) {
    if (state->run != nullptr)
        return throw_engine_exception("this queue runs already: go on with the loop over that batch, or unset() it");
    object_init_ex(return_value, action_batch_ce);
    ActionBatchHandle* handle = nullptr;
    guard([&] { handle = new ActionBatchHandle(state); });
    if (handle == nullptr) return;
    BatchObject::of(Z_OBJ_P(return_value)) = handle;
    link(PHOTOLIBRARY_G(action_batches), handle);
    handle->queue = queue;
    GC_ADDREF(queue);
    guard([&] {
        handle->run = std::make_unique<ActionRun>(state->queue, state->workers, output);
        state->run = handle->run.get();
    });
}

void end_action_batches() {
    for (ActionBatchHandle* handle = PHOTOLIBRARY_G(action_batches); handle != nullptr; handle = handle->next)
        end_run(handle);
}

void register_action_batch() {
    action_batch_ce = register_class_PhotoLibrary_ActionBatch(zend_ce_iterator);
    BatchObject::set_up(action_batch_ce, free_batch, collect_garbage);
}

PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(ActionBatch)

ZEND_METHOD(PhotoLibrary_ActionBatch, rewind) {
    ZEND_PARSE_PARAMETERS_NONE();
    ActionBatchHandle* const handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    if (!handle->rewound && !handle->advanced) {
        handle->rewound = true;
        return;
    }
    throw_engine_exception("a batch goes through its actions once; call run() again");
}

ZEND_METHOD(PhotoLibrary_ActionBatch, valid) {
    ZEND_PARSE_PARAMETERS_NONE();
    ActionBatchHandle* const handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    RETURN_BOOL(advance_exclusively(handle));
}

ZEND_METHOD(PhotoLibrary_ActionBatch, current) {
    ZEND_PARSE_PARAMETERS_NONE();
    ActionBatchHandle* const handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    if (advance_exclusively(handle)) RETURN_COPY(&handle->current);
    if (EG(exception) == nullptr) throw_engine_exception("the batch has no more events");
}

ZEND_METHOD(PhotoLibrary_ActionBatch, key) {
    ZEND_PARSE_PARAMETERS_NONE();
    ActionBatchHandle* const handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    RETURN_LONG(handle->key);
}

ZEND_METHOD(PhotoLibrary_ActionBatch, next) {
    ZEND_PARSE_PARAMETERS_NONE();
    ActionBatchHandle* const handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr || !advance_exclusively(handle)) return;
    handle->advanced = true;
    ++handle->key;
    zval current;
    ZVAL_COPY_VALUE(&current, &handle->current);
    ZVAL_UNDEF(&handle->current);
    guard([&] {
        if (handle->run->is_starting()) handle->run->proceed(current_environment(handle->environment));
    });
    zval_ptr_dtor(&current);
}

ZEND_METHOD(PhotoLibrary_ActionBatch, isReady) {
    ZEND_PARSE_PARAMETERS_NONE();
    ActionBatchHandle* const handle = enter(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    if (!handle->has_current() && !take(handle)) RETURN_THROWS();
    RETURN_BOOL(handle->has_current() || handle->run->finished());
}

ZEND_METHOD(PhotoLibrary_ActionBatch, stream) {
    ZEND_PARSE_PARAMETERS_NONE();
    ActionBatchHandle* const handle = usable(Z_OBJ_P(ZEND_THIS));
    if (handle == nullptr) RETURN_THROWS();
    return_observer(return_value, handle->run->observer());
}

}  // namespace photolibrary::binding
