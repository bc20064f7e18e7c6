#include "binding/php_form_part.hpp"

#include <algorithm>

#include "binding/array_reader.hpp"
#include "binding/paths.hpp"
#include "binding/value_traits.hpp"

extern "C" {
#include "ext/standard/php_string.h"
}

namespace photolibrary::binding {

#include "form_part_arginfo.h"

zend_class_entry* form_part_ce = nullptr;

namespace {

enum Property { name, content, file, filename, content_type, property_count };

constexpr const char* names[] = {"name", "content", "file", "filename", "contentType"};

/// Borrowed, by property; null: none.
struct Values {
    zend_string* of[property_count] = {};
};

const char* expected_of_text(const zend_string* text) {
    if (ZSTR_LEN(text) == 0) return "a non-empty string";
    return zend_str_has_nul_byte(text) ? "a string without null bytes" : nullptr;
}

const char* expected_of_content_type(const zend_string* text) {
    const std::string_view type = view_of(text);
    const auto is_odd = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    const bool is_one = type.find('/') != std::string_view::npos && std::none_of(type.begin(), type.end(), is_odd);
    return is_one ? nullptr : "a content type like \"image/jpeg\"";
}

/// What the first value that is wrong must be.
const char* expected_of(const Values& values, Property& culprit) {
    for (const Property property : {name, file, filename, content_type}) {
        const zend_string* const text = values.of[property];
        if (text == nullptr) continue;
        culprit = property;
        const char* const expected = property == content_type ? expected_of_content_type(text) : expected_of_text(text);
        if (expected != nullptr) return expected;
    }
    return nullptr;
}

void set_all(zend_object* object, const Values& values) {
    for (int i = 0; i < property_count; ++i) {
        ZVAL_NULL(slot(object, i));
        if (values.of[i] != nullptr) ZVAL_STR_COPY(slot(object, i), values.of[i]);
    }
}

bool fill(zend_object* object, HashTable* array) {
    ArrayReader reader("PhotoLibrary\\FormPart", array);
    Values values;
    values.of[name] = reader.string(names[name]);
    for (const Property property : {content, file, filename, content_type})
        values.of[property] = reader.string(names[property], true, false);
    if (!reader.finish()) return false;
    Property culprit = name;
    if (const char* expected = expected_of(values, culprit)) reader.fail(names[culprit], expected);
    if ((values.of[content] == nullptr) == (values.of[file] == nullptr))
        reader.fail(names[file],
                    values.of[file] != nullptr ? "null when there is content" : "present when there is no content");
    if (reader.failed()) return false;
    set_all(object, values);
    return true;
}

void to_array(zend_object* object, zval* target) {
    array_init_size(target, property_count);
    for (int i = 0; i < property_count; ++i) {
        Z_TRY_ADDREF_P(slot(object, i));
        add_assoc_zval(target, names[i], slot(object, i));
    }
}

constexpr ValueTraits traits{fill, to_array};

/// arguments: by their position, the property that each is.
void return_part(zval* return_value, const Values& values, std::initializer_list<Property> arguments) {
    Property culprit = name;
    if (const char* expected = expected_of(values, culprit)) {
        const auto position = std::find(arguments.begin(), arguments.end(), culprit) - arguments.begin();
        zend_argument_value_error(static_cast<uint32_t>(position) + 1, "must be %s", expected);
        return;
    }
    zend_object* const object = new_value(form_part_ce);
    set_all(object, values);
    ZVAL_OBJ(return_value, object);
}

bool is_form_part(const zval* value) {
    return Z_TYPE_P(value) == IS_OBJECT && Z_OBJCE_P(value) == form_part_ce;
}

}  // namespace

void register_form_part() {
    form_part_ce = register_class_PhotoLibrary_FormPart(php_json_serializable_ce);
    make_value_class(form_part_ce);
}

bool is_list_of_form_parts(HashTable* list, bool may_be_arrays) {
    if (!zend_array_is_list(list)) return false;
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(list, item) {
        ZVAL_DEREF(item);
        if (!is_form_part(item) && !(may_be_arrays && Z_TYPE_P(item) == IS_ARRAY)) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

bool copy_form_parts(zval* target, HashTable* list) {
    array_init_size(target, zend_hash_num_elements(list));
    bool ok = true;
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(list, item) {
        ZVAL_DEREF(item);
        zval part;
        if (Z_TYPE_P(item) == IS_OBJECT) {
            ZVAL_COPY(&part, item);
            ok = is_complete(Z_OBJ(part));
        } else {
            ZVAL_OBJ(&part, new_value(form_part_ce));
            ok = fill(Z_OBJ(part), Z_ARRVAL_P(item));
        }
        add_next_index_zval(target, &part);
        if (!ok) break;
    }
    ZEND_HASH_FOREACH_END();
    if (!ok) zval_ptr_dtor(target);
    return ok;
}

void form_parts_to_array(HashTable* list, zval* target) {
    array_init_size(target, zend_hash_num_elements(list));
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(list, item) {
        zval part;
        to_array(Z_OBJ_P(item), &part);
        add_next_index_zval(target, &part);
    }
    ZEND_HASH_FOREACH_END();
}

net::FormPart form_part_of(zend_object* object) {
    const auto text = [object](Property property) {
        const zval* value = slot(object, property);
        return Z_TYPE_P(value) == IS_STRING ? std::string(view_of(Z_STR_P(value))) : std::string();
    };
    net::FormPart part{.name = text(name), .content = text(content), .file = text(file)};
    if (Z_TYPE_P(slot(object, filename)) == IS_STRING) part.filename = text(filename);
    part.content_type = text(content_type);
    return part;
}

PHOTOLIBRARY_VALUE_METHODS(FormPart, form_part_ce, traits)

ZEND_METHOD(PhotoLibrary_FormPart, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

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
