#pragma once

#include "binding/value_class.hpp"
#include "net/exchange.hpp"

namespace photolibrary::binding {

const ValueClass& form_part_class() noexcept;

/// What a complete FormPart says to the engine.
net::FormPart form_part_of(zend_object* object);

}  // namespace photolibrary::binding
