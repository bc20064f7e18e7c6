#pragma once

#include <string_view>

#include "binding/php_photolibrary.hpp"
#include "core/failure.hpp"

namespace photolibrary::binding {

/// source: its label. attempts: 0 if it was never started.
void failure_to_zval(zval* target, const core::Failure& failure, std::string_view source, int attempts);

/// $message of a complete Failure.
zval* message_of(zend_object* failure) noexcept;

}  // namespace photolibrary::binding
