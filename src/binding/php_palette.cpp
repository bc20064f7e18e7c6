#include "binding/php_palette.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "binding/php_color.hpp"
#include "binding/php_decode.hpp"
#include "binding/php_remote_file.hpp"
#include "binding/php_swatch.hpp"
#include "binding/value_kinds.hpp"
#include "palette/roles.hpp"

extern "C" {
#include "ext/spl/spl_array.h"
}

namespace photolibrary::binding {

#include "binding/arginfo/palette_arginfo.h"

zend_class_entry* palette_ce = nullptr;

namespace {

using analysis::Analysis;
using image::DecodeReport;
using palette::Palette;

const Analysis& whole(const Analysis& analysis) {
    return analysis;
}

const std::string& stamp(const Analysis&) {
    static const std::string stamp = analysis::algorithm_stamp();
    return stamp;
}

constexpr ValueTable table(
    &palette_ce, {
                     list<swatch_to_zval, &Analysis::palette, &Palette::swatches>("swatches", swatch_class, 1,
                                                                                  palette::max_colors, "swatches"),
                     color<&Analysis::palette, &Palette::average>("average"),
                     integer<&Analysis::width>("width", 1, UINT32_MAX),
                     integer<&Analysis::height>("height", 1, UINT32_MAX),
                     boolean<&Analysis::palette, &Palette::has_transparency>("hasTransparency"),
                     boolean<&Analysis::palette, &Palette::monochrome>("isMonochrome"),
                     enumeration<&Analysis::decode, &DecodeReport::gamut>("gamut").with_default(),
                     text<&Analysis::decode, &DecodeReport::color_space>("colorSpace"),
                     text<&Analysis::source>("source"),
                     text<stamp>("algorithm"),
                     value<decode_to_zval, whole>("decode", decode_class),
                     value<remote_file_to_zval, &Analysis::remote>("remote", remote_file_class).with_default(),
                 });

HashTable* swatches_of(zend_object* object) noexcept {
    return Z_ARRVAL_P(slot(object, table.position("swatches")));
}

/// Copies the swatch whose colour scores highest, the first of equals; from position `first` on if there is one.
template <class Score>
void best_swatch(zval* return_value, zend_object* object, uint32_t first, Score score) {
    HashTable* list = swatches_of(object);
    zval* best = zend_hash_index_find(list, 0);
    double best_score = -1;
    for (uint32_t i = first; i < zend_hash_num_elements(list); ++i) {
        zval* swatch = zend_hash_index_find(list, i);
        const double value = score(palette::to_oklab(swatch_of(Z_OBJ_P(swatch)).color));
        if (value > best_score) {
            best_score = value;
            best = swatch;
        }
    }
    ZVAL_COPY(return_value, best);
}

}  // namespace

void register_palette() {
    table.adopt(register_class_PhotoLibrary_Palette(php_json_serializable_ce, zend_ce_countable, zend_ce_aggregate));
}

void palette_to_zval(zval* target, const Analysis& analysis) {
    table.to_zval(target, analysis);
}

PHOTOLIBRARY_TABLE_METHODS(Palette, table)
PHOTOLIBRARY_JSON_AS_ARRAY(Palette, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(Palette)

ZEND_METHOD(PhotoLibrary_Palette, count) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    RETURN_LONG(zend_hash_num_elements(swatches_of(Z_OBJ_P(ZEND_THIS))));
}

ZEND_METHOD(PhotoLibrary_Palette, getIterator) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    zval* const list = slot(Z_OBJ_P(ZEND_THIS), table.position("swatches"));
    object_init_ex(return_value, spl_ce_ArrayIterator);
    zend_call_known_instance_method_with_1_params(spl_ce_ArrayIterator->constructor, Z_OBJ_P(return_value), nullptr,
                                                  list);
}

ZEND_METHOD(PhotoLibrary_Palette, dominant) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    RETURN_COPY(zend_hash_index_find(swatches_of(Z_OBJ_P(ZEND_THIS)), 0));
}

ZEND_METHOD(PhotoLibrary_Palette, average) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (!is_complete(Z_OBJ_P(ZEND_THIS))) RETURN_THROWS();
    RETURN_COPY(slot(Z_OBJ_P(ZEND_THIS), table.position("average")));
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
    HashTable* list = swatches_of(Z_OBJ_P(ZEND_THIS));
    std::array<palette::Swatch, palette::max_colors> chosen_from;
    const uint32_t count = std::min<uint32_t>(zend_hash_num_elements(list), chosen_from.size());
    for (uint32_t i = 0; i < count; ++i) {
        chosen_from[i] = swatch_of(Z_OBJ_P(zend_hash_index_find(list, i)));
    }
    const auto chosen = palette::choose_roles({chosen_from.data(), count});
    array_init_size(return_value, static_cast<uint32_t>(chosen.size()));
    for (std::size_t role = 0; role < chosen.size(); ++role) {
        if (chosen[role])
            add_copy(return_value, palette::role_names[role], zend_hash_index_find(list, *chosen[role]));
        else
            add_assoc_null(return_value, palette::role_names[role]);
    }
}

}  // namespace photolibrary::binding
