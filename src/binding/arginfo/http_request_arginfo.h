/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: ddcddcf40c1dad07b0d2634365480671cc9846be */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_HttpRequest___construct, 0, 0, 1)
	ZEND_ARG_TYPE_INFO(0, url, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, method, IS_STRING, 0, "\'GET\'")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, headers, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, body, IS_STRING, 0, "\'\'")
	ZEND_ARG_OBJ_TYPE_MASK(0, bodyFile, SplFileInfo, MAY_BE_STRING|MAY_BE_NULL, "null")
	ZEND_ARG_OBJ_TYPE_MASK(0, sinkFile, SplFileInfo, MAY_BE_STRING|MAY_BE_NULL, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_DOUBLE, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, retryUnsafe, _IS_BOOL, 0, "false")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, parts, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_HttpRequest_with, 0, 0, PhotoLibrary\\HttpRequest, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, changes, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_HttpRequest_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_HttpRequest_fromArray, 0, 1, PhotoLibrary\\HttpRequest, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_HttpRequest___debugInfo arginfo_class_PhotoLibrary_HttpRequest_toArray

#define arginfo_class_PhotoLibrary_HttpRequest_jsonSerialize arginfo_class_PhotoLibrary_HttpRequest_toArray

#define arginfo_class_PhotoLibrary_HttpRequest___serialize arginfo_class_PhotoLibrary_HttpRequest_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_HttpRequest___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_HttpRequest, __construct);
ZEND_METHOD(PhotoLibrary_HttpRequest, with);
ZEND_METHOD(PhotoLibrary_HttpRequest, toArray);
ZEND_METHOD(PhotoLibrary_HttpRequest, fromArray);
ZEND_METHOD(PhotoLibrary_HttpRequest, __debugInfo);
ZEND_METHOD(PhotoLibrary_HttpRequest, jsonSerialize);
ZEND_METHOD(PhotoLibrary_HttpRequest, __serialize);
ZEND_METHOD(PhotoLibrary_HttpRequest, __unserialize);


static const zend_function_entry class_PhotoLibrary_HttpRequest_methods[] = {
	ZEND_ME(PhotoLibrary_HttpRequest, __construct, arginfo_class_PhotoLibrary_HttpRequest___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpRequest, with, arginfo_class_PhotoLibrary_HttpRequest_with, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpRequest, toArray, arginfo_class_PhotoLibrary_HttpRequest_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpRequest, fromArray, arginfo_class_PhotoLibrary_HttpRequest_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_HttpRequest, __debugInfo, arginfo_class_PhotoLibrary_HttpRequest___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpRequest, jsonSerialize, arginfo_class_PhotoLibrary_HttpRequest_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpRequest, __serialize, arginfo_class_PhotoLibrary_HttpRequest___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpRequest, __unserialize, arginfo_class_PhotoLibrary_HttpRequest___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_HttpRequest(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "HttpRequest", class_PhotoLibrary_HttpRequest_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_url_default_value;
	ZVAL_UNDEF(&property_url_default_value);
	zend_string *property_url_name = zend_string_init("url", sizeof("url") - 1, 1);
	zend_declare_typed_property(class_entry, property_url_name, &property_url_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_url_name);

	zval property_method_default_value;
	ZVAL_UNDEF(&property_method_default_value);
	zend_string *property_method_name = zend_string_init("method", sizeof("method") - 1, 1);
	zend_declare_typed_property(class_entry, property_method_name, &property_method_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_method_name);

	zval property_headers_default_value;
	ZVAL_UNDEF(&property_headers_default_value);
	zend_string *property_headers_name = zend_string_init("headers", sizeof("headers") - 1, 1);
	zend_declare_typed_property(class_entry, property_headers_name, &property_headers_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_headers_name);

	zval property_body_default_value;
	ZVAL_UNDEF(&property_body_default_value);
	zend_string *property_body_name = zend_string_init("body", sizeof("body") - 1, 1);
	zend_declare_typed_property(class_entry, property_body_name, &property_body_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_body_name);

	zval property_bodyFile_default_value;
	ZVAL_UNDEF(&property_bodyFile_default_value);
	zend_string *property_bodyFile_name = zend_string_init("bodyFile", sizeof("bodyFile") - 1, 1);
	zend_declare_typed_property(class_entry, property_bodyFile_name, &property_bodyFile_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_bodyFile_name);

	zval property_sinkFile_default_value;
	ZVAL_UNDEF(&property_sinkFile_default_value);
	zend_string *property_sinkFile_name = zend_string_init("sinkFile", sizeof("sinkFile") - 1, 1);
	zend_declare_typed_property(class_entry, property_sinkFile_name, &property_sinkFile_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_sinkFile_name);

	zval property_timeout_default_value;
	ZVAL_UNDEF(&property_timeout_default_value);
	zend_string *property_timeout_name = zend_string_init("timeout", sizeof("timeout") - 1, 1);
	zend_declare_typed_property(class_entry, property_timeout_name, &property_timeout_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE|MAY_BE_NULL));
	zend_string_release(property_timeout_name);

	zval property_retryUnsafe_default_value;
	ZVAL_UNDEF(&property_retryUnsafe_default_value);
	zend_string *property_retryUnsafe_name = zend_string_init("retryUnsafe", sizeof("retryUnsafe") - 1, 1);
	zend_declare_typed_property(class_entry, property_retryUnsafe_name, &property_retryUnsafe_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_retryUnsafe_name);

	zval property_parts_default_value;
	ZVAL_UNDEF(&property_parts_default_value);
	zend_string *property_parts_name = zend_string_init("parts", sizeof("parts") - 1, 1);
	zend_declare_typed_property(class_entry, property_parts_name, &property_parts_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_parts_name);

	return class_entry;
}
