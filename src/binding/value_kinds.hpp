#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "binding/php_enums.hpp"
#include "binding/value_class.hpp"

namespace photolibrary::binding {

// The rows of a ValueTable. Path leads from a value of the engine to what the property shows: members, each of the one
// before it, or functions of it. A property can be read back only if its path consists of members.

namespace kinds {
extern const Kind integers;
extern const Kind numbers;
extern const Kind booleans;
extern const Kind texts;
extern const Kind upper_case_texts;
extern const Kind paths;
extern const Kind arrays;
extern const Kind enum_cases;
extern const Kind values;
extern const Kind lists_of_values;
extern const Kind lists_of_objects;
}  // namespace kinds

// Parts of kinds that stand elsewhere.

/// An argument that must be an object of the field's class.
bool take_object(const Field& field, uint32_t number, zval* argument, zval* value);
/// What nothing more is asked of.
Complaint accept_any(const Field& field, zval* value);

namespace detail {

template <class Engine, class Result>
Engine owner_of(Result Engine::*);
template <class Engine, class Result>
Engine owner_of(Result (*)(const Engine&));
template <class Engine>
Engine owner_of(void (*)(zval*, const Engine&));

template <auto First, auto...>
struct PathOwner {
    using Engine = decltype(owner_of(First));
};
template <auto... Path>
using EngineOf = typename PathOwner<Path...>::Engine;

template <auto First, auto... Rest, class From>
decltype(auto) follow(From& from) {
    if constexpr (sizeof...(Rest) == 0)
        return std::invoke(First, from);
    else
        return follow<Rest...>(std::invoke(First, from));
}

template <class Integer>
requires std::is_integral_v<Integer>
void set(zval* property, Integer value) {
    ZVAL_LONG(property, static_cast<zend_long>(value));
}
inline void set(zval* property, bool value) {
    ZVAL_BOOL(property, value);
}
inline void set(zval* property, double value) {
    ZVAL_DOUBLE(property, value);
}
inline void set(zval* property, std::chrono::duration<double> value) {
    ZVAL_DOUBLE(property, value.count());
}
inline void set(zval* property, std::string_view text) {
    set_string(property, text);
}
inline void set(zval* property, const std::string& text) {
    set_string(property, text);
}
template <class Enum>
requires std::is_enum_v<Enum>
void set(zval* property, Enum value) {
    ZVAL_OBJ_COPY(property, case_of(value));
}
void set(zval* property, const std::vector<std::string>& list);
template <class Value>
void set(zval* property, const std::optional<Value>& value) {
    ZVAL_NULL(property);
    if (value) set(property, *value);
}

template <class Integer>
requires(std::is_integral_v<Integer> && !std::is_const_v<Integer>) void get(const zval* property, Integer& value) {
    value = static_cast<Integer>(Z_LVAL_P(property));
}
inline void get(const zval* property, bool& value) {
    value = Z_TYPE_P(property) == IS_TRUE;
}
inline void get(const zval* property, double& value) {
    value = Z_DVAL_P(property);
}
inline void get(const zval* property, std::chrono::duration<double>& value) {
    value = std::chrono::duration<double>(Z_DVAL_P(property));
}
inline void get(const zval* property, std::string& text) {
    text = Z_TYPE_P(property) == IS_STRING ? view_of(Z_STR_P(property)) : std::string_view();
}
template <class Enum>
requires(std::is_enum_v<Enum> && !std::is_const_v<Enum>) void get(const zval* property, Enum& value) {
    value = static_cast<Enum>(position_of(Z_OBJ_P(property)));
}
void get(const zval* property, std::vector<std::string>& list);
template <class Value>
void get(const zval* property, std::optional<Value>& value) {
    if (Z_TYPE_P(property) == IS_NULL)
        value.reset();
    else
        get(property, value.emplace());
}

template <class Value>
inline constexpr bool is_optional = false;
template <class Value>
inline constexpr bool is_optional<std::optional<Value>> = true;

template <auto... Path>
using Reached = std::remove_cvref_t<decltype(follow<Path...>(std::declval<const EngineOf<Path...>&>()))>;

template <auto... Path>
constexpr Row<EngineOf<Path...>> row(Field field) {
    using Engine = EngineOf<Path...>;
    field.nullable = field.nullable || is_optional<Reached<Path...>>;
    Row<Engine> row{field, [](zval* property, const Engine& engine) { set(property, follow<Path...>(engine)); },
                    nullptr};
    if constexpr (requires(const zval* property, Engine& engine) { get(property, follow<Path...>(engine)); })
        row.load = [](const zval* property, Engine& engine) { get(property, follow<Path...>(engine)); };
    return row;
}

}  // namespace detail

template <auto... Path>
constexpr auto integer(const char* name, zend_long low = ZEND_LONG_MIN, zend_long high = ZEND_LONG_MAX) {
    return detail::row<Path...>({.name = name, .kind = &kinds::integers, .low = low, .high = high});
}

template <auto... Path>
constexpr auto number(const char* name, double least, double most = ZEND_INFINITY) {
    return detail::row<Path...>({.name = name, .kind = &kinds::numbers, .least = least, .most = most});
}

template <auto... Path>
constexpr auto boolean(const char* name) {
    return detail::row<Path...>({.name = name, .kind = &kinds::booleans});
}

template <auto... Path>
constexpr auto text(const char* name, Complaint (*rule)(zval*) = nullptr) {
    return detail::row<Path...>({.name = name, .kind = &kinds::texts, .rule = rule});
}

template <auto... Path>
constexpr auto upper_case_text(const char* name, Complaint (*rule)(zval*)) {
    return detail::row<Path...>({.name = name, .kind = &kinds::upper_case_texts, .rule = rule});
}

/// A text that the engine leaves empty where PHP says null.
template <auto... Path>
constexpr auto text_or_null(const char* name, Complaint (*rule)(zval*) = nullptr) {
    auto row = detail::row<Path...>({.name = name, .kind = &kinds::texts, .nullable = true, .rule = rule});
    row.store = [](zval* property, const detail::EngineOf<Path...>& engine) {
        const std::string_view content = detail::follow<Path...>(engine);
        ZVAL_NULL(property);
        if (!content.empty()) set_string(property, content);
    };
    return row;
}

/// A string, an SplFileInfo or null, which the engine takes for an empty path.
template <auto... Path>
constexpr auto path_or_null(const char* name, Complaint (*rule)(zval*)) {
    auto row = text_or_null<Path...>(name, rule);
    row.field.kind = &kinds::paths;
    return row;
}

/// expected: what is said of something else than an array; rule: of an array that is wrong.
template <auto... Path>
constexpr auto array(const char* name, const char* expected, Complaint (*rule)(zval*)) {
    return detail::row<Path...>({.name = name, .kind = &kinds::arrays, .expected = expected, .rule = rule});
}

/// An array that Store makes of the engine's value; rule: of an array that is wrong.
template <auto Store>
constexpr auto array_from(const char* name, Complaint (*rule)(zval*)) {
    return Row<detail::EngineOf<Store>>{
        {.name = name, .kind = &kinds::arrays, .expected = "an array", .rule = rule}, Store, nullptr};
}

template <auto... Path>
constexpr auto enumeration(const char* name) {
    return detail::row<Path...>(
        {.name = name, .kind = &kinds::enum_cases, .object_class = class_of(detail::Reached<Path...>{})});
}

/// An object of a value class, which is an array in arrays. Convert makes one.
template <auto Convert, auto... Path>
constexpr auto value(const char* name, const ValueClass& (*nested)()) {
    using Engine = detail::EngineOf<Path...>;
    using Reached = detail::Reached<Path...>;
    constexpr bool nullable = detail::is_optional<Reached>;
    return Row<Engine>{{.name = name,
                        .kind = &kinds::values,
                        .nullable = nullable,
                        .nested = nested,
                        .expected = nullable ? "an array or null" : "an array"},
                       [](zval* property, const Engine& engine) {
                           const auto& reached = detail::follow<Path...>(engine);
                           if constexpr (!nullable) {
                               Convert(property, reached);
                           } else {
                               ZVAL_NULL(property);
                               if (reached) Convert(property, *reached);
                           }
                       },
                       nullptr};
}

/// An object of a value class, its array or null, that is none of the engine's value; null by default.
template <class Engine>
constexpr Row<Engine> value_without_engine_field(const char* name, zend_class_entry* const* object_class,
                                                 const ValueClass& (*nested)(), const char* expected) {
    return {{.name = name,
             .kind = &kinds::values,
             .nullable = true,
             .object_class = object_class,
             .nested = nested,
             .expected = expected},
            [](zval* property, const Engine&) { ZVAL_NULL(property); },
            nullptr};
}

/// A list of objects of a value class; in arrays their arrays stand for them, too. Empty by default.
template <class Engine>
constexpr Row<Engine> list_of_objects(const char* name, zend_class_entry* const* object_class,
                                      const ValueClass& (*nested)(), const char* expected) {
    return {{.name = name,
             .kind = &kinds::lists_of_objects,
             .object_class = object_class,
             .nested = nested,
             .expected = expected},
            [](zval* property, const Engine&) { ZVAL_EMPTY_ARRAY(property); },
            nullptr};
}

/// A list of `low` to `high` objects of a value class, called `elements` in messages.
template <auto Convert, auto... Path>
constexpr auto list(const char* name, const ValueClass& (*nested)(), zend_long low, zend_long high,
                    const char* elements) {
    using Engine = detail::EngineOf<Path...>;
    return Row<Engine>{{.name = name,
                        .kind = &kinds::lists_of_values,
                        .low = low,
                        .high = high,
                        .nested = nested,
                        .expected = elements},
                       [](zval* property, const Engine& engine) {
                           const auto& reached = detail::follow<Path...>(engine);
                           array_init_size(property, static_cast<uint32_t>(reached.size()));
                           for (const auto& element : reached) {
                               zval item;
                               Convert(&item, element);
                               add_next_index_zval(property, &item);
                           }
                       },
                       nullptr};
}

}  // namespace photolibrary::binding
