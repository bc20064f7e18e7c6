#pragma once

#include <array>
#include <string_view>
#include <type_traits>

#include "binding/array_reader.hpp"
#include "binding/complaint.hpp"
#include "binding/zvals.hpp"

namespace photolibrary::binding {

class ValueClass;
struct Field;

/// How values of one kind get into an object and out of it. `value` is borrowed; it is not stored in a property yet.
struct Kind {
    /// Takes an argument of a constructor as PHP's own functions do. False with a TypeError thrown.
    bool (*take_argument)(const Field& field, uint32_t number, zval* argument, zval* value);
    /// Takes a value out of an array, where nothing but the right type will do, and says what is wrong with it.
    Complaint (*take_item)(const Field& field, zval* item, zval* value);
    /// What is wrong with an argument of the right type.
    Complaint (*check)(const Field& field, zval* value);
    /// Fills a property. False with an exception thrown.
    bool (*keep)(const Field& field, zval* property, zval* value);
    /// The property as it stands in an array.
    void (*show)(const Field& field, zval* property, zval* target);
};

/// A property of a value class.
struct Field {
    const char* name;
    const Kind* kind;
    bool nullable = false;
    bool optional = false;  ///< constructor and array may leave it out: then it is what a new value of the engine says
    zend_long low = 0;      ///< of an integer, or of how many elements there are
    zend_long high = 0;
    double least = 0;  ///< of a number
    double most = 0;
    zend_class_entry* const* object_class = nullptr;  ///< of an enum case, or of objects that arrays may hold, too
    const ValueClass& (*nested)() = nullptr;          ///< the class whose arrays stand for its objects
    const char* expected = nullptr;                   ///< what else is said of a value that is wrong
    Complaint (*rule)(zval* value) = nullptr;         ///< what else a value must be
    void (*redact)(zval* property, zval* target) = nullptr;  ///< set if it may be secret: how var_dump() shows it
};

/// A class of immutable values, made by the list of its properties: constructor, with(), arrays, serialization and what
/// var_dump() shows follow from it. The list is in the order of the stub.
class ValueClass {
  public:
    static constexpr uint32_t max_fields = ArrayReader::max_keys;

    /// What is wrong with values that are each valid on their own; culprit: the position of the one to name.
    using Rule = Complaint (*)(const zval* values, uint32_t& culprit);

    virtual uint32_t size() const noexcept = 0;
    virtual const Field& field(uint32_t position) const noexcept = 0;

    /// Fills the unset properties of an object from an array, all or none. False with an exception thrown if it is
    /// ill-formed.
    bool fill(zend_object* object, HashTable* array) const;
    /// As fill(), of a new object; target is set in any case.
    bool from_array(zval* target, HashTable* array) const;
    /// Makes an object of values as a constructor takes them, UNDEF for those left out, unless something is wrong with
    /// one: culprit.
    Complaint make(zval* target, zval* values, uint32_t& culprit) const;
    void to_array(zend_object* object, zval* target) const;
    zend_class_entry* entry() const noexcept { return *entry_; }
    const char* name() const noexcept { return ZSTR_VAL(entry()->name); }

    /// Takes over a class that PHP has just registered.
    void adopt(zend_class_entry* entry) const;

    // Bodies of methods.
    void construct(INTERNAL_FUNCTION_PARAMETERS) const;
    void return_array(INTERNAL_FUNCTION_PARAMETERS) const;
    void return_from_array(INTERNAL_FUNCTION_PARAMETERS) const;
    void unserialize(INTERNAL_FUNCTION_PARAMETERS) const;
    /// example: arguments that would be right, for errors.
    void return_with(INTERNAL_FUNCTION_PARAMETERS, const char* example) const;
    void return_debug_info(INTERNAL_FUNCTION_PARAMETERS) const;

  protected:
    explicit constexpr ValueClass(zend_class_entry** entry, Rule rule) noexcept : entry_(entry), rule_(rule) {}
    ~ValueClass() = default;

    /// Fills the properties for which there is no value with those of a new value of the engine.
    virtual void set_defaults(zend_object* object, const zval* values) const = 0;

  private:
    /// The first argument that is wrong, and how.
    Complaint complaint_about(zval* values, uint32_t& culprit) const;
    /// All values or none: false with an exception thrown.
    bool keep(zend_object* object, zval* values) const;
    void clear(zend_object* object) const;

    zend_class_entry** entry_;
    Rule rule_;
};

/// A property, and what it is in the engine.
template <class Engine>
struct Row {
    Field field;
    void (*store)(zval* property, const Engine& engine);
    void (*load)(const zval* property, Engine& engine);  ///< null: the engine does not ask

