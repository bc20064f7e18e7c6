#include "binding/conversions.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace photolibrary::binding {
namespace {

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// An object that PHP code cannot make without its constructor (reflection refuses classes with a handler of their
/// own).
zend_object* create_value(zend_class_entry* ce) {
    zend_object* object = zend_objects_new(ce);
    object_properties_init(object, ce);
    return object;
}

}  // namespace

void set_string(zval* target, std::string_view text) {
    ZVAL_STRINGL_FAST(target, text.data(), text.size());
}

std::string_view view_of(const zend_string* text) noexcept {
    return {ZSTR_VAL(text), ZSTR_LEN(text)};
}

bool is_list_of_strings(zval* list) {
    if (Z_TYPE_P(list) != IS_ARRAY || !zend_array_is_list(Z_ARRVAL_P(list))) return false;
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(list), item) {
        ZVAL_DEREF(item);
        if (Z_TYPE_P(item) != IS_STRING) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

zend_object* enum_case(zend_class_entry* enum_ce, const char* name) {
    return zend_enum_get_case_cstr(enum_ce, name);
}

zend_object* new_value(zend_class_entry* ce) {
    return create_value(ce);
}

void make_value_class(zend_class_entry* ce) {
    ce->create_object = create_value;
}

void mark_sensitive(zend_class_entry* ce, std::string_view method, uint32_t parameter) {
    auto* function =
        static_cast<zend_function*>(zend_hash_str_find_ptr(&ce->function_table, method.data(), method.size()));
    zend_add_parameter_attribute(function, parameter, ZSTR_KNOWN(ZEND_STR_SENSITIVEPARAMETER), 0);
}

bool is_complete(zend_object* object) {
    for (int i = 0; i < object->ce->default_properties_count; ++i) {
        if (Z_TYPE_P(slot(object, i)) != IS_UNDEF) continue;
        zend_throw_error(nullptr, "The %s object has not been correctly initialized", ZSTR_VAL(object->ce->name));
        return false;
    }
    return true;
}

bool may_construct(zend_object* object) {
    if (Z_TYPE_P(slot(object, 0)) == IS_UNDEF) return true;
    zend_throw_error(nullptr, "Cannot modify readonly object of class %s", ZSTR_VAL(object->ce->name));
    return false;
}

bool parse_hex(std::string_view text, palette::Rgb& color) noexcept {
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

std::string hex_of(palette::Rgb color) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex = "#";
    for (int shift = 20; shift >= 0; shift -= 4)
        hex += digits[color.packed() >> shift & 15];
    return hex;
}

void color_to_zval(zval* target, palette::Rgb color) {
    zend_object* object = new_value(color_ce);
    ZVAL_LONG(slot(object, 0), color.red);
    ZVAL_LONG(slot(object, 1), color.green);
    ZVAL_LONG(slot(object, 2), color.blue);
    ZVAL_OBJ(target, object);
}

palette::Rgb rgb_of(zend_object* color) noexcept {
    const auto channel = [color](int position) { return static_cast<std::uint8_t>(Z_LVAL_P(slot(color, position))); };
    return {channel(0), channel(1), channel(2)};
}

// ------------------------------------------------------------------------------------------------ ArrayReader

zval* ArrayReader::find(const char* key, bool required) {
    if (failed_) return nullptr;
    zval* value = zend_hash_str_find(values_, key, std::strlen(key));
    if (value == nullptr) {
        if (required) fail(key, "present");
        return nullptr;
    }
    ZEND_ASSERT(seen_count_ < seen_.size());
    seen_[seen_count_++] = value;
    ZVAL_DEREF(value);
    return value;
}

void ArrayReader::fail(const char* key, const char* expected) {
    if (failed_) return;
    failed_ = true;
    zend_value_error("%s: \"%s\" must be %s", class_name_, key, expected);
}

zend_long ArrayReader::integer(const char* key, zend_long low, zend_long high, bool required, zend_long otherwise) {
    const zval* value = find(key, required);
    if (value == nullptr) return otherwise;
    if (Z_TYPE_P(value) == IS_LONG && Z_LVAL_P(value) >= low && Z_LVAL_P(value) <= high) return Z_LVAL_P(value);
    if (!failed_) {
        failed_ = true;
        zend_value_error("%s: \"%s\" must be an integer between " ZEND_LONG_FMT " and " ZEND_LONG_FMT, class_name_, key,
                         low, high);
    }
    return otherwise;
}

double ArrayReader::real(const char* key, double low, double high, bool required, double otherwise) {
    const zval* value = find(key, required);
    if (value == nullptr) return otherwise;
    const bool is_number = Z_TYPE_P(value) == IS_DOUBLE || Z_TYPE_P(value) == IS_LONG;
    const double number = is_number ? zval_get_double(const_cast<zval*>(value)) : std::nan("");
    if (number >= low && number <= high) return number;
    if (!failed_) {
        failed_ = true;
        zend_value_error("%s: \"%s\" must be a number between %g and %g", class_name_, key, low, high);
    }
    return otherwise;
}

bool ArrayReader::boolean(const char* key, bool required, bool otherwise) {
    const zval* value = find(key, required);
    if (value == nullptr) return otherwise;
    if (Z_TYPE_P(value) != IS_TRUE && Z_TYPE_P(value) != IS_FALSE) fail(key, "a bool");
    return Z_TYPE_P(value) == IS_TRUE;
}

zend_string* ArrayReader::string(const char* key, bool nullable, bool required) {
    const zval* value = find(key, required);
    if (value == nullptr || (nullable && Z_TYPE_P(value) == IS_NULL)) return nullptr;
    if (Z_TYPE_P(value) == IS_STRING) return Z_STR_P(value);
    fail(key, nullable ? "a string or null" : "a string");
    return nullptr;
}

zval* ArrayReader::array(const char* key, bool required) {
    zval* value = find(key, required);
    if (value == nullptr || Z_TYPE_P(value) == IS_ARRAY) return value;
    fail(key, "an array");
    return nullptr;
}

zend_object* ArrayReader::enum_value(const char* key, zend_class_entry* ce, bool required) {
    const zval* value = find(key, required);
    if (value == nullptr) return nullptr;
    if (Z_TYPE_P(value) == IS_OBJECT && Z_OBJCE_P(value) == ce) return Z_OBJ_P(value);
    if (Z_TYPE_P(value) == IS_STRING) {
        zval* name = zend_hash_find(ce->backed_enum_table, Z_STR_P(value));
        if (name != nullptr) return zend_enum_get_case(ce, Z_STR_P(name));
    }
    if (!failed_) {
        failed_ = true;
        zend_value_error("%s: \"%s\" must be a value of %s", class_name_, key, ZSTR_VAL(ce->name));
    }
    return nullptr;
}

bool ArrayReader::finish() {
    if (failed_ || seen_count_ == zend_hash_num_elements(values_)) return !failed_;
    failed_ = true;
    const auto seen_end = seen_.begin() + seen_count_;
    zend_ulong index = 0;
    zend_string* key = nullptr;
    zval* value = nullptr;
    ZEND_HASH_FOREACH_KEY_VAL(values_, index, key, value) {
        if (std::find(seen_.begin(), seen_end, value) != seen_end) continue;
        zend_string* const name =
            key != nullptr ? zend_string_copy(key) : zend_long_to_str(static_cast<zend_long>(index));
        zend_value_error("%s has no \"%s\"", class_name_, ZSTR_VAL(name));
        zend_string_release(name);
        break;
    }
    ZEND_HASH_FOREACH_END();
    return false;
}

// ------------------------------------------------------------------------------------------------ shared methods

void value_to_array(INTERNAL_FUNCTION_PARAMETERS, const ValueTraits& traits) {
    ZEND_PARSE_PARAMETERS_NONE();
    if (is_complete(Z_OBJ_P(ZEND_THIS))) traits.to_array(Z_OBJ_P(ZEND_THIS), return_value);
}

void value_from_array(INTERNAL_FUNCTION_PARAMETERS, zend_class_entry* ce, const ValueTraits& traits) {
    HashTable* values = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_ARRAY_HT(values)
    ZEND_PARSE_PARAMETERS_END();
    ZVAL_OBJ(return_value, new_value(ce));
    if (traits.fill(Z_OBJ_P(return_value), values)) return;
    zval_ptr_dtor(return_value);
    ZVAL_UNDEF(return_value);
}

void value_unserialize(INTERNAL_FUNCTION_PARAMETERS, const ValueTraits& traits) {
    HashTable* values = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_ARRAY_HT(values)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (may_construct(object)) traits.fill(object, values);
}

void value_with(INTERNAL_FUNCTION_PARAMETERS, zend_class_entry* ce, const ValueTraits& traits, const char* example) {
    [[maybe_unused]] zval* positional = nullptr;
    uint32_t count = 0;
    HashTable* changes = nullptr;
    ZEND_PARSE_PARAMETERS_START(0, -1)
    Z_PARAM_VARIADIC_WITH_NAMED(positional, count, changes)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!is_complete(object)) RETURN_THROWS();
    if (count > 0) {
        zend_argument_value_error(1, "must be passed by name, as in with(%s)", example);
        RETURN_THROWS();
    }
    zval values;
    traits.to_array(object, &values);
    if (changes != nullptr) zend_hash_merge(Z_ARRVAL(values), changes, zval_add_ref, true);
    ZVAL_OBJ(return_value, new_value(ce));
    const bool ok = traits.fill(Z_OBJ_P(return_value), Z_ARRVAL(values));
    zval_ptr_dtor(&values);
    if (ok) return;
    zval_ptr_dtor(return_value);
    ZVAL_UNDEF(return_value);
}

}  // namespace photolibrary::binding
