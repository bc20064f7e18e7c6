#include "binding/value_kinds.hpp"

#include <cmath>

#include "binding/paths.hpp"

namespace photolibrary::binding {
namespace {

constexpr Complaint fine{};

Complaint complaint_of(zend_string* expected) {
    return {expected, false};
}

// What several kinds have in common.

Complaint check_rule(const Field& field, zval* value) {
    return field.rule != nullptr ? field.rule(value) : fine;
}

bool keep_copy(const Field&, zval* property, zval* value) {
    ZVAL_COPY(property, value);
    return true;
}

void show_copy(const Field&, zval* property, zval* target) {
    ZVAL_COPY(target, property);
}

/// expected: PHP's own words for the type, without and with null.
bool refuse_argument(const Field& field, uint32_t number, zval* argument, zend_expected_type expected,
                     zend_expected_type expected_or_null) {
    zend_wrong_parameter_type_error(number, field.nullable ? expected_or_null : expected, argument);
    return false;
}

// ------------------------------------------------------------------------------------------------ integers

bool take_integer_argument(const Field& field, uint32_t number, zval* argument, zval* value) {
    zend_long integer = 0;
    bool is_null = false;
    if (!zend_parse_arg_long(argument, &integer, &is_null, field.nullable, number))
        return refuse_argument(field, number, argument, Z_EXPECTED_LONG, Z_EXPECTED_LONG_OR_NULL);
    ZVAL_LONG(value, integer);
    if (is_null) ZVAL_NULL(value);
    return true;
}

bool is_in_range(const Field& field, const zval* integer) {
    return Z_LVAL_P(integer) >= field.low && Z_LVAL_P(integer) <= field.high;
}

Complaint take_integer_item(const Field& field, zval* item, zval* value) {
    if (Z_TYPE_P(item) == IS_LONG && is_in_range(field, item)) {
        ZVAL_COPY_VALUE(value, item);
        return fine;
    }
    const char* const or_null = field.nullable ? " or null" : "";
    if (field.low == ZEND_LONG_MIN) return complaint_of(zend_strpprintf(0, "an integer%s", or_null));
    if (field.high == ZEND_LONG_MAX)
        return complaint_of(zend_strpprintf(0, "an integer of at least " ZEND_LONG_FMT "%s", field.low, or_null));
    return complaint_of(zend_strpprintf(0, "an integer between " ZEND_LONG_FMT " and " ZEND_LONG_FMT "%s", field.low,
                                        field.high, or_null));
}

Complaint check_integer(const Field& field, zval* value) {
    if (is_in_range(field, value)) return fine;
    if (field.high == ZEND_LONG_MAX) return complaint_of(zend_strpprintf(0, "at least " ZEND_LONG_FMT, field.low));
    return complaint_of(zend_strpprintf(0, "between " ZEND_LONG_FMT " and " ZEND_LONG_FMT, field.low, field.high));
}

// ------------------------------------------------------------------------------------------------ numbers

bool take_number_argument(const Field& field, uint32_t number, zval* argument, zval* value) {
    double real = 0;
    bool is_null = false;
    if (!zend_parse_arg_double(argument, &real, &is_null, field.nullable, number))
        return refuse_argument(field, number, argument, Z_EXPECTED_DOUBLE, Z_EXPECTED_DOUBLE_OR_NULL);
    ZVAL_DOUBLE(value, real);
    if (is_null) ZVAL_NULL(value);
    return true;
}

Complaint check_number(const Field& field, zval* value) {
    if (Z_DVAL_P(value) >= field.least && Z_DVAL_P(value) <= field.most) return fine;
    if (std::isinf(field.most)) return complaint_of(zend_strpprintf(0, "at least %g", field.least));
    return complaint_of(zend_strpprintf(0, "between %g and %g", field.least, field.most));
}

Complaint take_number_item(const Field& field, zval* item, zval* value) {
    const bool is_number = Z_TYPE_P(item) == IS_DOUBLE || Z_TYPE_P(item) == IS_LONG;
    const double real = is_number ? zval_get_double(item) : std::nan("");
    ZVAL_DOUBLE(value, real);
    if (real >= field.least && real <= field.most) return fine;
    if (field.expected != nullptr) return is_number ? check_number(field, value) : complaint(field.expected);
    const char* const null_or = field.nullable ? "null or " : "";
    if (std::isinf(field.most))
        return complaint_of(zend_strpprintf(0, "%sa number of at least %g", null_or, field.least));
    return complaint_of(zend_strpprintf(0, "%sa number between %g and %g", null_or, field.least, field.most));
}

// ------------------------------------------------------------------------------------------------ booleans, texts

bool take_boolean_argument(const Field& field, uint32_t number, zval* argument, zval* value) {
    bool boolean = false;
    bool is_null = false;
    if (!zend_parse_arg_bool(argument, &boolean, &is_null, field.nullable, number))
        return refuse_argument(field, number, argument, Z_EXPECTED_BOOL, Z_EXPECTED_BOOL_OR_NULL);
    ZVAL_BOOL(value, boolean);
    if (is_null) ZVAL_NULL(value);
    return true;
}

Complaint take_boolean_item(const Field& field, zval* item, zval* value) {
    ZVAL_COPY_VALUE(value, item);
    const bool is_boolean = Z_TYPE_P(item) == IS_TRUE || Z_TYPE_P(item) == IS_FALSE;
    return is_boolean ? fine : complaint(field.nullable ? "a bool or null" : "a bool");
}

bool take_text_argument(const Field& field, uint32_t number, zval* argument, zval* value) {
    zend_string* text = nullptr;
    if (!zend_parse_arg_str(argument, &text, field.nullable, number))
        return refuse_argument(field, number, argument, Z_EXPECTED_STRING, Z_EXPECTED_STRING_OR_NULL);
    if (text == nullptr)
        ZVAL_NULL(value);
    else
        ZVAL_STR(value, text);
    return true;
}

Complaint take_text_item(const Field& field, zval* item, zval* value) {
    ZVAL_COPY_VALUE(value, item);
    if (Z_TYPE_P(item) != IS_STRING) return complaint(field.nullable ? "a string or null" : "a string");
    return check_rule(field, value);
}

bool keep_upper_case(const Field&, zval* property, zval* value) {
    ZVAL_STR(property, zend_string_toupper(Z_STR_P(value)));
    return true;
}

bool take_path_argument(const Field& field, uint32_t number, zval* argument, zval* value) {
    zend_string* path = nullptr;
    if (!take_path(number, argument, path, field.nullable)) return false;
    ZVAL_NULL(value);
    if (path != nullptr) ZVAL_STR(value, path);
    return true;
}

// ------------------------------------------------------------------------------------------------ arrays

bool take_array_argument(const Field& field, uint32_t number, zval* argument, zval* value) {
    ZVAL_COPY_VALUE(value, argument);
    if (Z_TYPE_P(argument) == IS_ARRAY || (field.nullable && Z_TYPE_P(argument) == IS_NULL)) return true;
    return refuse_argument(field, number, argument, Z_EXPECTED_ARRAY, Z_EXPECTED_ARRAY_OR_NULL);
}

Complaint take_array_item(const Field& field, zval* item, zval* value) {
    ZVAL_COPY_VALUE(value, item);
    return Z_TYPE_P(item) == IS_ARRAY ? check_rule(field, value) : complaint(field.expected);
}

bool keep_array(const Field&, zval* property, zval* value) {
    copy_array(property, Z_ARRVAL_P(value));
    return true;
}

// ------------------------------------------------------------------------------------------------ enums

Complaint take_case_item(const Field& field, zval* item, zval* value) {
    zend_class_entry* const ce = *field.object_class;
    ZVAL_COPY_VALUE(value, item);
    if (Z_TYPE_P(item) == IS_OBJECT && Z_OBJCE_P(item) == ce) return fine;
    const zval* const name =
        Z_TYPE_P(item) == IS_STRING ? zend_hash_find(ce->backed_enum_table, Z_STR_P(item)) : nullptr;
    if (name == nullptr) return complaint_of(zend_strpprintf(0, "a value of %s", ZSTR_VAL(ce->name)));
    ZVAL_OBJ(value, zend_enum_get_case(ce, Z_STR_P(name)));
    return fine;
}

void show_case(const Field&, zval* property, zval* target) {
    ZVAL_COPY(target, zend_enum_fetch_case_value(Z_OBJ_P(property)));
}

// ------------------------------------------------------------------------------------------------ other values

Complaint take_value_item(const Field& field, zval* item, zval* value) {
    ZVAL_COPY_VALUE(value, item);
    const bool is_object =
        field.object_class != nullptr && Z_TYPE_P(item) == IS_OBJECT && Z_OBJCE_P(item) == *field.object_class;
    return is_object || Z_TYPE_P(item) == IS_ARRAY ? fine : complaint(field.expected);
}

bool keep_value(const Field& field, zval* property, zval* value) {
    if (Z_TYPE_P(value) == IS_ARRAY) return field.nested().from_array(property, Z_ARRVAL_P(value));
    if (!is_complete(Z_OBJ_P(value))) return false;
    ZVAL_COPY(property, value);
    return true;
}

void show_value(const Field& field, zval* property, zval* target) {
    field.nested().to_array(Z_OBJ_P(property), target);
}

Complaint take_list_item(const Field& field, zval* item, zval* value) {
    ZVAL_COPY_VALUE(value, item);
    if (Z_TYPE_P(item) != IS_ARRAY) return complaint("an array");
    const zend_long count = zend_hash_num_elements(Z_ARRVAL_P(item));
    if (!zend_array_is_list(Z_ARRVAL_P(item)) || count < field.low || count > field.high)
        return complaint_of(zend_strpprintf(0, "a list of " ZEND_LONG_FMT " to " ZEND_LONG_FMT " %s", field.low,
                                            field.high, field.expected));
    zval* element = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(item), element) {
        ZVAL_DEREF(element);
        if (Z_TYPE_P(element) != IS_ARRAY) return complaint("a list of arrays");
    }
    ZEND_HASH_FOREACH_END();
    return fine;
}

/// may_be_arrays: whether the elements may be what toArray() makes of them.
Complaint check_elements(const Field& field, zval* list, bool may_be_arrays) {
    bool fits = zend_array_is_list(Z_ARRVAL_P(list));
    zval* element = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(list), element) {
        ZVAL_DEREF(element);
        const bool is_object = Z_TYPE_P(element) == IS_OBJECT && Z_OBJCE_P(element) == *field.object_class;
        fits = fits && (is_object || (may_be_arrays && Z_TYPE_P(element) == IS_ARRAY));
    }
    ZEND_HASH_FOREACH_END();
    if (fits) return fine;
    Complaint wrong = complaint(field.expected);
    wrong.is_type = true;
    return wrong;
}

