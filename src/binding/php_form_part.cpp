#include "binding/php_form_part.hpp"

#include <algorithm>

#include "binding/http_arguments.hpp"
#include "binding/paths.hpp"
#include "binding/value_kinds.hpp"

extern "C" {
#include "ext/standard/php_string.h"
}

namespace photolibrary::binding {

#include "binding/arginfo/form_part_arginfo.h"

zend_class_entry* form_part_ce = nullptr;

namespace {

using net::FormPart;

Complaint complaint_about_word(zval* text) {
    return complaint_about_text(Z_STR_P(text), "a string", false);
}

Complaint complaint_about_content_type(zval* text) {
    const std::string_view type = view_of(Z_STR_P(text));
    const auto is_odd = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    const bool is_one = type.find('/') != std::string_view::npos && std::none_of(type.begin(), type.end(), is_odd);
    return is_one ? Complaint{} : complaint("a content type like \"image/jpeg\"");
}

Complaint complaint_about_pair(const zval* values, uint32_t& culprit);

constexpr ValueTable table(
    &form_part_ce,
    {
        text<&FormPart::name>("name", complaint_about_word),
        text_or_null<&FormPart::content>("content").with_default(),
        text_or_null<&FormPart::file>("file", complaint_about_word).with_default(),
        text<&FormPart::filename>("filename", complaint_about_word).with_default(),
        text_or_null<&FormPart::content_type>("contentType", complaint_about_content_type).with_default(),
    },
    complaint_about_pair);

constexpr uint32_t name = table.position("name"), content = table.position("content"), file = table.position("file"),
                   filename = table.position("filename"), content_type = table.position("contentType");

/// A part has either content or a file.
Complaint complaint_about_pair(const zval* values, uint32_t& culprit) {
    culprit = file;
    const bool has_file = Z_TYPE(values[file]) == IS_STRING;
    if (has_file != (Z_TYPE(values[content]) == IS_STRING)) return {};
    return complaint(has_file ? "null when there is content" : "present when there is no content");
}

/// Values of a part that a factory makes, borrowed; null: left out.
struct Values {
    zend_string* of[table.size()] = {};
};

/// arguments: by their position, the property that each is.
void return_part(zval* return_value, const Values& given, std::initializer_list<uint32_t> arguments) {
    zval values[table.size()];
    for (uint32_t i = 0; i < table.size(); ++i) {
        ZVAL_UNDEF(&values[i]);
        if (given.of[i] != nullptr) ZVAL_STR(&values[i], given.of[i]);
    }
    uint32_t culprit = 0;
    if (const Complaint wrong = table.make(return_value, values, culprit)) {
        const auto position = std::find(arguments.begin(), arguments.end(), culprit) - arguments.begin();
        throw_complaint(static_cast<uint32_t>(position) + 1, wrong);
    }
}

}  // namespace

void register_form_part() {
    table.adopt(register_class_PhotoLibrary_FormPart(php_json_serializable_ce));
}

const ValueClass& form_part_class() noexcept {
    return table;
}

net::FormPart form_part_of(zend_object* object) {
    return table.engine_of(object);
}

PHOTOLIBRARY_TABLE_METHODS(FormPart, table)
PHOTOLIBRARY_JSON_AS_ARRAY(FormPart, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(FormPart)

ZEND_METHOD(PhotoLibrary_FormPart, text) {
    Values values;
    ZEND_PARSE_PARAMETERS_START(2, 2)
    Z_PARAM_STR(values.of[name])
    Z_PARAM_STR(values.of[content])
    ZEND_PARSE_PARAMETERS_END();
    return_part(return_value, values, {name, content});
}

ZEND_METHOD(PhotoLibrary_FormPart, bytes) {
    Values values;
    ZEND_PARSE_PARAMETERS_START(3, 4)
    Z_PARAM_STR(values.of[name])
    Z_PARAM_STR(values.of[content])
    Z_PARAM_STR(values.of[filename])
    Z_PARAM_OPTIONAL
    Z_PARAM_STR(values.of[content_type])
    ZEND_PARSE_PARAMETERS_END();
    zend_string* const otherwise = zend_string_init(ZEND_STRL("application/octet-stream"), false);
    if (values.of[content_type] == nullptr) values.of[content_type] = otherwise;
    return_part(return_value, values, {name, content, filename, content_type});
    zend_string_release(otherwise);
}

ZEND_METHOD(PhotoLibrary_FormPart, file) {
    Values values;
    zval* path = nullptr;
    ZEND_PARSE_PARAMETERS_START(2, 4)
    Z_PARAM_STR(values.of[name])
    Z_PARAM_ZVAL(path)
    Z_PARAM_OPTIONAL
    Z_PARAM_STR_OR_NULL(values.of[filename])
    Z_PARAM_STR(values.of[content_type])
    ZEND_PARSE_PARAMETERS_END();
    if (!take_path(2, path, values.of[file])) RETURN_THROWS();
    zend_string* const otherwise = zend_string_init(ZEND_STRL("application/octet-stream"), false);
    zend_string* const last = php_basename(ZSTR_VAL(values.of[file]), ZSTR_LEN(values.of[file]), nullptr, 0);
    if (values.of[content_type] == nullptr) values.of[content_type] = otherwise;
    if (values.of[filename] == nullptr && ZSTR_LEN(last) > 0) values.of[filename] = last;
    return_part(return_value, values, {name, file, filename, content_type});
    zend_string_release(last);
    zend_string_release(otherwise);
}

}  // namespace photolibrary::binding
