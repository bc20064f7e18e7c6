#include "binding/php_decode.hpp"

#include <algorithm>

#include "binding/value_kinds.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/decode_arginfo.h"

zend_class_entry* decode_ce = nullptr;

namespace {

using analysis::Analysis;

std::string_view decoder_of(const Analysis& analysis) {
    return image::to_string(analysis.decode.decoder);
}

std::string_view method_of(const Analysis& analysis) {
    switch (analysis.decode.method) {
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

double scale_of(const Analysis& analysis) {
    const std::uint32_t side = std::max(analysis.width, analysis.height);
    if (analysis.decode.method != image::Method::Thumbnail || side == 0) return analysis.decode.scale_eighths / 8.0;
    return std::min(static_cast<double>(analysis.decode.thumbnail_side) / side, 1.0);
}

constexpr ValueTable table(&decode_ce, {
                                           text<decoder_of>("decoder"),
                                           text<method_of>("method"),
                                           number<scale_of>("scale", 0, 1),
                                           integer<&Analysis::bytes_read>("bytesRead", 0),
                                       });

}  // namespace

void register_decode() {
    table.adopt(register_class_PhotoLibrary_Decode(php_json_serializable_ce));
}

const ValueClass& decode_class() noexcept {
    return table;
}

void decode_to_zval(zval* target, const Analysis& analysis) {
    table.to_zval(target, analysis);
}

PHOTOLIBRARY_TABLE_METHODS(Decode, table)
PHOTOLIBRARY_JSON_AS_ARRAY(Decode, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(Decode)

}  // namespace photolibrary::binding