Complaint take_objects_item(const Field& field, zval* item, zval* value) {
    ZVAL_COPY_VALUE(value, item);
    return Z_TYPE_P(item) == IS_ARRAY ? check_elements(field, value, true) : complaint("an array");
}

Complaint check_objects(const Field& field, zval* value) {
    return check_elements(field, value, false);
}

bool keep_list(const Field& field, zval* property, zval* value) {
    array_init_size(property, zend_hash_num_elements(Z_ARRVAL_P(value)));
    zval* element = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(value), element) {
        ZVAL_DEREF(element);
        zval object;
        ZVAL_UNDEF(&object);
        const bool ok = keep_value(field, &object, element);
        add_next_index_zval(property, &object);
        if (!ok) return false;
    }
    ZEND_HASH_FOREACH_END();
    return true;
}

void show_list(const Field& field, zval* property, zval* target) {
    array_init_size(target, zend_hash_num_elements(Z_ARRVAL_P(property)));
    zval* element = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(property), element) {
        zval array;
        field.nested().to_array(Z_OBJ_P(element), &array);
        add_next_index_zval(target, &array);
    }
    ZEND_HASH_FOREACH_END();
}

}  // namespace

const Kind kinds::integers{take_integer_argument, take_integer_item, check_integer, keep_copy, show_copy};
const Kind kinds::numbers{take_number_argument, take_number_item, check_number, keep_copy, show_copy};
const Kind kinds::booleans{take_boolean_argument, take_boolean_item, check_rule, keep_copy, show_copy};
const Kind kinds::texts{take_text_argument, take_text_item, check_rule, keep_copy, show_copy};
const Kind kinds::upper_case_texts{take_text_argument, take_text_item, check_rule, keep_upper_case, show_copy};
const Kind kinds::paths{take_path_argument, take_text_item, check_rule, keep_copy, show_copy};
const Kind kinds::arrays{take_array_argument, take_array_item, check_rule, keep_array, show_copy};
const Kind kinds::enum_cases{take_object, take_case_item, accept_any, keep_copy, show_case};
const Kind kinds::values{take_object, take_value_item, accept_any, keep_value, show_value};
const Kind kinds::lists_of_values{take_array_argument, take_list_item, check_rule, keep_list, show_list};
const Kind kinds::lists_of_objects{take_array_argument, take_objects_item, check_objects, keep_list, show_list};

