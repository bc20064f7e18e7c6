#include "binding/php_swatch.hpp"

#include "binding/php_color.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/swatch_arginfo.h"

zend_class_entry* swatch_ce = nullptr;

namespace {

using palette::Swatch;

constexpr ValueTable table(&swatch_ce, {
                                           color<&Swatch::color>("color"),
                                           number<&Swatch::share>("share", 0, 1),
                                       });

}  // namespace

void register_swatch() {
    table.adopt(register_class_PhotoLibrary_Swatch(php_json_serializable_ce));
}

const ValueClass& swatch_class() noexcept {
    return table;
}

void swatch_to_zval(zval* target, const Swatch& swatch) {
    table.to_zval(target, swatch);
}

Swatch swatch_of(zend_object* object) noexcept {
    return table.engine_of(object);
}

PHOTOLIBRARY_TABLE_METHODS(Swatch, table)
PHOTOLIBRARY_JSON_AS_ARRAY(Swatch, table)

ZEND_METHOD(PhotoLibrary_Swatch, __construct) {
    table.construct(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

}  // namespace photolibrary::binding
