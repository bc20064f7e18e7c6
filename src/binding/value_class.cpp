#include "binding/value_class.hpp"

namespace photolibrary::binding {
namespace {

zend_object_handlers handlers;

/// An object that PHP code cannot make without its constructor (reflection refuses classes with a handler of their
/// own).
zend_object* create_value(zend_class_entry* ce) {
    zend_object* object = zend_objects_new(ce);
    object_properties_init(object, ce);
    object->handlers = &handlers;
    return object;
}

/// PHP's own way would make one without these handlers.
zend_object* clone_value(zend_object* original) {
    zend_object* const copy = create_value(original->ce);
    zend_objects_clone_members(copy, original);
    return copy;
}

/// Reflection and PDO would write what an object does not have yet, unchecked.
zval* refuse_to_write(zend_object* object, zend_string* name, zval* value, void** cache) {
    if (!zend_hash_exists(&object->ce->properties_info, name))
        return zend_std_write_property(object, name, value, cache);
    zend_throw_error(nullptr, "Cannot modify readonly property %s::$%s", ZSTR_VAL(object->ce->name), ZSTR_VAL(name));
    return &EG(error_zval);
}

/// What foreach, array_walk() and (array) see. PHP's own table would lead to the properties themselves, and some of its
/// functions write there, readonly or not.
HashTable* copied_properties(zend_object* object) {
    if (object->properties != nullptr) return object->properties;
    const auto count = static_cast<uint32_t>(object->ce->default_properties_count);
    object->properties = zend_new_array(count);
    for (uint32_t i = 0; i < count; ++i) {
        zval* const value = slot(object, i);
        if (Z_TYPE_P(value) == IS_UNDEF) continue;
        Z_TRY_ADDREF_P(value);
        zend_hash_add_new(object->properties, object->ce->properties_info_table[i]->name, value);
    }
    return object->properties;
}

void forget_copied_properties(zend_object* object) {
    if (object->properties != nullptr) zend_release_properties(object->properties);
    object->properties = nullptr;
}

HashTable* collect_garbage(zend_object* object, zval** table, int* count) {
    *table = object->properties_table;
    *count = object->ce->default_properties_count;
    return object->properties;
}

/// As PHP compares objects, but without a table of their properties.
int compare_values(zval* one, zval* other) {
    ZEND_COMPARE_OBJECTS_FALLBACK(one, other);
    zend_object* const a = Z_OBJ_P(one);
    zend_object* const b = Z_OBJ_P(other);
    if (a->ce != b->ce) return ZEND_UNCOMPARABLE;
    for (int i = 0; i < a->ce->default_properties_count; ++i) {
        if (Z_ISUNDEF_P(slot(a, i)) && Z_ISUNDEF_P(slot(b, i))) continue;
        if (Z_ISUNDEF_P(slot(a, i)) || Z_ISUNDEF_P(slot(b, i))) return ZEND_UNCOMPARABLE;
        if (const int order = zend_compare(slot(a, i), slot(b, i)); order != 0) return order;
    }
    return 0;
}

}  // namespace

void protect_properties(zend_object_handlers& of_class) {
    of_class.write_property = refuse_to_write;
    of_class.get_properties = copied_properties;
    of_class.get_gc = collect_garbage;
    of_class.compare = compare_values;
}

void make_value_class(zend_class_entry* ce) {
    handlers = *zend_get_std_object_handlers();
    protect_properties(handlers);
    handlers.clone_obj = clone_value;
    ce->create_object = create_value;
}

void mark_sensitive(zend_class_entry* ce, std::string_view method, uint32_t parameter) {
    auto* function =
        static_cast<zend_function*>(zend_hash_str_find_ptr(&ce->function_table, method.data(), method.size()));
    if (function == nullptr) return;  // not every class has every method
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

void ValueClass::adopt(zend_class_entry* entry) const {
    *entry_ = entry;
    make_value_class(entry);
    for (uint32_t i = 0; i < size(); ++i) {
        if (field(i).redact == nullptr) continue;
        mark_sensitive(entry, "__construct", i);
        // It may come in an array of all, too.
        for (const std::string_view method : {"with", "fromarray", "__unserialize"})
            mark_sensitive(entry, method, 0);
    }
}

Complaint ValueClass::complaint_about(zval* values, uint32_t& culprit) const {
    for (culprit = 0; culprit < size(); ++culprit) {
        const Field& one = field(culprit);
        if (Z_TYPE(values[culprit]) == IS_UNDEF || Z_TYPE(values[culprit]) == IS_NULL) continue;
        if (const Complaint wrong = one.kind->check(one, &values[culprit])) return wrong;
    }
    return rule_ != nullptr ? rule_(values, culprit) : Complaint{};
}

bool ValueClass::keep(zend_object* object, zval* values) const {
    forget_copied_properties(object);
    // Backwards: an object has its first property, which constructors look at, when it has them all.
    for (uint32_t i = size(); i-- > 0;) {
        if (Z_TYPE(values[i]) == IS_UNDEF) continue;
        if (Z_TYPE(values[i]) == IS_NULL) {
            ZVAL_NULL(slot(object, i));
        } else if (!field(i).kind->keep(field(i), slot(object, i), &values[i])) {
            clear(object);
            return false;
        }
    }
    set_defaults(object, values);
    return true;
}

/// An object that someone else holds may outlive its failure: is_complete() then tells that it has no values.
void ValueClass::clear(zend_object* object) const {
    for (uint32_t i = 0; i < size(); ++i) {
        zval_ptr_dtor(slot(object, i));
        ZVAL_UNDEF(slot(object, i));
    }
}

bool ValueClass::fill(zend_object* object, HashTable* array) const {
    ArrayReader reader(name(), array);
    zval values[max_fields];
    for (uint32_t i = 0; i < size(); ++i) {
        ZVAL_UNDEF(&values[i]);
        zval* const item = reader.find(field(i).name, !field(i).optional);
        if (item == nullptr) continue;
        if (Z_TYPE_P(item) == IS_NULL && field(i).nullable) {
            ZVAL_NULL(&values[i]);
        } else if (const Complaint wrong = field(i).kind->take_item(field(i), item, &values[i])) {
            reader.fail(field(i).name, wrong);
        }
    }
    if (!reader.finish()) return false;
    uint32_t culprit = 0;
    if (const Complaint wrong = rule_ != nullptr ? rule_(values, culprit) : Complaint{}) {
        reader.fail(field(culprit).name, wrong);
        return false;
    }
    return keep(object, values);
}

bool ValueClass::from_array(zval* target, HashTable* array) const {
    object_init_ex(target, entry());
    return fill(Z_OBJ_P(target), array);
}

Complaint ValueClass::make(zval* target, zval* values, uint32_t& culprit) const {
    const Complaint wrong = complaint_about(values, culprit);
    if (wrong) return wrong;
    object_init_ex(target, entry());
    keep(Z_OBJ_P(target), values);
    return wrong;
}

void ValueClass::to_array(zend_object* object, zval* target) const {
    array_init_size(target, size());
    for (uint32_t i = 0; i < size(); ++i) {
        zval shown;
        if (Z_TYPE_P(slot(object, i)) == IS_NULL)
            ZVAL_NULL(&shown);
        else
            field(i).kind->show(field(i), slot(object, i), &shown);
        add_assoc_zval(target, field(i).name, &shown);
    }
}

// ------------------------------------------------------------------------------------------------ methods

void ValueClass::construct(INTERNAL_FUNCTION_PARAMETERS) const {
    const uint32_t given = ZEND_NUM_ARGS();
    uint32_t required = 0;
    while (required < size() && !field(required).optional)
        ++required;
    if (given < required || given > size()) return zend_wrong_parameters_count_error(required, size());
    zval values[max_fields];
    for (uint32_t i = 0; i < size(); ++i) {
        ZVAL_UNDEF(&values[i]);
        if (i < given && !field(i).kind->take_argument(field(i), i + 1, ZEND_CALL_ARG(execute_data, i + 1), &values[i]))
            RETURN_THROWS();
    }
    uint32_t culprit = 0;
    if (const Complaint wrong = complaint_about(values, culprit)) return throw_complaint(culprit + 1, wrong);
    zend_object* const object = Z_OBJ_P(ZEND_THIS);
    if (may_construct(object)) keep(object, values);
}

void ValueClass::return_array(INTERNAL_FUNCTION_PARAMETERS) const {
    ZEND_PARSE_PARAMETERS_NONE();
    if (is_complete(Z_OBJ_P(ZEND_THIS))) to_array(Z_OBJ_P(ZEND_THIS), return_value);
}

void ValueClass::return_from_array(INTERNAL_FUNCTION_PARAMETERS) const {
    HashTable* array = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_ARRAY_HT(array)
    ZEND_PARSE_PARAMETERS_END();
    if (from_array(return_value, array)) return;
    zval_ptr_dtor(return_value);
    ZVAL_UNDEF(return_value);
}

void ValueClass::unserialize(INTERNAL_FUNCTION_PARAMETERS) const {
    HashTable* array = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_ARRAY_HT(array)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* const object = Z_OBJ_P(ZEND_THIS);
    if (may_construct(object)) fill(object, array);
}

void ValueClass::return_with(INTERNAL_FUNCTION_PARAMETERS, const char* example) const {
    [[maybe_unused]] zval* positional = nullptr;
    uint32_t count = 0;
    HashTable* changes = nullptr;
    ZEND_PARSE_PARAMETERS_START(0, -1)
    Z_PARAM_VARIADIC_WITH_NAMED(positional, count, changes)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* const object = Z_OBJ_P(ZEND_THIS);
    if (!is_complete(object)) RETURN_THROWS();
    if (count > 0) {
        zend_argument_value_error(1, "must be passed by name, as in with(%s)", example);
        RETURN_THROWS();
    }
    zval array;
    to_array(object, &array);
    if (changes != nullptr) zend_hash_merge(Z_ARRVAL(array), changes, zval_add_ref, true);
    const bool ok = from_array(return_value, Z_ARRVAL(array));
    zval_ptr_dtor(&array);
    if (ok) return;
    zval_ptr_dtor(return_value);
    ZVAL_UNDEF(return_value);
}

/// Also of an object whose construction failed: what it has.
void ValueClass::return_debug_info(INTERNAL_FUNCTION_PARAMETERS) const {
    ZEND_PARSE_PARAMETERS_NONE();
    zend_object* const object = Z_OBJ_P(ZEND_THIS);
    array_init_size(return_value, size());
    for (uint32_t i = 0; i < size(); ++i) {
        zval* const property = slot(object, i);
        if (Z_TYPE_P(property) == IS_UNDEF) continue;
        if (field(i).redact == nullptr || Z_TYPE_P(property) == IS_NULL) {
            add_copy(return_value, field(i).name, property);
            continue;
        }
        zval shown;
        field(i).redact(property, &shown);
        add_assoc_zval(return_value, field(i).name, &shown);
    }
}

}  // namespace photolibrary::binding
