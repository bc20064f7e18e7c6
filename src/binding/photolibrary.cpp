#include "binding/php_batch.hpp"
#include "binding/php_photolibrary.hpp"

extern "C" {
#include "ext/standard/info.h"
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
    photolibrary_globals->result = nullptr;
}

// Registers classes, and starts nothing: whoever never computes a palette pays for nothing.
static PHP_MINIT_FUNCTION(photolibrary) {
    using namespace photolibrary::binding;  // NOLINT(google-build-using-namespace): nothing but its own functions
    register_enums();
    register_color();
    register_swatch();
    register_decode();
    register_palette();
    register_failure();
    register_palette_options();
    register_parallelism();
    register_oversubscription();
    register_source();
    register_statistics();
    register_batch();
    register_exceptions();
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
    delete PHOTOLIBRARY_G(result);
    PHOTOLIBRARY_G(result) = nullptr;
    return SUCCESS;
}

static PHP_MINFO_FUNCTION(photolibrary) {
    photolibrary::binding::print_info();
}

zend_module_entry photolibrary_module_entry = {
    STANDARD_MODULE_HEADER,
    "photolibrary",
    photolibrary::binding::functions,
    PHP_MINIT(photolibrary),
    nullptr,
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
