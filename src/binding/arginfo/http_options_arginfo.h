/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: fb9772e6a24ce5f65444818906654bd2c5635d48 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_HttpOptions___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, concurrency, IS_LONG, 0, "32")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, perHost, IS_LONG, 0, "6")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, retries, IS_LONG, 0, "3")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, connectTimeout, IS_DOUBLE, 0, "10.0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_DOUBLE, 0, "60.0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, maxBytes, IS_LONG, 0, "268435456")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, maxRedirects, IS_LONG, 0, "5")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, allow, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, proxy, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, answerTimeout, IS_DOUBLE, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_HttpOptions_with, 0, 0, PhotoLibrary\\HttpOptions, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, changes, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_HttpOptions_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_HttpOptions_fromArray, 0, 1, PhotoLibrary\\HttpOptions, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_HttpOptions_jsonSerialize arginfo_class_PhotoLibrary_HttpOptions_toArray

#define arginfo_class_PhotoLibrary_HttpOptions___debugInfo arginfo_class_PhotoLibrary_HttpOptions_toArray

#define arginfo_class_PhotoLibrary_HttpOptions___serialize arginfo_class_PhotoLibrary_HttpOptions_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_HttpOptions___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_HttpOptions, __construct);
ZEND_METHOD(PhotoLibrary_HttpOptions, with);
ZEND_METHOD(PhotoLibrary_HttpOptions, toArray);
ZEND_METHOD(PhotoLibrary_HttpOptions, fromArray);
ZEND_METHOD(PhotoLibrary_HttpOptions, jsonSerialize);
ZEND_METHOD(PhotoLibrary_HttpOptions, __debugInfo);
ZEND_METHOD(PhotoLibrary_HttpOptions, __serialize);
ZEND_METHOD(PhotoLibrary_HttpOptions, __unserialize);


static const zend_function_entry class_PhotoLibrary_HttpOptions_methods[] = {
	ZEND_ME(PhotoLibrary_HttpOptions, __construct, arginfo_class_PhotoLibrary_HttpOptions___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpOptions, with, arginfo_class_PhotoLibrary_HttpOptions_with, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpOptions, toArray, arginfo_class_PhotoLibrary_HttpOptions_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpOptions, fromArray, arginfo_class_PhotoLibrary_HttpOptions_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_HttpOptions, jsonSerialize, arginfo_class_PhotoLibrary_HttpOptions_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpOptions, __debugInfo, arginfo_class_PhotoLibrary_HttpOptions___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpOptions, __serialize, arginfo_class_PhotoLibrary_HttpOptions___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_HttpOptions, __unserialize, arginfo_class_PhotoLibrary_HttpOptions___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_HttpOptions(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "HttpOptions", class_PhotoLibrary_HttpOptions_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_concurrency_default_value;
	ZVAL_UNDEF(&property_concurrency_default_value);
	zend_string *property_concurrency_name = zend_string_init("concurrency", sizeof("concurrency") - 1, 1);
	zend_declare_typed_property(class_entry, property_concurrency_name, &property_concurrency_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_concurrency_name);

	zval property_perHost_default_value;
	ZVAL_UNDEF(&property_perHost_default_value);
	zend_string *property_perHost_name = zend_string_init("perHost", sizeof("perHost") - 1, 1);
	zend_declare_typed_property(class_entry, property_perHost_name, &property_perHost_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_perHost_name);

	zval property_retries_default_value;
	ZVAL_UNDEF(&property_retries_default_value);
	zend_string *property_retries_name = zend_string_init("retries", sizeof("retries") - 1, 1);
	zend_declare_typed_property(class_entry, property_retries_name, &property_retries_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_retries_name);

	zval property_connectTimeout_default_value;
	ZVAL_UNDEF(&property_connectTimeout_default_value);
	zend_string *property_connectTimeout_name = zend_string_init("connectTimeout", sizeof("connectTimeout") - 1, 1);
	zend_declare_typed_property(class_entry, property_connectTimeout_name, &property_connectTimeout_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_connectTimeout_name);

	zval property_timeout_default_value;
	ZVAL_UNDEF(&property_timeout_default_value);
	zend_string *property_timeout_name = zend_string_init("timeout", sizeof("timeout") - 1, 1);
	zend_declare_typed_property(class_entry, property_timeout_name, &property_timeout_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_timeout_name);

	zval property_maxBytes_default_value;
	ZVAL_UNDEF(&property_maxBytes_default_value);
	zend_string *property_maxBytes_name = zend_string_init("maxBytes", sizeof("maxBytes") - 1, 1);
	zend_declare_typed_property(class_entry, property_maxBytes_name, &property_maxBytes_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_maxBytes_name);

	zval property_maxRedirects_default_value;
	ZVAL_UNDEF(&property_maxRedirects_default_value);
	zend_string *property_maxRedirects_name = zend_string_init("maxRedirects", sizeof("maxRedirects") - 1, 1);
	zend_declare_typed_property(class_entry, property_maxRedirects_name, &property_maxRedirects_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_maxRedirects_name);

	zval property_allow_default_value;
	ZVAL_UNDEF(&property_allow_default_value);
	zend_string *property_allow_name = zend_string_init("allow", sizeof("allow") - 1, 1);
	zend_declare_typed_property(class_entry, property_allow_name, &property_allow_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_allow_name);

	zval property_proxy_default_value;
	ZVAL_UNDEF(&property_proxy_default_value);
	zend_string *property_proxy_name = zend_string_init("proxy", sizeof("proxy") - 1, 1);
	zend_declare_typed_property(class_entry, property_proxy_name, &property_proxy_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_proxy_name);

	zval property_answerTimeout_default_value;
	ZVAL_UNDEF(&property_answerTimeout_default_value);
	zend_string *property_answerTimeout_name = zend_string_init("answerTimeout", sizeof("answerTimeout") - 1, 1);
	zend_declare_typed_property(class_entry, property_answerTimeout_name, &property_answerTimeout_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE|MAY_BE_NULL));
	zend_string_release(property_answerTimeout_name);

	return class_entry;
}
