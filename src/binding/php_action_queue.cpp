#include <chrono>
#include <utility>
#include <vector>

#include "binding/exceptions.hpp"
#include "binding/owning_object.hpp"
#include "binding/paths.hpp"
#include "binding/php_action.hpp"
#include "binding/php_action_batch.hpp"
#include "binding/queue_state.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/action_queue_arginfo.h"

zend_class_entry* action_queue_ce = nullptr;

namespace {

using schedule::ActionKey;
using schedule::ActionQueue;

/// Empty if there was no memory for it.
using QueueObject = OwningObject<std::shared_ptr<QueueState>>;

zend_object* create_queue(zend_class_entry* ce) {
    zend_object* const object = QueueObject::create(ce);
    guard([&] { QueueObject::of(object) = new std::shared_ptr<QueueState>(std::make_shared<QueueState>()); });
    return object;
}

void free_queue(zend_object* std) {
    std::shared_ptr<QueueState>* const state = QueueObject::of(std);
    if (state != nullptr) {
        QueueObject::of(std) = nullptr;
        auto& actions = (*state)->actions;
        while (!actions.empty()) {
            zend_object* const action = actions.begin()->second;
            actions.erase(actions.begin());
            OBJ_RELEASE(action);
        }
        delete state;
    }
    zend_object_std_dtor(std);
}

HashTable* collect_garbage(zend_object* std, zval** table, int* count) {
    zend_get_gc_buffer* buffer = zend_get_gc_buffer_create();
    if (const auto* const state = QueueObject::of(std)) {
        for (const auto& [key, action] : (*state)->actions)
            zend_get_gc_buffer_add_obj(buffer, action);
    }
    zend_get_gc_buffer_use(buffer, table, count);
    return zend_std_get_properties(std);
}

/// The state of $this, if it may be used; null with an exception thrown otherwise.
QueueState* usable(zend_object* std) {
    auto* const state = QueueObject::of(std);
    if (state == nullptr) {
        throw_engine_exception("this queue could not be made: not enough memory");
        return nullptr;
    }
    if (!(*state)->is_foreign()) return state->get();
    throw_foreign_queue();
    return nullptr;
}

void note_change(const QueueState& state) {
    if (state.run != nullptr) state.run->note_change();
}

ActionQueue::Time now() {
    return ActionQueue::Clock::now();
}

/// Also drops the action of a key that has left the queue.
bool drop(QueueState& state, std::optional<ActionKey> key) {
    if (!key) return false;
    note_change(state);
    if (zend_object* const action = state.take(*key)) OBJ_RELEASE(action);
    return true;
}

/// The name of a program is a path if it has a slash; that starts from where the command starts.
void make_absolute(schedule::Action& action) {
    for (std::string* path : {&action.directory, &action.output_file, &action.lock_file})
        *path = absolute(*path);
    std::string& program = action.command.front();
    if (program.find('/') == std::string::npos || program.starts_with('/')) return;
    program = action.directory.empty() ? absolute(program) : action.directory + '/' + program;
}

/// A file that open_basedir does not let us open; empty if there is none.
std::string forbidden_file(const schedule::Action& action) {
    for (const std::string* path : {&action.output_file, &action.lock_file})
        if (!path->empty() && !allowed(*path)) return *path;
    return {};
}

bool take_workers(zend_long workers, std::size_t& count) {
    count = static_cast<std::size_t>(workers);
    if (workers >= 0) return true;
    zend_argument_value_error(1, "must be at least 0");
    return false;
}

void add(QueueState& state, zend_object* object) {
    auto action = std::make_shared<schedule::Action>(action_of(object));
    make_absolute(*action);
    if (const std::string file = forbidden_file(*action); !file.empty()) {
        zend_argument_value_error(1, "must have files that can be opened: the open_basedir setting does not allow %s",
                                  file.c_str());
        return;
    }
    const core::Outcome<ActionKey> key = state.queue.add(std::move(action));
    if (!key) {
        zend_argument_value_error(1, "must %s", key.failure().message.c_str());
        return;
    }
    state.actions.emplace(key.value(), object);
    GC_ADDREF(object);
    note_change(state);
}

/// A method that takes the id of an action and returns whether it changed something.
template <class Change>
void change_one(INTERNAL_FUNCTION_PARAMETERS, Change change) {
    zend_string* id = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STR(id)
    ZEND_PARSE_PARAMETERS_END();
    QueueState* const state = usable(Z_OBJ_P(ZEND_THIS));
    if (state == nullptr) RETURN_THROWS();
    RETVAL_FALSE;
    guard([&] { RETVAL_BOOL(change(*state, std::string(view_of(id)))); });
}

}  // namespace

void register_action_queue() {
    action_queue_ce = register_class_PhotoLibrary_ActionQueue(zend_ce_countable);
    QueueObject::set_up(action_queue_ce, free_queue, collect_garbage);
    action_queue_ce->create_object = create_queue;
}

ZEND_METHOD(PhotoLibrary_ActionQueue, __construct) {
    zend_long workers = 0;
    ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(workers)
    ZEND_PARSE_PARAMETERS_END();
    std::size_t count = 0;
    QueueState* const state = usable(Z_OBJ_P(ZEND_THIS));
    if (state != nullptr && take_workers(workers, count)) state->workers = count;
}

