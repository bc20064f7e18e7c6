#include <cinttypes>

#include "binding/conversions.hpp"

namespace photolibrary::binding {

#include "palette_options_arginfo.h"

zend_class_entry* palette_options_ce = nullptr;

namespace {

enum Property { colors, style, timeout, max_pixels, max_bytes, max_memory, http, property_count };

constexpr const char* names[] = {"colors", "style", "timeout", "maxPixels", "maxBytes", "maxMemory", "http"};
constexpr zend_long max_colors = 32;
constexpr double max_timeout = 86400;
constexpr zend_long min_memory = 1 << 20;
constexpr double min_timeout = 0.001;

void set_all(zend_object* object, const analysis::Options& options, zend_object* style_case) {
    ZVAL_LONG(slot(object, colors), options.colors);
    ZVAL_OBJ_COPY(slot(object, style), style_case);
    ZVAL_DOUBLE(slot(object, timeout), options.timeout.count());
    ZVAL_LONG(slot(object, max_pixels), static_cast<zend_long>(options.limits.max_pixels));
    ZVAL_LONG(slot(object, max_bytes), static_cast<zend_long>(options.limits.max_bytes));
    ZVAL_LONG(slot(object, max_memory), static_cast<zend_long>(options.limits.max_memory));
}

bool is_http(const zval* value) {
    return Z_TYPE_P(value) == IS_NULL || Z_TYPE_P(value) == IS_ARRAY ||
           (Z_TYPE_P(value) == IS_OBJECT && Z_OBJCE_P(value) == http_options_ce);
}

/// From an HttpOptions, its array or null. False with an exception thrown, and then target holds nothing.
bool make_http(zval* target, zval* value) {
    ZVAL_NULL(target);
    if (value == nullptr || Z_TYPE_P(value) == IS_NULL) return true;
    if (Z_TYPE_P(value) == IS_OBJECT) {
        if (!is_complete(Z_OBJ_P(value))) return false;
        ZVAL_COPY(target, value);
        return true;
    }
    if (http_options_from_array(target, Z_ARRVAL_P(value))) return true;
    zval_ptr_dtor(target);
    return false;
}

zend_object* accent_case() {
    return enum_case(palette_style_ce, "Accent");
}

/// Missing keys take the defaults.
bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\PaletteOptions", values);
    const analysis::Options defaults;
    const auto limit = [&](Property property, std::uint64_t otherwise, zend_long low) {
        return static_cast<std::uint64_t>(
            reader.integer(names[property], low, ZEND_LONG_MAX, false, static_cast<zend_long>(otherwise)));
    };
    analysis::Options options;
    options.colors = static_cast<int>(reader.integer(names[colors], 1, max_colors, false, defaults.colors));
    zend_object* style_case = reader.enum_value(names[style], palette_style_ce, false);
    options.timeout = std::chrono::duration<double>(
        reader.real(names[timeout], min_timeout, max_timeout, false, defaults.timeout.count()));
    options.limits.max_pixels = limit(max_pixels, defaults.limits.max_pixels, 1);
    options.limits.max_bytes = limit(max_bytes, defaults.limits.max_bytes, 1);
    options.limits.max_memory = limit(max_memory, defaults.limits.max_memory, min_memory);
    zval* transfers = reader.find(names[http], false);
    if (transfers != nullptr && !is_http(transfers))
        reader.fail(names[http], "a PhotoLibrary\\HttpOptions, its array or null");
    zval http_options;
    if (!reader.finish() || !make_http(&http_options, transfers)) return false;
    ZVAL_COPY_VALUE(slot(object, http), &http_options);
    set_all(object, options, style_case != nullptr ? style_case : accent_case());
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, property_count);
    for (int i = 0; i < http; ++i) {
        zval* value = i == style ? zend_enum_fetch_case_value(Z_OBJ_P(slot(object, i))) : slot(object, i);
        Z_TRY_ADDREF_P(value);
        add_assoc_zval(target, names[i], value);
    }
    zval transfers;
    ZVAL_NULL(&transfers);
    if (Z_TYPE_P(slot(object, http)) == IS_OBJECT) http_options_to_array(Z_OBJ_P(slot(object, http)), &transfers);
    add_assoc_zval(target, names[http], &transfers);
}

constexpr ValueTraits traits{fill, to_array};

/// 64-bit FNV-1a: short, and equal on every machine. Nobody gains anything from a collision.
std::uint64_t hash_of(std::string_view text) noexcept {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash;
}

}  // namespace

