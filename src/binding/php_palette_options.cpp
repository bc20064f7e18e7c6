#include "binding/php_palette_options.hpp"

#include <cinttypes>

#include "binding/php_http_options.hpp"
#include "binding/value_kinds.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/palette_options_arginfo.h"

zend_class_entry* palette_options_ce = nullptr;

namespace {

using analysis::Options;
using core::Limits;

constexpr ValueTable table(&palette_options_ce,
                           with_defaults({
                               integer<&Options::colors>("colors", 1, palette::max_colors),
                               enumeration<&Options::style>("style"),
                               number<&Options::timeout>("timeout", 0.001, 86400),
                               integer<&Options::limits, &Limits::max_pixels>("maxPixels", 1),
                               integer<&Options::limits, &Limits::max_bytes>("maxBytes", 1),
                               integer<&Options::limits, &Limits::max_memory>("maxMemory", 1 << 20),
                               value_without_engine_field<Options>("http", &http_options_ce, http_options_class,
                                                                   "a PhotoLibrary\\HttpOptions, its array or null"),
                           }));

/// 64-bit FNV-1a: short, and equal on every machine. Nobody gains anything from a collision.
std::uint64_t hash_of(std::string_view text) noexcept {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash;
}

}  // namespace

void register_palette_options() {
    table.adopt(register_class_PhotoLibrary_PaletteOptions(php_json_serializable_ce));
}

analysis::Options options_of(zend_object* object) noexcept {
    return table.engine_of(object);
}

std::optional<net::HttpOptions> http_options_of_palette_options(zend_object* object) {
    const zval* const http = slot(object, table.position("http"));
    if (Z_TYPE_P(http) != IS_OBJECT) return std::nullopt;
    return http_options_of(Z_OBJ_P(http));
}

PHOTOLIBRARY_TABLE_METHODS(PaletteOptions, table)
PHOTOLIBRARY_JSON_AS_ARRAY(PaletteOptions, table)

ZEND_METHOD(PhotoLibrary_PaletteOptions, __construct) {
    table.construct(INTERNAL_FUNCTION_PARAM_PASSTHRU);
}

ZEND_METHOD(PhotoLibrary_PaletteOptions, with) {
    table.return_with(INTERNAL_FUNCTION_PARAM_PASSTHRU, "colors: 8");
}

ZEND_METHOD(PhotoLibrary_PaletteOptions, hash) {
    ZEND_PARSE_PARAMETERS_NONE();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!is_complete(object)) RETURN_THROWS();
    zend_object* const style = Z_OBJ_P(slot(object, table.position("style")));
    char text[64];
    const int length = snprintf(text, sizeof text, "%d|%s|%s", options_of(object).colors,
                                Z_STRVAL_P(zend_enum_fetch_case_value(style)), analysis::algorithm_stamp().c_str());
    RETURN_STR(zend_strpprintf(16, "%016" PRIx64, hash_of({text, static_cast<std::size_t>(length)})));
}

}  // namespace photolibrary::binding
