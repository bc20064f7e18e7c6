#pragma once

// What every file of the binding needs: PHP's headers, our classes, the module's globals.

extern "C" {
#include "php.h"

#include "ext/json/php_json.h"
#include "zend_attributes.h"
#include "zend_enum.h"
#include "zend_exceptions.h"
#include "zend_interfaces.h"
}

#include <cstddef>

#define PHP_PHOTOLIBRARY_VERSION "0.1.0"

namespace photolibrary::binding {

struct ActionBatchHandle;
struct BatchHandle;
struct HeldResult;
struct KeptConnections;

extern zend_class_entry* color_ce;
extern zend_class_entry* color_family_ce;
extern zend_class_entry* swatch_ce;
extern zend_class_entry* decode_ce;
extern zend_class_entry* remote_file_ce;
extern zend_class_entry* form_part_ce;
extern zend_class_entry* palette_ce;
extern zend_class_entry* failure_ce;
extern zend_class_entry* failure_reason_ce;
extern zend_class_entry* gamut_ce;
extern zend_class_entry* mode_ce;
extern zend_class_entry* palette_style_ce;
extern zend_class_entry* http_options_ce;
extern zend_class_entry* http_request_ce;
extern zend_class_entry* http_response_ce;
extern zend_class_entry* palette_options_ce;
extern zend_class_entry* parallelism_ce;
extern zend_class_entry* oversubscription_ce;
extern zend_class_entry* source_ce;
extern zend_class_entry* statistics_ce;
extern zend_class_entry* batch_ce;
extern zend_class_entry* http_batch_ce;
extern zend_class_entry* action_ce;
extern zend_class_entry* action_outcome_ce;
extern zend_class_entry* action_starting_ce;
extern zend_class_entry* action_started_ce;
extern zend_class_entry* action_output_ce;
extern zend_class_entry* action_result_ce;
extern zend_class_entry* action_batch_ce;
extern zend_class_entry* action_queue_ce;
extern zend_class_entry* http_pool_ce;
extern zend_class_entry* photolibrary_exception_ce;
extern zend_class_entry* palette_exception_ce;
extern zend_class_entry* http_exception_ce;
extern zend_class_entry* engine_exception_ce;

// One registration a file, called at MINIT in an order in which parents come first.
void register_color();
void register_swatch();
void register_decode();
void register_remote_file();
void register_form_part();
void register_palette();
void register_failure();
void register_enums();
void register_http_options();
void register_http_request();
void register_http_response();
void register_palette_options();
void register_parallelism();
void register_oversubscription();
void register_source();
void register_statistics();
void register_batch();
void register_http_batch();
void register_http_pool();
void register_action();
void register_action_starting();
void register_action_started();
void register_action_output();
void register_action_result();
void register_action_batch();
void register_action_queue();
void register_exceptions();
extern const zend_function_entry* const functions;

/// At the end of a request: drops what palette() could not return.
void drop_held_result();

/// The module's part of phpinfo().
void print_info();

}  // namespace photolibrary::binding

ZEND_BEGIN_MODULE_GLOBALS(photolibrary)
photolibrary::binding::BatchHandle* batches;               // alive in this request, a list
photolibrary::binding::ActionBatchHandle* action_batches;  // likewise
photolibrary::binding::HeldResult* result;                 // of palette(), while it becomes a PHP value
photolibrary::binding::KeptConnections* connections;       // of the pools of this request
ZEND_END_MODULE_GLOBALS(photolibrary)

ZEND_EXTERN_MODULE_GLOBALS(photolibrary)
#define PHOTOLIBRARY_G(v) ZEND_MODULE_GLOBALS_ACCESSOR(photolibrary, v)

#if defined(ZTS) && defined(COMPILE_DL_PHOTOLIBRARY)
ZEND_TSRMLS_CACHE_EXTERN()
#endif
