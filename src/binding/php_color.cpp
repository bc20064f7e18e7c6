#include "binding/php_color.hpp"

#include "palette/color_family.hpp"
#include "palette/color_names.hpp"
#include "palette/contrast.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/color_arginfo.h"

zend_class_entry* color_ce = nullptr;

namespace {

using palette::Rgb;

constexpr ValueTable table(&color_ce, {
                                          integer<&Rgb::red>("red", 0, 255),
                                          integer<&Rgb::green>("green", 0, 255),
                                          integer<&Rgb::blue>("blue", 0, 255),
                                      });

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

void three_numbers(zval* target, double first, double second, double third) {
    array_init_size(target, 3);
    add_next_index_double(target, first);
    add_next_index_double(target, second);
    add_next_index_double(target, third);
}

Complaint take_color_item(const Field&, zval* item, zval* value) {
    Rgb color;
    ZVAL_COPY_VALUE(value, item);
    if (Z_TYPE_P(item) != IS_STRING) return complaint("a string");
    return parse_hex(view_of(Z_STR_P(item)), color) ? Complaint{} : complaint("a colour like \"#1e90ff\"");
}

bool keep_color(const Field& field, zval* property, zval* value) {
    if (Z_TYPE_P(value) == IS_OBJECT) return kinds::values.keep(field, property, value);
    Rgb color;
    parse_hex(view_of(Z_STR_P(value)), color);
    color_to_zval(property, color);
    return true;
}

void show_hex(const Field&, zval* property, zval* target) {
    set_string(target, hex_of(rgb_of(Z_OBJ_P(property))));
}

}  // namespace

const Kind kinds::colors{take_object, take_color_item, accept_any, keep_color, show_hex};

void register_color() {
    table.adopt(register_class_PhotoLibrary_Color(php_json_serializable_ce, zend_ce_stringable));
}

void color_to_zval(zval* target, Rgb color) {
    table.to_zval(target, color);
}

Rgb rgb_of(zend_object* color) noexcept {
    return table.engine_of(color);
}

bool parse_hex(std::string_view text, Rgb& color) noexcept {
    if (!text.empty() && text.front() == '#') text.remove_prefix(1);
    const bool is_short = text.size() == 3;
    if (!is_short && text.size() != 6) return false;
    std::uint32_t rgb = 0;
    for (const char c : text) {
        const int digit = hex_digit(c);
        if (digit < 0) return false;
        rgb =
            is_short ? rgb << 8 | static_cast<std::uint32_t>(digit * 17) : rgb << 4 | static_cast<std::uint32_t>(digit);
    }
    color = palette::Rgb::from_packed(rgb);
    return true;
}

std::string hex_of(Rgb color) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex = "#";
    for (int shift = 20; shift >= 0; shift -= 4)
        hex += digits[color.packed() >> shift & 15];
    return hex;
}

PHOTOLIBRARY_TABLE_METHODS(Color, table)

ZEND_METHOD(PhotoLibrary_Color, __construct) {
    table.construct(INTERNAL_FUNCTION_PARAM_PASSTHRU);
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
    RETURN_OBJ_COPY(case_of(palette::family_of(rgb_of(Z_OBJ_P(ZEND_THIS)))));
}

}  // namespace photolibrary::binding