bool take_object(const Field& field, uint32_t number, zval* argument, zval* value) {
    zval* object = nullptr;
    if (!zend_parse_arg_object(argument, &object, *field.object_class, field.nullable)) {
        const char* const name = ZSTR_VAL((*field.object_class)->name);
        (field.nullable ? zend_wrong_parameter_class_or_null_error : zend_wrong_parameter_class_error)(number, name,
                                                                                                       argument);
        return false;
    }
    if (object == nullptr)
        ZVAL_NULL(value);
    else
        ZVAL_COPY_VALUE(value, object);
    return true;
}

Complaint accept_any(const Field&, zval*) {
    return fine;
}

void detail::set(zval* property, const std::vector<std::string>& list) {
    array_init_size(property, static_cast<uint32_t>(list.size()));
    for (const std::string& text : list)
        add_next_index_stringl(property, text.data(), text.size());
}

void detail::get(const zval* property, std::vector<std::string>& list) {
    list.clear();
    zval* item = nullptr;
    ZEND_HASH_FOREACH_VAL(Z_ARRVAL_P(property), item) {
        ZVAL_DEREF(item);
        list.emplace_back(view_of(Z_STR_P(item)));
    }
    ZEND_HASH_FOREACH_END();
}

}  // namespace photolibrary::binding
