#pragma once

#include "binding/php_photolibrary.hpp"
#include "schedule/parallelism.hpp"

namespace photolibrary::binding {

void oversubscription_to_zval(zval* target, const schedule::Oversubscription& oversubscription);

}  // namespace photolibrary::binding
