#include <algorithm>
#include <array>
#include <cmath>

#include "binding/conversions.hpp"
#include "palette/roles.hpp"

namespace photolibrary::binding {

#include "palette_arginfo.h"

zend_class_entry* palette_ce = nullptr;

namespace {

// Positions of the properties in the stub.
enum Property {
    swatches,
    width,
    height,
    has_transparency,
    is_monochrome,
    gamut,
    color_space,
    source,
    algorithm,
    decode,
    remote,
    average
};

constexpr std::array<const char*, image::gamut_count> gamut_cases = {"Srgb", "DisplayP3", "Wider"};

zend_object* case_of(image::Gamut seen) {
    return enum_case(gamut_ce, gamut_cases[static_cast<std::size_t>(seen)]);
}

bool fill_swatches(zend_object* object, ArrayReader& reader, HashTable* list) {
    if (!zend_array_is_list(list) || zend_hash_num_elements(list) == 0 || zend_hash_num_elements(list) > 32) {
        reader.fail("swatches", "a list of 1 to 32 swatches");
        return false;
    }
    array_init_size(slot(object, swatches), zend_hash_num_elements(list));
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(list, item) {
        ZVAL_DEREF(item);
        if (Z_TYPE_P(item) != IS_ARRAY) {
            reader.fail("swatches", "a list of arrays");
            return false;
        }
        zval swatch;
        const bool ok = swatch_from_array(&swatch, Z_ARRVAL_P(item));
        add_next_index_zval(slot(object, swatches), &swatch);
        if (!ok) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\Palette", values);
    const zval* list = reader.array("swatches");
    const zend_string* hex = reader.string("average");
    palette::Rgb color;
    if (hex != nullptr && !parse_hex(view_of(hex), color)) reader.fail("average", "a colour like \"#1e90ff\"");
    const zend_long columns = reader.integer("width", 1, UINT32_MAX);
    const zend_long rows = reader.integer("height", 1, UINT32_MAX);
    const bool transparent = reader.boolean("hasTransparency");
    const bool monochrome = reader.boolean("isMonochrome");
    zend_object* seen = reader.enum_value("gamut", gamut_ce, false);
    zend_string* space = reader.string("colorSpace");
    zend_string* read_from = reader.string("source");
    zend_string* stamp = reader.string("algorithm");
    const zval* how = reader.array("decode");
    const zval* server = reader.find("remote", false);
    const bool is_local = server == nullptr || Z_TYPE_P(server) == IS_NULL;
    if (!is_local && Z_TYPE_P(server) != IS_ARRAY) reader.fail("remote", "an array or null");
    if (!reader.finish()) return false;
    if (!fill_swatches(object, reader, Z_ARRVAL_P(list))) return false;
    if (!decode_from_array(slot(object, decode), Z_ARRVAL_P(how))) return false;
    ZVAL_NULL(slot(object, remote));
    if (!is_local && !remote_file_from_array(slot(object, remote), Z_ARRVAL_P(server))) return false;
    ZVAL_LONG(slot(object, width), columns);
    ZVAL_LONG(slot(object, height), rows);
    ZVAL_BOOL(slot(object, has_transparency), transparent);
    ZVAL_BOOL(slot(object, is_monochrome), monochrome);
    ZVAL_OBJ_COPY(slot(object, gamut), seen != nullptr ? seen : case_of(image::Gamut::Srgb));
    ZVAL_STR_COPY(slot(object, color_space), space);
    ZVAL_STR_COPY(slot(object, source), read_from);
    ZVAL_STR_COPY(slot(object, algorithm), stamp);
    color_to_zval(slot(object, average), color);
    return true;
}

void add_copy(zval* target, const char* key, zval* value) {
    Z_TRY_ADDREF_P(value);
    add_assoc_zval(target, key, value);
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, 12);
    zval list;
    array_init(&list);
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(slot(object, swatches)), item) {
        zval swatch;
        swatch_to_array(Z_OBJ_P(item), &swatch);
        add_next_index_zval(&list, &swatch);
    }
    ZEND_HASH_FOREACH_END();
    add_assoc_zval(target, "swatches", &list);
    zval hex;
    set_string(&hex, hex_of(rgb_of(Z_OBJ_P(slot(object, average)))));
    add_assoc_zval(target, "average", &hex);
    add_copy(target, "width", slot(object, width));
    add_copy(target, "height", slot(object, height));
    add_copy(target, "hasTransparency", slot(object, has_transparency));
    add_copy(target, "isMonochrome", slot(object, is_monochrome));
    add_copy(target, "gamut", zend_enum_fetch_case_value(Z_OBJ_P(slot(object, gamut))));
    add_copy(target, "colorSpace", slot(object, color_space));
    add_copy(target, "source", slot(object, source));
    add_copy(target, "algorithm", slot(object, algorithm));
    zval how;
    decode_to_array(Z_OBJ_P(slot(object, decode)), &how);
    add_assoc_zval(target, "decode", &how);
    zval server;
    ZVAL_NULL(&server);
    if (Z_TYPE_P(slot(object, remote)) == IS_OBJECT) remote_file_to_array(Z_OBJ_P(slot(object, remote)), &server);
    add_assoc_zval(target, "remote", &server);
}

constexpr ValueTraits traits{fill, to_array};

/// Copies the swatch whose colour scores highest, the first of equals; from position `first` on if there is one.
template <class Score>
void best_swatch(zval* return_value, zend_object* object, uint32_t first, Score score) {
    HashTable* list = Z_ARRVAL_P(slot(object, swatches));
    zval* best = zend_hash_index_find(list, 0);
    double best_score = -1;
    for (uint32_t i = first; i < zend_hash_num_elements(list); ++i) {
        zval* swatch = zend_hash_index_find(list, i);
        const double value = score(palette::to_oklab(rgb_of(Z_OBJ_P(slot(Z_OBJ_P(swatch), 0)))));
        if (value > best_score) {
            best_score = value;
            best = swatch;
        }
    }
    ZVAL_COPY(return_value, best);
}

}  // namespace

