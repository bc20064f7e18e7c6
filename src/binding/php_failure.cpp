#include "binding/php_failure.hpp"

#include "binding/value_kinds.hpp"
#include "core/signal_name.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/failure_arginfo.h"

zend_class_entry* failure_ce = nullptr;

namespace {

/// What became of a source.
struct Failed {
    const core::Failure& failure;
    std::string_view source;
    int attempts;
};

core::FailureReason reason_of(const Failed& failed) {
    return failed.failure.reason;
}

const std::string& sentence_of(const Failed& failed) {
    return failed.failure.message;
}

std::optional<int> status_of(const Failed& failed) {
    return failed.failure.http_status != 0 ? std::optional(failed.failure.http_status) : std::nullopt;
}

std::optional<std::string> signal_of(const Failed& failed) {
    return failed.failure.signal != 0 ? std::optional(core::signal_name(failed.failure.signal)) : std::nullopt;
}

constexpr ValueTable table(&failure_ce, {
                                            enumeration<reason_of>("reason"),
                                            text<sentence_of>("message"),
                                            text<&Failed::source>("source"),
                                            integer<&Failed::attempts>("attempts", 0),
                                            integer<status_of>("httpStatus"),
                                            text<signal_of>("signal"),
                                        });

}  // namespace

void register_failure() {
    table.adopt(register_class_PhotoLibrary_Failure(php_json_serializable_ce));
}

void failure_to_zval(zval* target, const core::Failure& failure, std::string_view source, int attempts) {
    table.to_zval(target, {failure, source, attempts});
}

zval* message_of(zend_object* failure) noexcept {
    return slot(failure, table.position("message"));
}

PHOTOLIBRARY_TABLE_METHODS(Failure, table)
PHOTOLIBRARY_JSON_AS_ARRAY(Failure, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(Failure)

}  // namespace photolibrary::binding
