#include "binding/php_statistics.hpp"

#include "binding/php_parallelism.hpp"
#include "binding/value_kinds.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/statistics_arginfo.h"

zend_class_entry* statistics_ce = nullptr;

namespace {

using schedule::Batch;
using Totals = schedule::Ledger::Totals;

bool counts_failures(HashTable* failures) {
    zend_string* reason = nullptr;
    zval* count = nullptr;
    ZEND_HASH_FOREACH_STR_KEY_VAL(failures, reason, count) {
        ZVAL_DEREF(count);
        if (reason == nullptr || !zend_hash_exists(failure_reason_ce->backed_enum_table, reason)) return false;
        if (Z_TYPE_P(count) != IS_LONG || Z_LVAL_P(count) < 1) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

constexpr const char* counts = "an array of FailureReason value => count of at least 1";
constexpr const char* strings = "a list of strings";

Complaint complaint_about_failures(zval* failures) {
    return counts_failures(Z_ARRVAL_P(failures)) ? Complaint{} : complaint(counts);
}

Complaint complaint_about_sandbox(zval* names) {
    return is_list_of_strings(names) ? Complaint{} : complaint(strings);
}

/// What is told of a batch; nothing for what older arrays do not have.
struct State {
    const Batch* batch = nullptr;
    const schedule::Parallelism* parallelism = nullptr;
};

const Totals& totals(const State& state) {
    return state.batch->ledger().totals();
}

std::size_t in_flight(const State& state) {
    return state.batch->ledger().open_jobs();
}

std::uint64_t bytes_sent(const State& state) {
    return state.batch != nullptr ? state.batch->bytes_sent() : 0;
}

std::chrono::duration<double> elapsed(const State& state) {
    return state.batch->elapsed();
}

const schedule::Parallelism& parallelism(const State& state) {
    return *state.parallelism;
}

void failures_to_zval(zval* property, const State& state) {
    array_init(property);
    for (std::size_t i = 0; i < core::failure_reason_count; ++i) {
        const std::uint64_t count = totals(state).failures[i];
        const std::string_view reason = core::to_string(static_cast<core::FailureReason>(i));
        if (count > 0) add_assoc_long_ex(property, reason.data(), reason.size(), static_cast<zend_long>(count));
    }
}

void sandbox_to_zval(zval* property, const State& state) {
    array_init(property);
    for (const std::string& name : state.batch->confinement())
        add_next_index_stringl(property, name.data(), name.size());
}

constexpr ValueTable table(&statistics_ce,
                           {
                               integer<totals, &Totals::opened>("pulled", 0),
                               integer<totals, &Totals::succeeded>("succeeded", 0),
                               integer<totals, &Totals::failed>("failed", 0),
                               integer<totals, &Totals::retried>("retried", 0),
                               integer<in_flight>("inFlight", 0),
                               integer<totals, &Totals::bytes_read>("bytesRead", 0),
                               integer<bytes_sent>("bytesSent", 0).with_default(),
                               number<elapsed>("seconds", 0),
                               array_from<failures_to_zval>("failures", complaint_about_failures),
                               array_from<sandbox_to_zval>("sandbox", complaint_about_sandbox),
                               value<parallelism_to_zval, parallelism>("parallelism", parallelism_class),
                           });

}  // namespace

void register_statistics() {
    table.adopt(register_class_PhotoLibrary_Statistics(php_json_serializable_ce));
}

void statistics_to_zval(zval* target, const Batch& batch, const schedule::Parallelism& mode) {
    table.to_zval(target, {&batch, &mode});
}

PHOTOLIBRARY_TABLE_METHODS(Statistics, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(Statistics)

/// A map stays one when it is empty: {}, not [].
ZEND_METHOD(PhotoLibrary_Statistics, jsonSerialize) {
    table.return_array(INTERNAL_FUNCTION_PARAM_PASSTHRU);
    if (Z_TYPE_P(return_value) != IS_ARRAY) return;
    zval* reasons = zend_hash_str_find(Z_ARRVAL_P(return_value), ZEND_STRL("failures"));
    if (zend_hash_num_elements(Z_ARRVAL_P(reasons)) != 0) return;
    zval_ptr_dtor(reasons);
    object_init(reasons);
}

}  // namespace photolibrary::binding
