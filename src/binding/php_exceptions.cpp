#include "binding/exceptions.hpp"

#include <system_error>

#include "binding/php_failure.hpp"
#include "binding/value_class.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/exceptions_arginfo.h"

zend_class_entry* photolibrary_exception_ce = nullptr;
zend_class_entry* palette_exception_ce = nullptr;
zend_class_entry* http_exception_ce = nullptr;
zend_class_entry* engine_exception_ce = nullptr;

namespace {

/// Position of $failure, the first property of ours behind those of \Exception.
uint32_t failure_position() {
    return static_cast<uint32_t>(zend_ce_exception->default_properties_count);
}

/// Position of HttpException::$response.
uint32_t response_position() {
    return failure_position() + 1;
}

void set_failure(zend_object* exception, zval* failure) {
    zval_ptr_dtor(slot(exception, failure_position()));
    ZVAL_COPY(slot(exception, failure_position()), failure);
    zend_update_property(zend_ce_exception, exception, ZEND_STRL("message"), message_of(Z_OBJ_P(failure)));
}

/// response may be null.
void set_response(zend_object* exception, zval* response) {
    zval_ptr_dtor(slot(exception, response_position()));
    ZVAL_NULL(slot(exception, response_position()));
    if (response != nullptr) ZVAL_COPY(slot(exception, response_position()), response);
}

/// False, with an Error thrown, when a constructor is called on an exception that has its failure.
bool may_construct_exception(zend_object* exception) {
    if (Z_TYPE_P(slot(exception, failure_position())) == IS_UNDEF) return true;
    zend_throw_error(nullptr, "Cannot modify readonly property %s::$failure", ZSTR_VAL(exception->ce->name));
    return false;
}

}  // namespace

void register_exceptions() {
    photolibrary_exception_ce = register_class_PhotoLibrary_PhotoLibraryException(zend_ce_exception);
    palette_exception_ce = register_class_PhotoLibrary_PaletteException(photolibrary_exception_ce);
    http_exception_ce = register_class_PhotoLibrary_HttpException(photolibrary_exception_ce);
    engine_exception_ce = register_class_PhotoLibrary_EngineException(photolibrary_exception_ce);
}

void throw_palette_exception(zval* failure) {
    zval exception;
    object_init_ex(&exception, palette_exception_ce);
    set_failure(Z_OBJ(exception), failure);
    zval_ptr_dtor(failure);
    zend_throw_exception_object(&exception);
}

void throw_http_exception(zval* failure) {
    zval exception;
    object_init_ex(&exception, http_exception_ce);
    set_failure(Z_OBJ(exception), failure);
    set_response(Z_OBJ(exception), nullptr);
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
        throw_engine_exception(core::not_enough_memory_text);
    } catch (const std::system_error& error) {
        const auto lack = core::shortage(error.code().value(), "it cannot run");
        zend_throw_exception_ex(engine_exception_ce, 0, "the engine failed: %s",
                                lack ? lack->message.c_str() : error.what());
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
    if (!may_construct_exception(object) || !is_complete(Z_OBJ_P(failure))) RETURN_THROWS();
    set_failure(object, failure);
    if (previous != nullptr) zend_update_property(zend_ce_exception, object, ZEND_STRL("previous"), previous);
}

ZEND_METHOD(PhotoLibrary_HttpException, __construct) {
    zval* failure = nullptr;
    zval* response = nullptr;
    zval* previous = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 3)
    Z_PARAM_OBJECT_OF_CLASS(failure, failure_ce)
    Z_PARAM_OPTIONAL
    Z_PARAM_OBJECT_OF_CLASS_OR_NULL(response, http_response_ce)
    Z_PARAM_OBJECT_OF_CLASS_OR_NULL(previous, zend_ce_throwable)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* object = Z_OBJ_P(ZEND_THIS);
    if (!may_construct_exception(object) || !is_complete(Z_OBJ_P(failure))) RETURN_THROWS();
    if (response != nullptr && !is_complete(Z_OBJ_P(response))) RETURN_THROWS();
    set_failure(object, failure);
    set_response(object, response);
    if (previous != nullptr) zend_update_property(zend_ce_exception, object, ZEND_STRL("previous"), previous);
}

}  // namespace photolibrary::binding
