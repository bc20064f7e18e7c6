/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: d7f2e2e27d04ae978e22e736a73d226c6ef25e65 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_HttpPool___construct, 0, 0, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, options, PhotoLibrary\\HttpOptions, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_HttpPool_send, 0, 1, PhotoLibrary\\HttpResponse, 0)
	ZEND_ARG_OBJ_INFO(0, request, PhotoLibrary\\HttpRequest, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_HttpPool_sendAll, 0, 1, PhotoLibrary\\HttpBatch, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, requests, Traversable, MAY_BE_ARRAY, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, ordered, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_HttpPool, __construct);
ZEND_METHOD(PhotoLibrary_HttpPool, send);
ZEND_METHOD(PhotoLibrary_HttpPool, sendAll);


static const zend_function_entry class_PhotoLibrary_HttpPool_methods[] = {
	ZEND_ME(PhotoLibrary_HttpPool, __construct, arginfo_class_PhotoLibrary_HttpPool___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpPool, send, arginfo_class_PhotoLibrary_HttpPool_send, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpPool, sendAll, arginfo_class_PhotoLibrary_HttpPool_sendAll, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_HttpPool(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "HttpPool", class_PhotoLibrary_HttpPool_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	zend_string *property_options_class_PhotoLibrary_HttpOptions = zend_string_init("PhotoLibrary\\HttpOptions", sizeof("PhotoLibrary\\HttpOptions")-1, 1);
	zval property_options_default_value;
	ZVAL_UNDEF(&property_options_default_value);
	zend_string *property_options_name = zend_string_init("options", sizeof("options") - 1, 1);
	zend_declare_typed_property(class_entry, property_options_name, &property_options_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_options_class_PhotoLibrary_HttpOptions, 0, 0));
	zend_string_release(property_options_name);

	return class_entry;
}
