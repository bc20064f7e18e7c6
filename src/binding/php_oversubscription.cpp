#include "binding/php_oversubscription.hpp"

#include "binding/value_kinds.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/oversubscription_arginfo.h"

zend_class_entry* oversubscription_ce = nullptr;

namespace {

using schedule::Oversubscription;

constexpr ValueTable table(&oversubscription_ce,
                           {
                               integer<&Oversubscription::total>("total"),
                               integer<&Oversubscription::cpus>("cpus"),
                               integer<&Oversubscription::suggested_processes>("suggestedProcesses"),
                               integer<&Oversubscription::suggested_workers>("suggestedWorkers"),
                           });

}  // namespace

void register_oversubscription() {
    table.adopt(register_class_PhotoLibrary_Oversubscription(php_json_serializable_ce));
}

void oversubscription_to_zval(zval* target, const Oversubscription& oversubscription) {
    table.to_zval(target, oversubscription);
}

PHOTOLIBRARY_TABLE_METHODS(Oversubscription, table)
PHOTOLIBRARY_JSON_AS_ARRAY(Oversubscription, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(Oversubscription)

}  // namespace photolibrary::binding
