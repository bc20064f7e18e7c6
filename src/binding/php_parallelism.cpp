#include "binding/php_parallelism.hpp"

#include "binding/php_oversubscription.hpp"
#include "binding/value_kinds.hpp"
#include "core/cpu.hpp"
#include "schedule/decode/isolation.hpp"
#include "schedule/decode/thread_runtime.hpp"

extern "C" {
#include "SAPI.h"
}

namespace photolibrary::binding {

#include "binding/arginfo/parallelism_arginfo.h"

zend_class_entry* parallelism_ce = nullptr;

namespace {

using schedule::Mode;
using schedule::Parallelism;

constexpr zend_long max_workers = schedule::ThreadRuntime::max_threads;

Complaint complaint_about(const zval* values, uint32_t& culprit);

constexpr ValueTable table(&parallelism_ce,
                           {
                               enumeration<&Parallelism::mode>("mode"),
                               integer<&Parallelism::processes>("processes", 1, max_workers).with_default(),
                               integer<&Parallelism::workers>("workers", 1, max_workers).with_default(),
                           },
                           complaint_about);

/// Of numbers that do not go together.
Complaint complaint_about(const zval* values, uint32_t& culprit) {
    const auto number = [&](uint32_t position) {
        return Z_TYPE(values[position]) == IS_LONG ? Z_LVAL(values[position]) : 1;
    };
    constexpr uint32_t processes = table.position("processes");
    constexpr uint32_t workers = table.position("workers");
    const auto mode = static_cast<Mode>(position_of(Z_OBJ(values[table.position("mode")])));
    culprit = processes;
    if (mode != Mode::Processes && number(processes) != 1) return complaint("1 unless \"mode\" is \"processes\"");
    culprit = workers;
    if (number(processes) * number(workers) > max_workers)
        return {zend_strpprintf(0, "small enough that \"processes\" times \"workers\" is at most " ZEND_LONG_FMT,
                                max_workers),
                false};
    if (mode == Mode::Sequential && number(workers) != 1) return complaint("1 if \"mode\" is \"sequential\"");
    return {};
}

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
    table.adopt(register_class_PhotoLibrary_Parallelism(php_json_serializable_ce));
}

const ValueClass& parallelism_class() noexcept {
    return table;
}

void parallelism_to_zval(zval* target, const Parallelism& parallelism) {
    table.to_zval(target, parallelism);
}

Parallelism parallelism_of(zend_object* object) noexcept {
    return table.engine_of(object);
}

Parallelism detect_parallelism() {
    const std::string_view sapi = sapi_module.name != nullptr ? sapi_module.name : "";
    const bool command_line = sapi == "cli" || sapi == "phpdbg" || sapi == "embed";
    if (!command_line) return {};
    const Parallelism processes{Mode::Processes, max_usable(), 1};
    return schedule::has_isolated_processes() ? processes : fallback_of(processes);
}

Parallelism fallback_of(const Parallelism& parallelism) {
    if (parallelism.mode != Mode::Processes || !schedule::ThreadRuntime::available()) return {};
    return {Mode::Workers, 1, parallelism.processes * parallelism.workers};
}

PHOTOLIBRARY_TABLE_METHODS(Parallelism, table)
PHOTOLIBRARY_JSON_AS_ARRAY(Parallelism, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(Parallelism)

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
