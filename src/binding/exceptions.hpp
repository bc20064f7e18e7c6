#pragma once

#include <exception>
#include <new>

#include "binding/php_photolibrary.hpp"

namespace photolibrary::binding {

/// Throws a PaletteException that carries the Failure. Takes over the reference.
void throw_palette_exception(zval* failure);

/// Throws an HttpException that carries the Failure, and no response. Takes over the reference.
void throw_http_exception(zval* failure);

/// Throws an EngineException.
void throw_engine_exception(const char* message);

/// Throws the C++ exception that is being handled as an EngineException; an exception of PHP's that is already
/// pending stays.
void throw_current_exception() noexcept;

/// No C++ exception may cross into Zend: every entry from PHP that runs engine code goes through here.
template <class Body>
void guard(Body&& body) noexcept {
    try {
        body();
    } catch (...) {
        throw_current_exception();
    }
}

}  // namespace photolibrary::binding
