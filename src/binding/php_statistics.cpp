#include <cstring>

#include "binding/conversions.hpp"

namespace photolibrary::binding {

#include "statistics_arginfo.h"

zend_class_entry* statistics_ce = nullptr;

namespace {

enum Property {
    pulled,
    succeeded,
    failed,
    retried,
    in_flight,
    bytes_read,
    bytes_sent,
    seconds,
    failures,
    sandbox,
    parallelism
};

constexpr const char* names[] = {"pulled",    "succeeded", "failed",   "retried", "inFlight",   "bytesRead",
                                 "bytesSent", "seconds",   "failures", "sandbox", "parallelism"};

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

bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\Statistics", values);
    zend_long counters[7];
    for (int i = pulled; i <= bytes_sent; ++i)
        counters[i] = reader.integer(names[i], 0, ZEND_LONG_MAX, i != bytes_sent);  // older arrays have none
    const double elapsed = reader.real(names[seconds], 0, ZEND_INFINITY);
    zval* reasons = reader.array(names[failures]);
    if (reasons != nullptr && !counts_failures(Z_ARRVAL_P(reasons)))
        reader.fail(names[failures], "an array of counts from 1 by FailureReason");
    zval* confinement = reader.array(names[sandbox]);
    if (confinement != nullptr && !is_list_of_strings(confinement)) reader.fail(names[sandbox], "a list of strings");
    const zval* mode = reader.array(names[parallelism]);
    if (!reader.finish()) return false;
    if (!parallelism_from_array(slot(object, parallelism), Z_ARRVAL_P(mode))) return false;
    for (int i = pulled; i <= bytes_sent; ++i)
        ZVAL_LONG(slot(object, i), counters[i]);
    ZVAL_DOUBLE(slot(object, seconds), elapsed);
    ZVAL_COPY(slot(object, failures), reasons);
    ZVAL_COPY(slot(object, sandbox), confinement);
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, 11);
    for (int i = pulled; i <= sandbox; ++i) {
        Z_TRY_ADDREF_P(slot(object, i));
        add_assoc_zval(target, names[i], slot(object, i));
    }
    zval mode;
    parallelism_to_array(Z_OBJ_P(slot(object, parallelism)), &mode);
    add_assoc_zval(target, names[parallelism], &mode);
}

constexpr ValueTraits traits{fill, to_array};

}  // namespace

void register_statistics() {
    statistics_ce = register_class_PhotoLibrary_Statistics(php_json_serializable_ce);
    make_value_class(statistics_ce);
}

void statistics_to_zval(zval* target, const schedule::Batch& batch, const schedule::Parallelism& mode) {
    const schedule::Ledger::Totals& totals = batch.ledger().totals();
    const std::uint64_t counters[] = {totals.opened,     totals.succeeded,           totals.failed,
                                      totals.retried,    batch.ledger().open_jobs(), totals.bytes_read,
                                      batch.bytes_sent()};
    zend_object* object = new_value(statistics_ce);
    ZVAL_OBJ(target, object);
    for (int i = pulled; i <= bytes_sent; ++i)
        ZVAL_LONG(slot(object, i), static_cast<zend_long>(counters[i]));
    ZVAL_DOUBLE(slot(object, seconds), batch.elapsed().count());
    array_init(slot(object, failures));
    for (std::size_t i = 0; i < core::failure_reason_count; ++i) {
        if (totals.failures[i] == 0) continue;
        const std::string_view reason = core::to_string(static_cast<core::FailureReason>(i));
        add_assoc_long_ex(slot(object, failures), reason.data(), reason.size(),
                          static_cast<zend_long>(totals.failures[i]));
    }
    array_init(slot(object, sandbox));
    for (const std::string& name : batch.confinement())
        add_next_index_stringl(slot(object, sandbox), name.data(), name.size());
    parallelism_to_zval(slot(object, parallelism), mode);
}

PHOTOLIBRARY_VALUE_METHODS(Statistics, statistics_ce, traits)

/// A map stays one when it is empty: {}, not [].
ZEND_METHOD(PhotoLibrary_Statistics, jsonSerialize) {
    value_to_array(INTERNAL_FUNCTION_PARAM_PASSTHRU, traits);
    if (Z_TYPE_P(return_value) != IS_ARRAY) return;
    zval* reasons = zend_hash_str_find(Z_ARRVAL_P(return_value), names[failures], std::strlen(names[failures]));
    if (zend_hash_num_elements(Z_ARRVAL_P(reasons)) != 0) return;
    zval_ptr_dtor(reasons);
    object_init(reasons);
}

ZEND_METHOD(PhotoLibrary_Statistics, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

}  // namespace photolibrary::binding
