#include "binding/conversions.hpp"
#include "palette/color_family.hpp"
#include "palette/color_names.hpp"
#include "palette/contrast.hpp"

namespace photolibrary::binding {

#include "color_arginfo.h"

zend_class_entry* color_ce = nullptr;

namespace {

bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\Color", values);
    const zend_long red = reader.integer("red", 0, 255);
    const zend_long green = reader.integer("green", 0, 255);
    const zend_long blue = reader.integer("blue", 0, 255);
    if (!reader.finish()) return false;
    ZVAL_LONG(slot(object, 0), red);
    ZVAL_LONG(slot(object, 1), green);
    ZVAL_LONG(slot(object, 2), blue);
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, 3);
    add_assoc_long(target, "red", Z_LVAL_P(slot(object, 0)));
    add_assoc_long(target, "green", Z_LVAL_P(slot(object, 1)));
    add_assoc_long(target, "blue", Z_LVAL_P(slot(object, 2)));
}

constexpr ValueTraits traits{fill, to_array};

void three_numbers(zval* target, double first, double second, double third) {
    array_init_size(target, 3);
    add_next_index_double(target, first);
    add_next_index_double(target, second);
    add_next_index_double(target, third);
}

// The cases of the PHP enum, in the order of palette::ColorFamily.
constexpr const char* family_cases[] = {"Black", "Grey",  "White", "Brown", "Red",  "Orange", "Gold",    "Yellow",
                                        "Lime",  "Green", "Teal",  "Cyan",  "Blue", "Purple", "Magenta", "Pink"};

}  // namespace

void register_color() {
    color_ce = register_class_PhotoLibrary_Color(php_json_serializable_ce);
    make_value_class(color_ce);
}

PHOTOLIBRARY_VALUE_METHODS(Color, color_ce, traits)

ZEND_METHOD(PhotoLibrary_Color, __construct) {
    zend_long channels[3];
    ZEND_PARSE_PARAMETERS_START(3, 3)
    Z_PARAM_LONG(channels[0])
    Z_PARAM_LONG(channels[1])
    Z_PARAM_LONG(channels[2])
    ZEND_PARSE_PARAMETERS_END();
    for (int i = 0; i < 3; ++i) {
        if (channels[i] >= 0 && channels[i] <= 255) continue;
        zend_argument_value_error(static_cast<uint32_t>(i) + 1, "must be between 0 and 255");
        RETURN_THROWS();
    }
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!may_construct(object)) RETURN_THROWS();
    for (int i = 0; i < 3; ++i)
        ZVAL_LONG(slot(object, i), channels[i]);
}

ZEND_METHOD(PhotoLibrary_Color, fromHex) {
    zend_string* hex = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STR(hex)
    ZEND_PARSE_PARAMETERS_END();
    palette::Rgb color;
    if (!parse_hex(view_of(hex), color)) {
        zend_argument_value_error(1, "must be a colour like \"#1e90ff\" or \"#19f\"");
        RETURN_THROWS();
    }
    color_to_zval(return_value, color);
}

ZEND_METHOD(PhotoLibrary_Color, toHex) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    set_string(return_value, hex_of(rgb_of(Z_OBJ_P(ZEND_THIS))));
}

ZEND_METHOD(PhotoLibrary_Color, jsonSerialize) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    set_string(return_value, hex_of(rgb_of(Z_OBJ_P(ZEND_THIS))));
}

ZEND_METHOD(PhotoLibrary_Color, toOklab) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    const palette::Oklab lab = palette::to_oklab(rgb_of(Z_OBJ_P(ZEND_THIS)));
    three_numbers(return_value, lab.lightness, lab.a, lab.b);
}

ZEND_METHOD(PhotoLibrary_Color, toOklch) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    const palette::Oklch polar = palette::to_oklch(rgb_of(Z_OBJ_P(ZEND_THIS)));
    three_numbers(return_value, polar.lightness, polar.chroma, polar.hue);
}

ZEND_METHOD(PhotoLibrary_Color, deltaE) {
    zval* other = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_OBJECT_OF_CLASS(other, color_ce)
    ZEND_PARSE_PARAMETERS_END();
    if (!is_complete(Z_OBJ_P(ZEND_THIS)) || !is_complete(Z_OBJ_P(other))) RETURN_THROWS();
    RETURN_DOUBLE(palette::delta_e(rgb_of(Z_OBJ_P(ZEND_THIS)), rgb_of(Z_OBJ_P(other))));
}

ZEND_METHOD(PhotoLibrary_Color, luminance) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    RETURN_DOUBLE(palette::relative_luminance(rgb_of(Z_OBJ_P(ZEND_THIS))));
}

ZEND_METHOD(PhotoLibrary_Color, contrast) {
    zval* other = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_OBJECT_OF_CLASS(other, color_ce)
    ZEND_PARSE_PARAMETERS_END();
    if (!is_complete(Z_OBJ_P(ZEND_THIS)) || !is_complete(Z_OBJ_P(other))) RETURN_THROWS();
    RETURN_DOUBLE(palette::contrast_ratio(rgb_of(Z_OBJ_P(ZEND_THIS)), rgb_of(Z_OBJ_P(other))));
}

ZEND_METHOD(PhotoLibrary_Color, textColor) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    color_to_zval(return_value, palette::text_color(rgb_of(Z_OBJ_P(ZEND_THIS))));
}

ZEND_METHOD(PhotoLibrary_Color, name) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    set_string(return_value, palette::css_name(rgb_of(Z_OBJ_P(ZEND_THIS))));
}

ZEND_METHOD(PhotoLibrary_Color, family) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    const palette::ColorFamily family = palette::family_of(rgb_of(Z_OBJ_P(ZEND_THIS)));
    RETURN_OBJ_COPY(enum_case(color_family_ce, family_cases[static_cast<int>(family)]));
}

}  // namespace photolibrary::binding
