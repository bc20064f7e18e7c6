#pragma once

#include "binding/php_photolibrary.hpp"
#include "schedule/command/action_run.hpp"

namespace photolibrary::binding {

void output_to_zval(zval* target, zend_object* action, const schedule::ActionRun::Output& output);

}  // namespace photolibrary::binding