ZEND_METHOD(PhotoLibrary_ActionQueue, setWorkers) {
    zend_long workers = 0;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_LONG(workers)
    ZEND_PARSE_PARAMETERS_END();
    std::size_t count = 0;
    QueueState* const state = usable(Z_OBJ_P(ZEND_THIS));
    if (state == nullptr || !take_workers(workers, count)) RETURN_THROWS();
    state->workers = count;
    if (state->run != nullptr) state->run->set_workers(count);
}

ZEND_METHOD(PhotoLibrary_ActionQueue, add) {
    zend_object* action = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_OBJ_OF_CLASS(action, action_ce)
    ZEND_PARSE_PARAMETERS_END();
    QueueState* const state = usable(Z_OBJ_P(ZEND_THIS));
    if (state == nullptr || !is_complete(action)) RETURN_THROWS();
    guard([&] { add(*state, action); });
}

ZEND_METHOD(PhotoLibrary_ActionQueue, lease) {
    zend_long count = 1;
    double seconds = 60;
    ZEND_PARSE_PARAMETERS_START(0, 2)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(count)
    Z_PARAM_DOUBLE(seconds)
    ZEND_PARSE_PARAMETERS_END();
    QueueState* const state = usable(Z_OBJ_P(ZEND_THIS));
    if (state == nullptr) RETURN_THROWS();
    if (count < 1) {
        zend_argument_value_error(1, "must be at least 1");
        RETURN_THROWS();
    }
    if (!(seconds >= 0.001 && seconds <= 604'800)) {
        zend_argument_value_error(2, "must be between 0.001 and 604800");
        RETURN_THROWS();
    }
    array_init(return_value);
    guard([&] {
        state->queue.wake(now());
        const auto time =
            std::chrono::duration_cast<ActionQueue::Clock::duration>(std::chrono::duration<double>(seconds));
        for (const ActionKey key : state->queue.lease(static_cast<std::size_t>(count), now() + time)) {
            zval action;
            ZVAL_OBJ_COPY(&action, state->actions.at(key));
            add_next_index_zval(return_value, &action);
        }
        note_change(*state);
    });
}

ZEND_METHOD(PhotoLibrary_ActionQueue, complete) {
    change_one(INTERNAL_FUNCTION_PARAM_PASSTHRU, [](QueueState& state, const std::string& id) {
        state.queue.wake(now());
        return drop(state, state.queue.complete(id));
    });
}

ZEND_METHOD(PhotoLibrary_ActionQueue, release) {
    change_one(INTERNAL_FUNCTION_PARAM_PASSTHRU, [](QueueState& state, const std::string& id) {
        state.queue.wake(now());
        const bool was_leased = state.queue.release(id);
        note_change(state);
        return was_leased;
    });
}

ZEND_METHOD(PhotoLibrary_ActionQueue, remove) {
    change_one(INTERNAL_FUNCTION_PARAM_PASSTHRU,
               [](QueueState& state, const std::string& id) { return drop(state, state.queue.remove(id)); });
}

ZEND_METHOD(PhotoLibrary_ActionQueue, run) {
    bool output = false;
    ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_BOOL(output)
    ZEND_PARSE_PARAMETERS_END();
    if (usable(Z_OBJ_P(ZEND_THIS)) == nullptr) RETURN_THROWS();
    return_action_batch(return_value, Z_OBJ_P(ZEND_THIS), *QueueObject::of(Z_OBJ_P(ZEND_THIS)), output);
}

ZEND_METHOD(PhotoLibrary_ActionQueue, stop) {
    bool force = false;
    ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_BOOL(force)
    ZEND_PARSE_PARAMETERS_END();
    QueueState* const state = usable(Z_OBJ_P(ZEND_THIS));
    if (state == nullptr || state->run == nullptr) return;
    guard([&] { state->run->stop(force); });
}

ZEND_METHOD(PhotoLibrary_ActionQueue, count) {
    ZEND_PARSE_PARAMETERS_NONE();
    QueueState* const state = usable(Z_OBJ_P(ZEND_THIS));
    if (state == nullptr) RETURN_THROWS();
    guard([&] { state->queue.wake(now()); });
    RETURN_LONG(static_cast<zend_long>(state->queue.waiting()));
}

namespace {

void add_statistics(zval* array, ActionQueue& queue) {
    queue.wake(now());
    add_assoc_long(array, "waiting", static_cast<zend_long>(queue.waiting()));
    add_assoc_long(array, "running", static_cast<zend_long>(queue.running()));
    add_assoc_long(array, "leased", static_cast<zend_long>(queue.leased()));
    add_assoc_long(array, "ended", static_cast<zend_long>(queue.ended()));
}

}  // namespace

ZEND_METHOD(PhotoLibrary_ActionQueue, statistics) {
    ZEND_PARSE_PARAMETERS_NONE();
    QueueState* const state = usable(Z_OBJ_P(ZEND_THIS));
    if (state == nullptr) RETURN_THROWS();
    array_init(return_value);
    guard([&] { add_statistics(return_value, state->queue); });
}

ZEND_METHOD(PhotoLibrary_ActionQueue, __debugInfo) {
    ZEND_PARSE_PARAMETERS_NONE();
    array_init(return_value);
    const auto* const state = QueueObject::of(Z_OBJ_P(ZEND_THIS));
    if (state == nullptr || (*state)->is_foreign()) return;
    add_assoc_long(return_value, "workers", static_cast<zend_long>((*state)->workers));
    guard([&] { add_statistics(return_value, (*state)->queue); });
}

}  // namespace photolibrary::binding
