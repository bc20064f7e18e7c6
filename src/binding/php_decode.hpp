#pragma once

#include "analysis/analyse.hpp"
#include "binding/value_class.hpp"

namespace photolibrary::binding {

const ValueClass& decode_class() noexcept;
void decode_to_zval(zval* target, const analysis::Analysis& analysis);

}  // namespace photolibrary::binding
