#pragma once

#include "analysis/analyse.hpp"
#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

void palette_to_zval(zval* target, const analysis::Analysis& analysis);

}  // namespace photolibrary::binding
