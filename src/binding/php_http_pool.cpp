#include "binding/php_http_pool.hpp"

#include <memory>
#include <utility>

#include "binding/batch_handle.hpp"
#include "binding/exceptions.hpp"
#include "binding/php_http_batch.hpp"
#include "binding/php_http_options.hpp"
#include "core/process_generation.hpp"
#include "net/http_loop.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/http_pool_arginfo.h"

zend_class_entry* http_pool_ce = nullptr;

/// The connections of the pools of a request stay open between their batches.
struct KeptConnections {
    std::shared_ptr<net::HttpLoop> loop;
    unsigned generation = core::process_generation();
    std::size_t pools = 0;
};

namespace {

zend_object_handlers handlers;

/// A pool is its options; while it lives, so do the connections.
zend_object* create_pool(zend_class_entry* ce) {
    zend_object* const object = zend_objects_new(ce);
    object_properties_init(object, ce);
    object->handlers = &handlers;
    guard([] {
        if (PHOTOLIBRARY_G(connections) == nullptr) PHOTOLIBRARY_G(connections) = new KeptConnections;
        ++PHOTOLIBRARY_G(connections)->pools;
    });
    return object;
}

void free_pool(zend_object* object) {
    KeptConnections* const connections = PHOTOLIBRARY_G(connections);
    if (connections != nullptr && --connections->pools == 0) end_connections();
    zend_object_std_dtor(object);
}

/// Fails as HttpLoop::lease() does, with an exception thrown.
bool keep_connections() {
    bool kept = false;
    guard([&] {
        KeptConnections& connections = *PHOTOLIBRARY_G(connections);
        if (connections.generation != core::process_generation()) {
            // The parent's: left alone for ever.
            static_cast<void>(new std::shared_ptr<net::HttpLoop>(std::move(connections.loop)));
            connections.generation = core::process_generation();
        }
        if (!connections.loop) {
            core::Outcome<std::shared_ptr<net::HttpLoop>> loop = net::HttpLoop::lease();
            if (!loop) return throw_engine_exception(loop.failure().message.c_str());
            connections.loop = std::move(loop).value();
        }
        kept = true;
    });
    return kept;
}

}  // namespace

void end_connections() {
    KeptConnections* const connections = PHOTOLIBRARY_G(connections);
    if (connections == nullptr) return;
    PHOTOLIBRARY_G(connections) = nullptr;
    if (connections->loop && connections->generation != core::process_generation()) return;  // the parent's
    delete connections;
}

void register_http_pool() {
    http_pool_ce = register_class_PhotoLibrary_HttpPool();
    http_pool_ce->create_object = create_pool;
    handlers = *zend_get_std_object_handlers();
    protect_properties(handlers);
    handlers.free_obj = free_pool;
    handlers.clone_obj = nullptr;
    handlers.compare = zend_objects_not_comparable;
}

ZEND_METHOD(PhotoLibrary_HttpPool, __construct) {
    zend_object* options = nullptr;
    ZEND_PARSE_PARAMETERS_START(0, 1)
    Z_PARAM_OPTIONAL
    Z_PARAM_OBJ_OF_CLASS_OR_NULL(options, http_options_ce)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* const pool = Z_OBJ_P(ZEND_THIS);
    if (!may_construct(pool) || (options != nullptr && !is_complete(options))) RETURN_THROWS();
    if (options != nullptr)
        ZVAL_OBJ_COPY(slot(pool, 0), options);
    else
        http_options_to_zval(slot(pool, 0), {});
}

ZEND_METHOD(PhotoLibrary_HttpPool, send) {
    zval* request = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_OBJECT_OF_CLASS(request, http_request_ce)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* const pool = Z_OBJ_P(ZEND_THIS);
    if (!is_complete(pool) || !is_complete(Z_OBJ_P(request)) || !keep_connections()) RETURN_THROWS();
    const auto make = [pool](zval* batch, zval* requests) { return_http_batch(batch, requests, pool, false); };
    return_only_result(return_value, request, make, throw_http_exception);
}

ZEND_METHOD(PhotoLibrary_HttpPool, sendAll) {
    zval* requests = nullptr;
    bool ordered = false;
    ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_ITERABLE(requests)
    Z_PARAM_OPTIONAL
    Z_PARAM_BOOL(ordered)
    ZEND_PARSE_PARAMETERS_END();
    zend_object* const pool = Z_OBJ_P(ZEND_THIS);
    if (!is_complete(pool) || !keep_connections()) RETURN_THROWS();
    return_http_batch(return_value, requests, pool, ordered);
}

}  // namespace photolibrary::binding
