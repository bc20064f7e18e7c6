#include "binding/conversions.hpp"
#include "core/cpu.hpp"
#include "schedule/decode/thread_runtime.hpp"

extern "C" {
#include "SAPI.h"
}

namespace photolibrary::binding {

#include "parallelism_arginfo.h"

zend_class_entry* parallelism_ce = nullptr;

namespace {

using schedule::Mode;
using schedule::Parallelism;

enum Property { mode, processes, workers };

constexpr zend_long max_workers = schedule::ThreadRuntime::max_threads;

const char* case_name(Mode value) {
    switch (value) {
        case Mode::Workers:
            return "Workers";
        case Mode::Processes:
            return "Processes";
        case Mode::Sequential:
            break;
    }
    return "Sequential";
}

Mode mode_of(const zend_object* mode_case) {
    if (mode_case == enum_case(mode_ce, "Workers")) return Mode::Workers;
    return mode_case == enum_case(mode_ce, "Processes") ? Mode::Processes : Mode::Sequential;
}

void set_all(zend_object* object, const Parallelism& parallelism) {
    ZVAL_OBJ_COPY(slot(object, mode), enum_case(mode_ce, case_name(parallelism.mode)));
    ZVAL_LONG(slot(object, processes), parallelism.processes);
    ZVAL_LONG(slot(object, workers), parallelism.workers);
}

bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\Parallelism", values);
    zend_object* mode_case = reader.enum_value("mode", mode_ce);
    const auto process_count = static_cast<int>(reader.integer("processes", 1, max_workers, false, 1));
    const auto worker_count = static_cast<int>(reader.integer("workers", 1, max_workers, false, 1));
    const bool is_sequential = mode_case == enum_case(mode_ce, "Sequential");
    const bool is_processes = mode_case == enum_case(mode_ce, "Processes");
    if (!is_processes && process_count != 1) reader.fail("processes", "1 unless \"mode\" is \"processes\"");
    if (zend_long{process_count} * worker_count > max_workers)
        reader.fail("workers", "so few that all processes have at most 256");
    if (is_sequential && worker_count != 1) reader.fail("workers", "1 if \"mode\" is \"sequential\"");
    if (!reader.finish()) return false;
    set_all(object, {mode_of(mode_case), process_count, worker_count});
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, 3);
    zval* value = zend_enum_fetch_case_value(Z_OBJ_P(slot(object, mode)));
    Z_TRY_ADDREF_P(value);
    add_assoc_zval(target, "mode", value);
    add_assoc_long(target, "processes", Z_LVAL_P(slot(object, processes)));
    add_assoc_long(target, "workers", Z_LVAL_P(slot(object, workers)));
}

constexpr ValueTraits traits{fill, to_array};

void throw_too_many_workers(zend_long process_count) {
    const zend_long most = max_workers / process_count;
    if (most == 1) {
        zend_argument_value_error(
            2, "must be 1 with " ZEND_LONG_FMT " processes: at most " ZEND_LONG_FMT " images can be computed at once",
            process_count, max_workers);
    } else {
        zend_argument_value_error(2,
                                  "must be between 1 and " ZEND_LONG_FMT " with " ZEND_LONG_FMT
                                  " %s: at most " ZEND_LONG_FMT " images can be computed at once",
                                  most, process_count, process_count == 1 ? "process" : "processes", max_workers);
    }
}

int max_usable() {
    return std::min(core::usable_cpus(), static_cast<int>(max_workers));
}

}  // namespace

void register_parallelism() {
    parallelism_ce = register_class_PhotoLibrary_Parallelism(php_json_serializable_ce);
    make_value_class(parallelism_ce);
}

void parallelism_to_zval(zval* target, const Parallelism& parallelism) {
    zend_object* object = new_value(parallelism_ce);
    ZVAL_OBJ(target, object);
    set_all(object, parallelism);
}

Parallelism parallelism_of(zend_object* object) noexcept {
    return {mode_of(Z_OBJ_P(slot(object, mode))), static_cast<int>(Z_LVAL_P(slot(object, processes))),
            static_cast<int>(Z_LVAL_P(slot(object, workers)))};
}

Parallelism detect_parallelism() {
    const std::string_view sapi = sapi_module.name != nullptr ? sapi_module.name : "";
    const bool command_line = sapi == "cli" || sapi == "phpdbg" || sapi == "embed";
    if (!command_line) return {};
    return {Mode::Processes, max_usable(), 1};
}

Parallelism fallback_of(const Parallelism& parallelism) {
    if (parallelism.mode != Mode::Processes || !schedule::ThreadRuntime::available()) return {};
    return {Mode::Workers, 1, parallelism.processes * parallelism.workers};
}

bool parallelism_from_array(zval* target, HashTable* values) {
    zend_object* object = new_value(parallelism_ce);
    ZVAL_OBJ(target, object);
    return fill(object, values);
}

void parallelism_to_array(zend_object* object, zval* target) {
    to_array(object, target);
}

PHOTOLIBRARY_VALUE_METHODS(Parallelism, parallelism_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(Parallelism, traits)

ZEND_METHOD(PhotoLibrary_Parallelism, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(PhotoLibrary_Parallelism, sequential) {
    ZEND_PARSE_PARAMETERS_NONE();
    parallelism_to_zval(return_value, {});
}

ZEND_METHOD(PhotoLibrary_Parallelism, workers) {
    zend_long count = 0;
    bool automatic = true;
    ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG_OR_NULL(count, automatic)
    ZEND_PARSE_PARAMETERS_END();
    if (!automatic && (count < 1 || count > max_workers)) {
        zend_argument_value_error(1, "must be between 1 and " ZEND_LONG_FMT, max_workers);
        RETURN_THROWS();
    }
    parallelism_to_zval(return_value, {Mode::Workers, 1, automatic ? max_usable() : static_cast<int>(count)});
}

ZEND_METHOD(PhotoLibrary_Parallelism, processes) {
    zend_long process_count = 0;
    bool automatic = true;
    zend_long worker_count = 1;
    ZEND_PARSE_PARAMETERS_START(0, 2)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG_OR_NULL(process_count, automatic)
    Z_PARAM_LONG(worker_count)
    ZEND_PARSE_PARAMETERS_END();
    if (automatic) process_count = max_usable();
    if (process_count < 1 || process_count > max_workers) {
        zend_argument_value_error(1, "must be between 1 and " ZEND_LONG_FMT, max_workers);
        RETURN_THROWS();
    }
    if (worker_count < 1 || worker_count > max_workers / process_count) {
        throw_too_many_workers(process_count);
        RETURN_THROWS();
    }
    parallelism_to_zval(return_value,
                        {Mode::Processes, static_cast<int>(process_count), static_cast<int>(worker_count)});
}

ZEND_METHOD(PhotoLibrary_Parallelism, detect) {
    ZEND_PARSE_PARAMETERS_NONE();
    parallelism_to_zval(return_value, detect_parallelism());
}

ZEND_METHOD(PhotoLibrary_Parallelism, usableCpus) {
    ZEND_PARSE_PARAMETERS_NONE();
    RETURN_LONG(core::usable_cpus());
}

ZEND_METHOD(PhotoLibrary_Parallelism, oversubscription) {
    ZEND_PARSE_PARAMETERS_NONE();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!is_complete(object)) RETURN_THROWS();
    const auto oversubscription = schedule::oversubscription(parallelism_of(object), core::usable_cpus());
    if (!oversubscription) RETURN_NULL();
    oversubscription_to_zval(return_value, *oversubscription);
}

}  // namespace photolibrary::binding
