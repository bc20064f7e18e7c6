#include "binding/php_enums.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/action_outcome_arginfo.h"
#include "binding/arginfo/color_family_arginfo.h"
#include "binding/arginfo/failure_reason_arginfo.h"
#include "binding/arginfo/gamut_arginfo.h"
#include "binding/arginfo/mode_arginfo.h"
#include "binding/arginfo/palette_style_arginfo.h"

zend_class_entry* action_outcome_ce = nullptr;
zend_class_entry* color_family_ce = nullptr;
zend_class_entry* failure_reason_ce = nullptr;
zend_class_entry* gamut_ce = nullptr;
zend_class_entry* mode_ce = nullptr;
zend_class_entry* palette_style_ce = nullptr;

void register_enums() {
    action_outcome_ce = register_class_PhotoLibrary_ActionOutcome();
    color_family_ce = register_class_PhotoLibrary_ColorFamily();
    failure_reason_ce = register_class_PhotoLibrary_FailureReason();
    gamut_ce = register_class_PhotoLibrary_Gamut();
    mode_ce = register_class_PhotoLibrary_Mode();
    palette_style_ce = register_class_PhotoLibrary_PaletteStyle();
}

zend_object* enum_case(zend_class_entry* ce, std::size_t position) {
    zend_string* name = nullptr;
    ZEND_HASH_FOREACH_STR_KEY(&ce->constants_table, name) {
        if (position-- == 0) return zend_enum_get_case(ce, name);
    }
    ZEND_HASH_FOREACH_END();
    return nullptr;
}

std::size_t position_of(zend_object* enum_case) noexcept {
    const zend_string* const wanted = Z_STR_P(zend_enum_fetch_case_name(enum_case));
    std::size_t position = 0;
    zend_string* name = nullptr;
    ZEND_HASH_FOREACH_STR_KEY(&enum_case->ce->constants_table, name) {
        if (zend_string_equals(name, wanted)) break;
        ++position;
    }
    ZEND_HASH_FOREACH_END();
    return position;
}

}  // namespace photolibrary::binding
