#include <algorithm>

#include "binding/conversions.hpp"

namespace photolibrary::binding {

#include "decode_arginfo.h"

zend_class_entry* decode_ce = nullptr;

namespace {

bool fill(zend_object* object, HashTable* values) {
    ArrayReader reader("PhotoLibrary\\Decode", values);
    zend_string* decoder = reader.string("decoder");
    zend_string* method = reader.string("method");
    const double scale = reader.real("scale", 0, 1);
    const zend_long bytes_read = reader.integer("bytesRead", 0, ZEND_LONG_MAX);
    if (!reader.finish()) return false;
    ZVAL_STR_COPY(slot(object, 0), decoder);
    ZVAL_STR_COPY(slot(object, 1), method);
    ZVAL_DOUBLE(slot(object, 2), scale);
    ZVAL_LONG(slot(object, 3), bytes_read);
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, 4);
    Z_TRY_ADDREF_P(slot(object, 0));
    add_assoc_zval(target, "decoder", slot(object, 0));
    Z_TRY_ADDREF_P(slot(object, 1));
    add_assoc_zval(target, "method", slot(object, 1));
    add_assoc_double(target, "scale", Z_DVAL_P(slot(object, 2)));
    add_assoc_long(target, "bytesRead", Z_LVAL_P(slot(object, 3)));
}

constexpr ValueTraits traits{fill, to_array};

std::string_view name_of(image::Method method) {
    switch (method) {
        case image::Method::Scaled:
            return "scaled";
        case image::Method::DcPass:
            return "dc_pass";
        case image::Method::Thumbnail:
            return "thumbnail";
        case image::Method::Full:
            break;
    }
    return "full";
}

double scale_of(const analysis::Analysis& analysis) {
    const std::uint32_t side = std::max(analysis.width, analysis.height);
    if (analysis.decode.method != image::Method::Thumbnail || side == 0) return analysis.decode.scale_eighths / 8.0;
    return std::min(static_cast<double>(analysis.decode.thumbnail_side) / side, 1.0);
}

}  // namespace

void register_decode() {
    decode_ce = register_class_PhotoLibrary_Decode(php_json_serializable_ce);
    make_value_class(decode_ce);
}

void decode_to_zval(zval* target, const analysis::Analysis& analysis) {
    zend_object* object = new_value(decode_ce);
    ZVAL_OBJ(target, object);
    set_string(slot(object, 0), image::to_string(analysis.decode.decoder));
    set_string(slot(object, 1), name_of(analysis.decode.method));
    ZVAL_DOUBLE(slot(object, 2), scale_of(analysis));
    ZVAL_LONG(slot(object, 3), static_cast<zend_long>(analysis.bytes_read));
}

bool decode_from_array(zval* target, HashTable* values) {
    zend_object* object = new_value(decode_ce);
    ZVAL_OBJ(target, object);
    return fill(object, values);
}

void decode_to_array(zend_object* object, zval* target) {
    to_array(object, target);
}

PHOTOLIBRARY_VALUE_METHODS(Decode, decode_ce, traits)
PHOTOLIBRARY_JSON_AS_ARRAY(Decode, traits)

ZEND_METHOD(PhotoLibrary_Decode, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

}  // namespace photolibrary::binding
