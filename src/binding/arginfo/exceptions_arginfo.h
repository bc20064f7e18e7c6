/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 1e6e920d9732d96c3f3c6a32030eb1a6b4b832a8 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_PaletteException___construct, 0, 0, 1)
	ZEND_ARG_OBJ_INFO(0, failure, PhotoLibrary\\Failure, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, previous, Throwable, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_HttpException___construct, 0, 0, 1)
	ZEND_ARG_OBJ_INFO(0, failure, PhotoLibrary\\Failure, 0)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, response, PhotoLibrary\\HttpResponse, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, previous, Throwable, 1, "null")
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_PaletteException, __construct);
ZEND_METHOD(PhotoLibrary_HttpException, __construct);


static const zend_function_entry class_PhotoLibrary_PhotoLibraryException_methods[] = {
	ZEND_FE_END
};


static const zend_function_entry class_PhotoLibrary_PaletteException_methods[] = {
	ZEND_ME(PhotoLibrary_PaletteException, __construct, arginfo_class_PhotoLibrary_PaletteException___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_PhotoLibrary_HttpException_methods[] = {
	ZEND_ME(PhotoLibrary_HttpException, __construct, arginfo_class_PhotoLibrary_HttpException___construct, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};


static const zend_function_entry class_PhotoLibrary_EngineException_methods[] = {
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_PhotoLibraryException(zend_class_entry *class_entry_Exception)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "PhotoLibraryException", class_PhotoLibrary_PhotoLibraryException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_Exception);

	return class_entry;
}

static zend_class_entry *register_class_PhotoLibrary_PaletteException(zend_class_entry *class_entry_PhotoLibrary_PhotoLibraryException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "PaletteException", class_PhotoLibrary_PaletteException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_PhotoLibrary_PhotoLibraryException);
	class_entry->ce_flags |= ZEND_ACC_FINAL;

	zend_string *property_failure_class_PhotoLibrary_Failure = zend_string_init("PhotoLibrary\\Failure", sizeof("PhotoLibrary\\Failure")-1, 1);
	zval property_failure_default_value;
	ZVAL_UNDEF(&property_failure_default_value);
	zend_string *property_failure_name = zend_string_init("failure", sizeof("failure") - 1, 1);
	zend_declare_typed_property(class_entry, property_failure_name, &property_failure_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_failure_class_PhotoLibrary_Failure, 0, 0));
	zend_string_release(property_failure_name);

	return class_entry;
}

static zend_class_entry *register_class_PhotoLibrary_HttpException(zend_class_entry *class_entry_PhotoLibrary_PhotoLibraryException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "HttpException", class_PhotoLibrary_HttpException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_PhotoLibrary_PhotoLibraryException);
	class_entry->ce_flags |= ZEND_ACC_FINAL;

	zend_string *property_failure_class_PhotoLibrary_Failure = zend_string_init("PhotoLibrary\\Failure", sizeof("PhotoLibrary\\Failure")-1, 1);
	zval property_failure_default_value;
	ZVAL_UNDEF(&property_failure_default_value);
	zend_string *property_failure_name = zend_string_init("failure", sizeof("failure") - 1, 1);
	zend_declare_typed_property(class_entry, property_failure_name, &property_failure_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_failure_class_PhotoLibrary_Failure, 0, 0));
	zend_string_release(property_failure_name);

	zend_string *property_response_class_PhotoLibrary_HttpResponse = zend_string_init("PhotoLibrary\\HttpResponse", sizeof("PhotoLibrary\\HttpResponse")-1, 1);
	zval property_response_default_value;
	ZVAL_UNDEF(&property_response_default_value);
	zend_string *property_response_name = zend_string_init("response", sizeof("response") - 1, 1);
	zend_declare_typed_property(class_entry, property_response_name, &property_response_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_response_class_PhotoLibrary_HttpResponse, 0, MAY_BE_NULL));
	zend_string_release(property_response_name);

	return class_entry;
}

static zend_class_entry *register_class_PhotoLibrary_EngineException(zend_class_entry *class_entry_PhotoLibrary_PhotoLibraryException)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "EngineException", class_PhotoLibrary_EngineException_methods);
	class_entry = zend_register_internal_class_ex(&ce, class_entry_PhotoLibrary_PhotoLibraryException);
	class_entry->ce_flags |= ZEND_ACC_FINAL;

	return class_entry;
}
