#pragma once

#include "binding/value_class.hpp"
#include "palette/palette.hpp"

namespace photolibrary::binding {

const ValueClass& swatch_class() noexcept;
void swatch_to_zval(zval* target, const palette::Swatch& swatch);
palette::Swatch swatch_of(zend_object* object) noexcept;

}  // namespace photolibrary::binding
