#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

#include "color_family_arginfo.h"
#include "failure_reason_arginfo.h"
#include "gamut_arginfo.h"
#include "mode_arginfo.h"
#include "palette_style_arginfo.h"

zend_class_entry* color_family_ce = nullptr;
zend_class_entry* failure_reason_ce = nullptr;
zend_class_entry* gamut_ce = nullptr;
zend_class_entry* mode_ce = nullptr;
zend_class_entry* palette_style_ce = nullptr;

void register_enums() {
    color_family_ce = register_class_PhotoLibrary_ColorFamily();
    failure_reason_ce = register_class_PhotoLibrary_FailureReason();
    gamut_ce = register_class_PhotoLibrary_Gamut();
    mode_ce = register_class_PhotoLibrary_Mode();
    palette_style_ce = register_class_PhotoLibrary_PaletteStyle();
}

}  // namespace photolibrary::binding
