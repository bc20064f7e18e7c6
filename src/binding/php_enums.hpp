#pragma once

#include <cstddef>

#include "binding/php_photolibrary.hpp"
#include "core/failure.hpp"
#include "image/color/gamut.hpp"
#include "palette/color_family.hpp"
#include "palette/palette.hpp"
#include "schedule/command/action.hpp"
#include "schedule/parallelism.hpp"

namespace photolibrary::binding {

// Each enum of PHP declares its cases in the order of the engine's.
constexpr zend_class_entry* const* class_of(schedule::ActionOutcome) noexcept {
    return &action_outcome_ce;
}
constexpr zend_class_entry* const* class_of(palette::ColorFamily) noexcept {
    return &color_family_ce;
}
constexpr zend_class_entry* const* class_of(core::FailureReason) noexcept {
    return &failure_reason_ce;
}
constexpr zend_class_entry* const* class_of(image::Gamut) noexcept {
    return &gamut_ce;
}
constexpr zend_class_entry* const* class_of(schedule::Mode) noexcept {
    return &mode_ce;
}
constexpr zend_class_entry* const* class_of(palette::Style) noexcept {
    return &palette_style_ce;
}

/// A case, by its position in the declaration, as a borrowed pointer.
zend_object* enum_case(zend_class_entry* ce, std::size_t position);
std::size_t position_of(zend_object* enum_case) noexcept;

template <class Enum>
zend_object* case_of(Enum value) {
    return enum_case(*class_of(value), static_cast<std::size_t>(value));
}

}  // namespace photolibrary::binding
