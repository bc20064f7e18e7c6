#pragma once

#include <cstddef>

namespace photolibrary::core {

/// Stands for a value of any type where only types are looked at.
struct AnyField {
    template <class Field>
    operator Field() const;  // implicit: an initialiser converts without being asked
};

/// How many members an aggregate has; one that is an aggregate itself counts as one. For static_asserts that a list of
/// its members is complete.
template <class Aggregate, class... Fields>
consteval std::size_t field_count() noexcept {
    if constexpr (requires { Aggregate{Fields{}..., AnyField{}}; })
        return field_count<Aggregate, Fields..., AnyField>();
    else
        return sizeof...(Fields);
}

}  // namespace photolibrary::core
