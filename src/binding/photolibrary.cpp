#include "binding/batch_handle.hpp"
#include "binding/child_policy.hpp"
#include "binding/php_action_batch.hpp"
#include "binding/php_http_pool.hpp"
#include "binding/php_photolibrary.hpp"

extern "C" {
#include "ext/standard/info.h"
#include "php_ini.h"
}

#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

ZEND_DECLARE_MODULE_GLOBALS(photolibrary)

static PHP_GINIT_FUNCTION(photolibrary) {
#if defined(COMPILE_DL_PHOTOLIBRARY) && defined(ZTS)
    ZEND_TSRMLS_CACHE_UPDATE();
#endif
    photolibrary_globals->batches = nullptr;
    photolibrary_globals->action_batches = nullptr;
    photolibrary_globals->result = nullptr;
    photolibrary_globals->connections = nullptr;
}

PHP_INI_BEGIN()
PHP_INI_ENTRY("photolibrary.php_binary", "", PHP_INI_SYSTEM, nullptr)
PHP_INI_ENTRY("photolibrary.nice", "0", PHP_INI_ALL, nullptr)
PHP_INI_ENTRY("photolibrary.http_allow", "", PHP_INI_SYSTEM, nullptr)
PHP_INI_ENTRY("photolibrary.serve", "0", PHP_INI_SYSTEM, nullptr)  // set by ourselves, for a decoding process
PHP_INI_END()

static zend_result (*previous_post_startup)() = nullptr;

// No request exists yet, and every module is started: here a decoding process leaves PHP for good.
static zend_result post_startup() {
    photolibrary::binding::serve_if_asked();
    return previous_post_startup != nullptr ? previous_post_startup() : SUCCESS;
}

namespace photolibrary::binding {

static void register_classes() {
    register_enums();
    register_color();
    register_swatch();
    register_decode();
    register_remote_file();
    register_form_part();
    register_palette();
    register_failure();
    register_http_options();
    register_http_request();
    register_http_response();
    register_palette_options();
    register_parallelism();
    register_oversubscription();
    register_source();
    register_statistics();
    register_batch();
    register_http_batch();
    register_http_pool();
    register_action();
    register_action_starting();
    register_action_started();
    register_action_output();
    register_action_result();
    register_action_batch();
    register_action_queue();
    register_exceptions();
}

}  // namespace photolibrary::binding

// Registers classes, and starts nothing: whoever never computes a palette pays for nothing.
static PHP_MINIT_FUNCTION(photolibrary) {
    REGISTER_INI_ENTRIES();
    previous_post_startup = zend_post_startup_cb;
    zend_post_startup_cb = post_startup;
    photolibrary::binding::register_classes();
    return SUCCESS;
}

static PHP_MSHUTDOWN_FUNCTION(photolibrary) {
    UNREGISTER_INI_ENTRIES();
    return SUCCESS;
}

static PHP_RINIT_FUNCTION(photolibrary) {
#if defined(COMPILE_DL_PHOTOLIBRARY) && defined(ZTS)
    ZEND_TSRMLS_CACHE_UPDATE();
#endif
    return SUCCESS;
}

static PHP_RSHUTDOWN_FUNCTION(photolibrary) {
    photolibrary::binding::end_batches();
    photolibrary::binding::end_action_batches();
    photolibrary::binding::end_connections();
    photolibrary::binding::drop_held_result();
    return SUCCESS;
}

static PHP_MINFO_FUNCTION(photolibrary) {
    photolibrary::binding::print_info();
    DISPLAY_INI_ENTRIES();
}

zend_module_entry photolibrary_module_entry = {
    STANDARD_MODULE_HEADER,
    "photolibrary",
    photolibrary::binding::functions,
    PHP_MINIT(photolibrary),
    PHP_MSHUTDOWN(photolibrary),
    PHP_RINIT(photolibrary),
    PHP_RSHUTDOWN(photolibrary),
    PHP_MINFO(photolibrary),
    PHP_PHOTOLIBRARY_VERSION,
    PHP_MODULE_GLOBALS(photolibrary),
    PHP_GINIT(photolibrary),
    nullptr,
    nullptr,
    STANDARD_MODULE_PROPERTIES_EX,
};

#ifdef COMPILE_DL_PHOTOLIBRARY
#ifdef ZTS
ZEND_TSRMLS_CACHE_DEFINE()
#endif
extern "C" {
ZEND_GET_MODULE(photolibrary)
}
#endif
