#include "binding/conversions.hpp"
#include "binding/exceptions.hpp"

namespace photolibrary::binding {

#include "exceptions_arginfo.h"

zend_class_entry* photolibrary_exception_ce = nullptr;
zend_class_entry* palette_exception_ce = nullptr;
zend_class_entry* engine_exception_ce = nullptr;

namespace {

/// Position of PaletteException::$failure, after the properties of \Exception.
int failure_position() {
    return palette_exception_ce->default_properties_count - 1;
}

void set_failure(zend_object* exception, zval* failure) {
    zval_ptr_dtor(slot(exception, failure_position()));
    ZVAL_COPY(slot(exception, failure_position()), failure);
    zend_update_property(zend_ce_exception, exception, ZEND_STRL("message"), slot(Z_OBJ_P(failure), 1));
}

}  // namespace

void register_exceptions() {
    photolibrary_exception_ce = register_class_PhotoLibrary_PhotoLibraryException(zend_ce_exception);
    palette_exception_ce = register_class_PhotoLibrary_PaletteException(photolibrary_exception_ce);
    engine_exception_ce = register_class_PhotoLibrary_EngineException(photolibrary_exception_ce);
}

void throw_palette_exception(zval* failure) {
    zval exception;
    object_init_ex(&exception, palette_exception_ce);
    set_failure(Z_OBJ(exception), failure);
    zval_ptr_dtor(failure);
    zend_throw_exception_object(&exception);
}

void throw_engine_exception(const char* message) {
    zend_throw_exception(engine_exception_ce, message, 0);
}

void throw_current_exception() noexcept {
    if (EG(exception) != nullptr) return;
    try {
        throw;
    } catch (const std::bad_alloc&) {
        throw_engine_exception("not enough memory");
    } catch (const std::exception& exception) {
        zend_throw_exception_ex(engine_exception_ce, 0, "the engine failed: %s", exception.what());
    } catch (...) {
        throw_engine_exception("the engine failed for an unknown reason");
    }
}

ZEND_METHOD(PhotoLibrary_PaletteException, __construct) {
    zval* failure = nullptr;
    zval* previous = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_OBJECT_OF_CLASS(failure, failure_ce)
    Z_PARAM_OPTIONAL
    Z_PARAM_OBJECT_OF_CLASS_OR_NULL(previous, zend_ce_throwable)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (Z_TYPE_P(slot(object, failure_position())) != IS_UNDEF) {
        zend_throw_error(nullptr, "Cannot modify readonly property PhotoLibrary\\PaletteException::$failure");
        RETURN_THROWS();
    }
    if (!is_complete(Z_OBJ_P(failure))) RETURN_THROWS();
    set_failure(object, failure);
    if (previous != nullptr) zend_update_property(zend_ce_exception, object, ZEND_STRL("previous"), previous);
}

}  // namespace photolibrary::binding