void register_palette_options() {
    palette_options_ce = register_class_PhotoLibrary_PaletteOptions(php_json_serializable_ce);
    make_value_class(palette_options_ce);
}

analysis::Options options_of(zend_object* object) noexcept {
    analysis::Options options;
    options.colors = static_cast<int>(Z_LVAL_P(slot(object, colors)));
    options.style =
        Z_OBJ_P(slot(object, style)) == accent_case() ? palette::Style::Accent : palette::Style::Representative;
    options.timeout = std::chrono::duration<double>(Z_DVAL_P(slot(object, timeout)));
    options.limits.max_pixels = static_cast<std::uint64_t>(Z_LVAL_P(slot(object, max_pixels)));
    options.limits.max_bytes = static_cast<std::uint64_t>(Z_LVAL_P(slot(object, max_bytes)));
    options.limits.max_memory = static_cast<std::uint64_t>(Z_LVAL_P(slot(object, max_memory)));
    return options;
}

std::optional<net::HttpOptions> http_options_of_palette_options(zend_object* object) {
    const zval* transfers = slot(object, http);
    if (Z_TYPE_P(transfers) != IS_OBJECT) return std::nullopt;
    return http_options_of(Z_OBJ_P(transfers));
}

PHOTOLIBRARY_VALUE_METHODS(PaletteOptions, palette_options_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(PaletteOptions, traits)

ZEND_METHOD(PhotoLibrary_PaletteOptions, __construct) {
    const analysis::Options defaults;
    zend_long color_count = defaults.colors;
    zval* style_value = nullptr;
    double seconds = defaults.timeout.count();
    zend_long limits[] = {static_cast<zend_long>(defaults.limits.max_pixels),
                          static_cast<zend_long>(defaults.limits.max_bytes),
                          static_cast<zend_long>(defaults.limits.max_memory)};
    zval* transfers = nullptr;
    ZEND_PARSE_PARAMETERS_START(0, 7)
    Z_PARAM_OPTIONAL
    Z_PARAM_LONG(color_count)
    Z_PARAM_OBJECT_OF_CLASS(style_value, palette_style_ce)
    Z_PARAM_DOUBLE(seconds)
    Z_PARAM_LONG(limits[0])
    Z_PARAM_LONG(limits[1])
    Z_PARAM_LONG(limits[2])
    Z_PARAM_OBJECT_OF_CLASS_OR_NULL(transfers, http_options_ce)
    ZEND_PARSE_PARAMETERS_END();
    if (color_count < 1 || color_count > max_colors) {
        zend_argument_value_error(1, "must be between 1 and 32");
        RETURN_THROWS();
    }
    if (!(seconds >= min_timeout && seconds <= max_timeout)) {
        zend_argument_value_error(3, "must be between 0.001 and 86400");
        RETURN_THROWS();
    }
    for (uint32_t i = 0; i < 3; ++i) {
        const zend_long low = i == 2 ? min_memory : 1;
        if (limits[i] >= low) continue;
        zend_argument_value_error(i + 4, "must be at least " ZEND_LONG_FMT, low);
        RETURN_THROWS();
    }
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    zval http_options;
    if (!may_construct(object) || !make_http(&http_options, transfers)) RETURN_THROWS();
    ZVAL_COPY_VALUE(slot(object, http), &http_options);
    analysis::Options options;
    options.colors = static_cast<int>(color_count);
    options.timeout = std::chrono::duration<double>(seconds);
    options.limits = {static_cast<std::uint64_t>(limits[0]), static_cast<std::uint64_t>(limits[1]),
                      static_cast<std::uint64_t>(limits[2])};
    set_all(object, options, style_value != nullptr ? Z_OBJ_P(style_value) : accent_case());
}

ZEND_METHOD(PhotoLibrary_PaletteOptions, with) {
    value_with(INTERNAL_FUNCTION_PARAM_PASSTHRU, palette_options_ce, traits, "colors: 8");
}

ZEND_METHOD(PhotoLibrary_PaletteOptions, hash) {
    ZEND_PARSE_PARAMETERS_NONE();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!is_complete(object)) RETURN_THROWS();
    char text[64];
    const int length = snprintf(text, sizeof text, "%d|%s|%s", static_cast<int>(Z_LVAL_P(slot(object, colors))),
                                Z_STRVAL_P(zend_enum_fetch_case_value(Z_OBJ_P(slot(object, style)))),
                                analysis::algorithm_stamp().c_str());
    RETURN_STR(zend_strpprintf(16, "%016" PRIx64, hash_of({text, static_cast<std::size_t>(length)})));
}

}  // namespace photolibrary::binding
