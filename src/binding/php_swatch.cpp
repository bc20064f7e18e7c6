#include "binding/conversions.hpp"

namespace photolibrary::binding {

#include "swatch_arginfo.h"

zend_class_entry* swatch_ce = nullptr;

namespace {

bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\Swatch", values);
    const zend_string* hex = reader.string("color");
    const double share = reader.real("share", 0, 1);
    palette::Rgb color;
    if (hex != nullptr && !parse_hex(view_of(hex), color)) reader.fail("color", "a colour like \"#1e90ff\"");
    if (!reader.finish()) return false;
    color_to_zval(slot(object, 0), color);
    ZVAL_DOUBLE(slot(object, 1), share);
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, 2);
    zval hex;
    set_string(&hex, hex_of(rgb_of(Z_OBJ_P(slot(object, 0)))));
    add_assoc_zval(target, "color", &hex);
    add_assoc_double(target, "share", Z_DVAL_P(slot(object, 1)));
}

constexpr ValueTraits traits{fill, to_array};

}  // namespace

void register_swatch() {
    swatch_ce = register_class_PhotoLibrary_Swatch(php_json_serializable_ce);
    make_value_class(swatch_ce);
}

void swatch_to_zval(zval* target, const palette::Swatch& swatch) {
    zend_object* object = new_value(swatch_ce);
    ZVAL_OBJ(target, object);
    color_to_zval(slot(object, 0), swatch.color);
    ZVAL_DOUBLE(slot(object, 1), swatch.share);
}

bool swatch_from_array(zval* target, HashTable* values) {
    zend_object* object = new_value(swatch_ce);
    ZVAL_OBJ(target, object);
    return fill(object, values);
}

void swatch_to_array(zend_object* object, zval* target) {
    to_array(object, target);
}

PHOTOLIBRARY_VALUE_METHODS(Swatch, swatch_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(Swatch, traits)

ZEND_METHOD(PhotoLibrary_Swatch, __construct) {
    zval* color = nullptr;
    double share = 0;
    ZEND_PARSE_PARAMETERS_START(2, 2)
    Z_PARAM_OBJECT_OF_CLASS(color, color_ce)
    Z_PARAM_DOUBLE(share)
    ZEND_PARSE_PARAMETERS_END();
    if (!(share >= 0 && share <= 1)) {
        zend_argument_value_error(2, "must be between 0 and 1");
        RETURN_THROWS();
    }
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!is_complete(Z_OBJ_P(color)) || !may_construct(object)) RETURN_THROWS();
    ZVAL_COPY(slot(object, 0), color);
    ZVAL_DOUBLE(slot(object, 1), share);
}

}  // namespace photolibrary::binding