    constexpr Row with_default() const {
        Row row = *this;
        row.field.optional = true;
        return row;
    }
    constexpr Row redacted_by(void (*redact)(zval* property, zval* target)) const {
        Row row = *this;
        row.field.redact = redact;
        return row;
    }
};

/// Rows that may all be left out.
template <class Engine, std::size_t count>
constexpr std::array<Row<Engine>, count> with_defaults(const Row<Engine> (&rows)[count]) {
    std::array<Row<Engine>, count> optional = std::to_array(rows);
    for (Row<Engine>& row : optional)
        row.field.optional = true;
    return optional;
}

/// A value class whose objects come from values of the engine, or become such.
template <class Engine, std::size_t count>
// Constants, never destroyed through the base. NOLINTNEXTLINE(cppcoreguidelines-virtual-class-destructor)
class ValueTable final : public ValueClass {
    static_assert(count <= max_fields);

  public:
    constexpr ValueTable(zend_class_entry** entry, const Row<Engine> (&rows)[count], Rule rule = nullptr) noexcept
        : ValueTable(entry, std::to_array(rows), rule) {}
    constexpr ValueTable(zend_class_entry** entry, std::array<Row<Engine>, count> rows, Rule rule = nullptr) noexcept
        : ValueClass(entry, rule), rows_(rows) {}

    constexpr uint32_t size() const noexcept override { return count; }
    const Field& field(uint32_t position) const noexcept override { return rows_[position].field; }

    /// Makes an object.
    void to_zval(zval* target, const Engine& engine) const {
        object_init_ex(target, entry());
        for (uint32_t i = 0; i < count; ++i)
            rows_[i].store(slot(Z_OBJ_P(target), i), engine);
    }

    /// What a complete object says to the engine.
    Engine engine_of(zend_object* object) const {
        Engine engine;
        for (uint32_t i = 0; i < count; ++i)
            if (rows_[i].load != nullptr) rows_[i].load(slot(object, i), engine);
        return engine;
    }

    /// Of the property with that name: a constant.
    consteval uint32_t position(std::string_view name) const {
        uint32_t position = 0;
        while (rows_[position].field.name != name)
            ++position;
        return position;
    }

  private:
    void set_defaults(zend_object* object, const zval* values) const override {
        if constexpr (std::is_default_constructible_v<Engine>) {
            const Engine engine{};
            for (uint32_t i = 0; i < count; ++i)
                if (Z_TYPE(values[i]) == IS_UNDEF) rows_[i].store(slot(object, i), engine);
        }
    }

    std::array<Row<Engine>, count> rows_;
};

/// False, with an Error thrown, for an object whose construction failed half-way.
bool is_complete(zend_object* object);

/// False, with an Error thrown, when a constructor is called on an object that has its values.
bool may_construct(zend_object* object);

/// Keeps PHP code away from the properties of objects, which are readonly, but not for all of PHP: array_walk(),
/// ArrayObject, PDO and reflection know ways around that, and what is in the properties is not checked again.
void protect_properties(zend_object_handlers& of_class);

/// Registers ce as a value: not to be made without its constructor, and checked whenever it is unserialized.
void make_value_class(zend_class_entry* ce);

/// Marks a parameter, counted from 0, as #[\SensitiveParameter] does: stack traces do not show its value. (What
/// PHP 8.2 generates for the attribute in a stub is C, not C++.)
void mark_sensitive(zend_class_entry* ce, std::string_view method, uint32_t parameter);

}  // namespace photolibrary::binding

/// toArray, fromArray, __serialize and __unserialize of a value class.
#define PHOTOLIBRARY_TABLE_METHODS(Class, table)                     \
    ZEND_METHOD(PhotoLibrary_##Class, toArray) {                     \
        (table).return_array(INTERNAL_FUNCTION_PARAM_PASSTHRU);      \
    }                                                                \
    ZEND_METHOD(PhotoLibrary_##Class, __serialize) {                 \
        (table).return_array(INTERNAL_FUNCTION_PARAM_PASSTHRU);      \
    }                                                                \
    ZEND_METHOD(PhotoLibrary_##Class, fromArray) {                   \
        (table).return_from_array(INTERNAL_FUNCTION_PARAM_PASSTHRU); \
    }                                                                \
    ZEND_METHOD(PhotoLibrary_##Class, __unserialize) {               \
        (table).unserialize(INTERNAL_FUNCTION_PARAM_PASSTHRU);       \
    }
/// For those whose JSON form is their array.
#define PHOTOLIBRARY_JSON_AS_ARRAY(Class, table)                \
    ZEND_METHOD(PhotoLibrary_##Class, jsonSerialize) {          \
        (table).return_array(INTERNAL_FUNCTION_PARAM_PASSTHRU); \
    }
/// For those that only the engine makes.
#define PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(Class)      \
    ZEND_METHOD(PhotoLibrary_##Class, __construct) { \
        ZEND_PARSE_PARAMETERS_NONE();                \
    }
