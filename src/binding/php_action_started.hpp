#pragma once

#include "binding/php_photolibrary.hpp"
#include "schedule/command/action_run.hpp"

namespace photolibrary::binding {

void started_to_zval(zval* target, zend_object* action, const schedule::ActionRun::Started& started);

}  // namespace photolibrary::binding
