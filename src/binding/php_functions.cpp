#include "binding/batch_handle.hpp"
#include "binding/exceptions.hpp"
#include "binding/php_batch.hpp"
#include "binding/php_failure.hpp"
#include "binding/php_palette.hpp"
#include "binding/php_palette_options.hpp"
#include "binding/php_parallelism.hpp"
#include "binding/php_source.hpp"
#include "binding/value_class.hpp"
#include "schedule/decode/run_job.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/functions_arginfo.h"

const zend_function_entry* const functions = ext_functions;

/// The result of palette(), which the module holds while it becomes a PHP value: a longjmp out of Zend would leak it
/// from the stack.
struct HeldResult {
    schedule::Result result;
};

namespace {

void hold(schedule::Result result) {
    drop_held_result();
    PHOTOLIBRARY_G(result) = new HeldResult{std::move(result)};
}

/// False, with an exception thrown, for an object whose construction failed.
bool read_options(zend_object* object, analysis::Options& options) {
    if (object == nullptr) return true;
    if (!is_complete(object)) return false;
    options = options_of(object);
    return true;
}

/// Holds the result. False for a URL: that takes a batch.
bool analyse(const zval* source, const analysis::Options& options) {
    PulledSource pulled = pull_source(source);
    auto* const local = std::get_if<analysis::Source>(&pulled.work);
    if (local == nullptr) return false;
    if (pulled.forbidden) {
        hold(schedule::failed<schedule::Product>(0, analysis::label_of(*local), *std::move(pulled.forbidden)));
    } else {
        hold(schedule::run_job({0, {std::move(*local), options}}));
    }
    return true;
}

void return_result(zval* return_value, const schedule::Result& result) {
    if (const analysis::Analysis* const analysis = schedule::analysis_of(result)) {
        palette_to_zval(return_value, *analysis);
        return;
    }
    zval failure;
    failure_to_zval(&failure, result.outcome.failure(), result.source, result.attempts);
    throw_palette_exception(&failure);
}

/// By a batch, which waits as batches do: signals are served, and nothing is lost when PHP leaves.
void return_fetched(zval* return_value, zval* source, const analysis::Options& options, zend_object* options_object) {
    const auto make = [&](zval* batch, zval* sources) {
        return_batch(batch, sources, schedule::Parallelism{}, options, options_object, false);
    };
    return_only_result(return_value, source, make, throw_palette_exception);
}

}  // namespace

void drop_held_result() {
    delete PHOTOLIBRARY_G(result);
    PHOTOLIBRARY_G(result) = nullptr;
}

ZEND_FUNCTION(PhotoLibrary_palette) {
    zval* source = nullptr;
    zend_object* options_object = nullptr;
    ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_ZVAL(source)
    Z_PARAM_OPTIONAL
    Z_PARAM_OBJ_OF_CLASS_OR_NULL(options_object, palette_options_ce)
    ZEND_PARSE_PARAMETERS_END();
    if (!is_source(source)) {
        zend_argument_type_error(1, "must be of type PhotoLibrary\\Source|SplFileInfo|string, %s given",
                                 zend_zval_type_name(source));
        RETURN_THROWS();
    }
    analysis::Options options;
    if (!read_options(options_object, options)) RETURN_THROWS();
    bool is_local = false;
    guard([&] { is_local = analyse(source, options); });
    if (EG(exception) != nullptr) RETURN_THROWS();
    if (!is_local) return return_fetched(return_value, source, options, options_object);
    return_result(return_value, PHOTOLIBRARY_G(result)->result);
    drop_held_result();
}

ZEND_FUNCTION(PhotoLibrary_palettes) {
    zval* sources = nullptr;
    zend_object* options_object = nullptr;
    zend_object* parallelism_object = nullptr;
    bool ordered = false;
    ZEND_PARSE_PARAMETERS_START(1, 4)
    Z_PARAM_ITERABLE(sources)
    Z_PARAM_OPTIONAL
    Z_PARAM_OBJ_OF_CLASS_OR_NULL(options_object, palette_options_ce)
    Z_PARAM_OBJ_OF_CLASS_OR_NULL(parallelism_object, parallelism_ce)
    Z_PARAM_BOOL(ordered)
    ZEND_PARSE_PARAMETERS_END();
    analysis::Options options;
    if (!read_options(options_object, options)) RETURN_THROWS();
    if (parallelism_object != nullptr && !is_complete(parallelism_object)) RETURN_THROWS();
    std::optional<schedule::Parallelism> parallelism;
    if (parallelism_object != nullptr) parallelism = parallelism_of(parallelism_object);
    return_batch(return_value, sources, parallelism, options, options_object, ordered);
}

}  // namespace photolibrary::binding
