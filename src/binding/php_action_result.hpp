#pragma once

#include "binding/php_photolibrary.hpp"
#include "schedule/command/action_run.hpp"

namespace photolibrary::binding {

void result_to_zval(zval* target, zend_object* action, const schedule::ActionRun::Ended& ended);

}  // namespace photolibrary::binding