void register_palette() {
    palette_ce = register_class_PhotoLibrary_Palette(php_json_serializable_ce);
    make_value_class(palette_ce);
}

void palette_to_zval(zval* target, const analysis::Analysis& analysis) {
    zend_object* object = new_value(palette_ce);
    ZVAL_OBJ(target, object);
    array_init_size(slot(object, swatches), static_cast<uint32_t>(analysis.palette.swatches.size()));
    for (const palette::Swatch& swatch : analysis.palette.swatches) {
        zval item;
        swatch_to_zval(&item, swatch);
        add_next_index_zval(slot(object, swatches), &item);
    }
    ZVAL_LONG(slot(object, width), analysis.width);
    ZVAL_LONG(slot(object, height), analysis.height);
    ZVAL_BOOL(slot(object, has_transparency), analysis.palette.has_transparency);
    ZVAL_BOOL(slot(object, is_monochrome), analysis.palette.monochrome);
    ZVAL_OBJ_COPY(slot(object, gamut), case_of(analysis.decode.gamut));
    set_string(slot(object, color_space), analysis.decode.color_space);
    set_string(slot(object, source), analysis.source);
    set_string(slot(object, algorithm), analysis::algorithm_stamp());
    decode_to_zval(slot(object, decode), analysis);
    ZVAL_NULL(slot(object, remote));
    if (analysis.remote) remote_file_to_zval(slot(object, remote), *analysis.remote);
    color_to_zval(slot(object, average), analysis.palette.average);
}

PHOTOLIBRARY_VALUE_METHODS(Palette, palette_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(Palette, traits)

ZEND_METHOD(PhotoLibrary_Palette, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

ZEND_METHOD(PhotoLibrary_Palette, dominant) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    RETURN_COPY(zend_hash_index_find(Z_ARRVAL_P(slot(Z_OBJ_P(ZEND_THIS), swatches)), 0));
}

ZEND_METHOD(PhotoLibrary_Palette, average) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    RETURN_COPY(slot(Z_OBJ_P(ZEND_THIS), average));
}

ZEND_METHOD(PhotoLibrary_Palette, accent) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    best_swatch(return_value, Z_OBJ_P(ZEND_THIS), 1,
                [](const palette::Oklab& lab) { return std::hypot(lab.a, lab.b); });
}

ZEND_METHOD(PhotoLibrary_Palette, brightest) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    best_swatch(return_value, Z_OBJ_P(ZEND_THIS), 0, [](const palette::Oklab& lab) { return lab.lightness; });
}

ZEND_METHOD(PhotoLibrary_Palette, roles) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    HashTable* list = Z_ARRVAL_P(slot(Z_OBJ_P(ZEND_THIS), swatches));
    std::array<palette::Swatch, 32> values;  // no palette has more
    const uint32_t count = std::min<uint32_t>(zend_hash_num_elements(list), values.size());
    for (uint32_t i = 0; i < count; ++i) {
        zend_object* swatch = Z_OBJ_P(zend_hash_index_find(list, i));
        values[i] = {rgb_of(Z_OBJ_P(slot(swatch, 0))), Z_DVAL_P(slot(swatch, 1))};
    }
    const auto chosen = palette::choose_roles({values.data(), count});
    array_init_size(return_value, static_cast<uint32_t>(chosen.size()));
    for (std::size_t role = 0; role < chosen.size(); ++role) {
        if (chosen[role])
            add_copy(return_value, palette::role_names[role], zend_hash_index_find(list, *chosen[role]));
        else
            add_assoc_null(return_value, palette::role_names[role]);
    }
}

}  // namespace photolibrary::binding
