#include "binding/php_http_batch.hpp"

#include <utility>

#include "binding/batch_handle.hpp"
#include "binding/exceptions.hpp"
#include "binding/http_settings.hpp"
#include "binding/php_http_request.hpp"
#include "binding/php_http_response.hpp"
#include "binding/value_class.hpp"
#include "schedule/make_batch.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/http_batch_arginfo.h"

zend_class_entry* http_batch_ce = nullptr;

namespace {

bool is_request(const zval* item) noexcept {
    return Z_TYPE_P(item) == IS_OBJECT && Z_OBJCE_P(item) == http_request_ce && is_complete(Z_OBJ_P(item));
}

std::optional<schedule::JobId> submit_request(BatchHandle& handle, const zval* item) {
    schedule::Batch& batch = *handle.batch;
    PulledRequest pulled = pull_request(Z_OBJ_P(item));
    if (pulled.forbidden) return batch.refuse(net::shown_url(pulled.request.url), *std::move(pulled.forbidden));
    return batch.submit(std::move(pulled.request));
}

void product_to_zval(zval* target, const schedule::Product& product) {
    response_to_zval(target, std::get<net::Response>(product));
}

constexpr BatchKind of_requests{.ce = &http_batch_ce,
                                .function = "PhotoLibrary\\HttpPool::sendAll()",
                                .argument = "$requests",
                                .expected = "PhotoLibrary\\HttpRequest objects",
                                .remedy = "sendAll()",
                                .is_parallel = false,
                                .accepts = is_request,
                                .submit = submit_request,
                                .to_zval = product_to_zval};

}  // namespace

void register_http_batch() {
    http_batch_ce = register_class_PhotoLibrary_HttpBatch(zend_ce_iterator);
    make_batch_class(http_batch_ce);
}

void return_http_batch(zval* return_value, zval* requests, zend_object* pool, bool ordered) {
    BatchHandle* const handle = new_batch(return_value, of_requests, requests);
    if (handle == nullptr) return;
    guard([&] {
        auto batch = schedule::make_request_batch(http_options_of_pool(pool), ordered);
        if (!batch) {
            handle->why_not = std::move(batch).failure().message;
            return throw_engine_exception(handle->why_not.c_str());
        }
        handle->adopt(std::move(batch).value());
    });
    open_sources(handle);
}

ZEND_METHOD(PhotoLibrary_HttpBatch, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

}  // namespace photolibrary::binding
