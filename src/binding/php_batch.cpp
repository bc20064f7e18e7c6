#include "binding/php_batch.hpp"

#include <utility>

#include "binding/batch_handle.hpp"
#include "binding/child_policy.hpp"
#include "binding/exceptions.hpp"
#include "binding/http_settings.hpp"
#include "binding/php_palette.hpp"
#include "binding/php_parallelism.hpp"
#include "binding/php_source.hpp"
#include "schedule/decode/run_job.hpp"
#include "schedule/make_batch.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/batch_arginfo.h"

zend_class_entry* batch_ce = nullptr;

namespace {

std::optional<schedule::JobId> submit_source(BatchHandle& handle, const zval* item) {
    PulledSource pulled = pull_source(item);  // a method of an SplFileInfo may be the user's
    if (handle.is_foreign()) return std::nullopt;
    schedule::Batch& batch = *handle.batch;
    if (auto* const request = std::get_if<net::Request>(&pulled.work)) return batch.submit(std::move(*request));
    auto& local = std::get<analysis::Source>(pulled.work);
    if (batch.closed() && !pulled.forbidden)  // a method of an SplFileInfo called stop()
        pulled.forbidden = schedule::stopped_before_start();
    if (pulled.forbidden) return batch.refuse(analysis::label_of(local), *std::move(pulled.forbidden));
    return batch.submit(std::move(local), pulled.bytes);
}

void product_to_zval(zval* target, const schedule::Product& product) {
    palette_to_zval(target, std::get<analysis::Analysis>(product));
}

constexpr BatchKind of_images{.ce = &batch_ce,
                              .function = "PhotoLibrary\\palettes()",
                              .argument = "$sources",
                              .expected = "strings, SplFileInfo and PhotoLibrary\\Source objects",
                              .remedy = "palettes()",
                              .is_parallel = true,
                              .accepts = is_source,
                              .submit = submit_source,
                              .to_zval = product_to_zval};

/// Throws if it cannot. What was detected, not asked for, gives way to what can run, and says so. Strings live in the
/// handle: a warning may leave by a longjmp.
void create_engine_part(BatchHandle* handle, const std::optional<schedule::Parallelism>& asked_for,
                        const analysis::Options& options, bool ordered) {
    handle->children = child_policy();
    schedule::Parallelism parallelism = asked_for ? *asked_for : detect_parallelism();
    while (EG(exception) == nullptr) {
        auto batch = schedule::make_image_batch(parallelism, options, ordered, handle->children, handle->http);
        if (batch) {
            handle->adopt(std::move(batch).value());
            handle->parallelism = parallelism;
            return;
        }
        handle->why_not = std::move(batch).failure().message;
        if (asked_for || parallelism.mode == schedule::Mode::Sequential) {
            return throw_engine_exception(handle->why_not.c_str());
        }
        parallelism = fallback_of(parallelism);
        if (!handle->why_not.ends_with('.')) handle->why_not += '.';
        handle->why_not += parallelism.mode == schedule::Mode::Workers ? " Threads of this process are used instead."
                                                                       : " One image at a time instead.";
        php_error_docref(nullptr, E_WARNING, "%s", handle->why_not.c_str());
    }
}

}  // namespace

void register_batch() {
    batch_ce = register_class_PhotoLibrary_Batch(zend_ce_iterator);
    make_batch_class(batch_ce);
}

void return_batch(zval* return_value, zval* sources, const std::optional<schedule::Parallelism>& parallelism,
                  const analysis::Options& options, zend_object* palette_options, bool ordered) {
    BatchHandle* const handle = new_batch(return_value, of_images, sources);
    if (handle == nullptr) return;
    guard([&] {
        handle->http = http_options_for(palette_options);
        create_engine_part(handle, parallelism, options, ordered);
    });
    open_sources(handle);
}

ZEND_METHOD(PhotoLibrary_Batch, __construct) {
    ZEND_PARSE_PARAMETERS_NONE();
}

// Those below are the methods of HttpBatch as well.

ZEND_METHOD(PhotoLibrary_Batch, rewind) {
    ZEND_PARSE_PARAMETERS_NONE();
    rewind_batch(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(PhotoLibrary_Batch, valid) {
    ZEND_PARSE_PARAMETERS_NONE();
    RETURN_BOOL(is_batch_valid(Z_OBJ_P(ZEND_THIS)));
}

ZEND_METHOD(PhotoLibrary_Batch, current) {
    ZEND_PARSE_PARAMETERS_NONE();
    return_current(Z_OBJ_P(ZEND_THIS), return_value);
}

ZEND_METHOD(PhotoLibrary_Batch, key) {
    ZEND_PARSE_PARAMETERS_NONE();
    return_key(Z_OBJ_P(ZEND_THIS), return_value);
}

ZEND_METHOD(PhotoLibrary_Batch, next) {
    ZEND_PARSE_PARAMETERS_NONE();
    move_batch(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(PhotoLibrary_Batch, isReady) {
    ZEND_PARSE_PARAMETERS_NONE();
    RETURN_BOOL(is_batch_ready(Z_OBJ_P(ZEND_THIS)));
}

ZEND_METHOD(PhotoLibrary_Batch, stream) {
    ZEND_PARSE_PARAMETERS_NONE();
    return_stream(Z_OBJ_P(ZEND_THIS), return_value);
}

ZEND_METHOD(PhotoLibrary_Batch, stop) {
    ZEND_PARSE_PARAMETERS_NONE();
    stop_batch(Z_OBJ_P(ZEND_THIS));
}

ZEND_METHOD(PhotoLibrary_Batch, statistics) {
    ZEND_PARSE_PARAMETERS_NONE();
    return_statistics(Z_OBJ_P(ZEND_THIS), return_value);
}

ZEND_METHOD(PhotoLibrary_Batch, __debugInfo) {
    ZEND_PARSE_PARAMETERS_NONE();
    return_debug_info(Z_OBJ_P(ZEND_THIS), return_value);
}

}  // namespace photolibrary::binding
