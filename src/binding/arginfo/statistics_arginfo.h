/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 2dd498c5b5008dd7e822a3d3e398c54c0331a4bd */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Statistics___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Statistics_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Statistics_fromArray, 0, 1, PhotoLibrary\\Statistics, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Statistics_jsonSerialize arginfo_class_PhotoLibrary_Statistics_toArray

#define arginfo_class_PhotoLibrary_Statistics___serialize arginfo_class_PhotoLibrary_Statistics_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Statistics___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Statistics, __construct);
ZEND_METHOD(PhotoLibrary_Statistics, toArray);
ZEND_METHOD(PhotoLibrary_Statistics, fromArray);
ZEND_METHOD(PhotoLibrary_Statistics, jsonSerialize);
ZEND_METHOD(PhotoLibrary_Statistics, __serialize);
ZEND_METHOD(PhotoLibrary_Statistics, __unserialize);


static const zend_function_entry class_PhotoLibrary_Statistics_methods[] = {
	ZEND_ME(PhotoLibrary_Statistics, __construct, arginfo_class_PhotoLibrary_Statistics___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_Statistics, toArray, arginfo_class_PhotoLibrary_Statistics_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Statistics, fromArray, arginfo_class_PhotoLibrary_Statistics_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Statistics, jsonSerialize, arginfo_class_PhotoLibrary_Statistics_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Statistics, __serialize, arginfo_class_PhotoLibrary_Statistics___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Statistics, __unserialize, arginfo_class_PhotoLibrary_Statistics___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Statistics(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Statistics", class_PhotoLibrary_Statistics_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_pulled_default_value;
	ZVAL_UNDEF(&property_pulled_default_value);
	zend_string *property_pulled_name = zend_string_init("pulled", sizeof("pulled") - 1, 1);
	zend_declare_typed_property(class_entry, property_pulled_name, &property_pulled_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_pulled_name);

	zval property_succeeded_default_value;
	ZVAL_UNDEF(&property_succeeded_default_value);
	zend_string *property_succeeded_name = zend_string_init("succeeded", sizeof("succeeded") - 1, 1);
	zend_declare_typed_property(class_entry, property_succeeded_name, &property_succeeded_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_succeeded_name);

	zval property_failed_default_value;
	ZVAL_UNDEF(&property_failed_default_value);
	zend_string *property_failed_name = zend_string_init("failed", sizeof("failed") - 1, 1);
	zend_declare_typed_property(class_entry, property_failed_name, &property_failed_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_failed_name);

	zval property_retried_default_value;
	ZVAL_UNDEF(&property_retried_default_value);
	zend_string *property_retried_name = zend_string_init("retried", sizeof("retried") - 1, 1);
	zend_declare_typed_property(class_entry, property_retried_name, &property_retried_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_retried_name);

	zval property_inFlight_default_value;
	ZVAL_UNDEF(&property_inFlight_default_value);
	zend_string *property_inFlight_name = zend_string_init("inFlight", sizeof("inFlight") - 1, 1);
	zend_declare_typed_property(class_entry, property_inFlight_name, &property_inFlight_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_inFlight_name);

	zval property_bytesRead_default_value;
	ZVAL_UNDEF(&property_bytesRead_default_value);
	zend_string *property_bytesRead_name = zend_string_init("bytesRead", sizeof("bytesRead") - 1, 1);
	zend_declare_typed_property(class_entry, property_bytesRead_name, &property_bytesRead_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_bytesRead_name);

	zval property_bytesSent_default_value;
	ZVAL_UNDEF(&property_bytesSent_default_value);
	zend_string *property_bytesSent_name = zend_string_init("bytesSent", sizeof("bytesSent") - 1, 1);
	zend_declare_typed_property(class_entry, property_bytesSent_name, &property_bytesSent_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_bytesSent_name);

	zval property_seconds_default_value;
	ZVAL_UNDEF(&property_seconds_default_value);
	zend_string *property_seconds_name = zend_string_init("seconds", sizeof("seconds") - 1, 1);
	zend_declare_typed_property(class_entry, property_seconds_name, &property_seconds_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_seconds_name);

	zval property_failures_default_value;
	ZVAL_UNDEF(&property_failures_default_value);
	zend_string *property_failures_name = zend_string_init("failures", sizeof("failures") - 1, 1);
	zend_declare_typed_property(class_entry, property_failures_name, &property_failures_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_failures_name);

	zval property_sandbox_default_value;
	ZVAL_UNDEF(&property_sandbox_default_value);
	zend_string *property_sandbox_name = zend_string_init("sandbox", sizeof("sandbox") - 1, 1);
	zend_declare_typed_property(class_entry, property_sandbox_name, &property_sandbox_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_sandbox_name);

	zend_string *property_parallelism_class_PhotoLibrary_Parallelism = zend_string_init("PhotoLibrary\\Parallelism", sizeof("PhotoLibrary\\Parallelism")-1, 1);
	zval property_parallelism_default_value;
	ZVAL_UNDEF(&property_parallelism_default_value);
	zend_string *property_parallelism_name = zend_string_init("parallelism", sizeof("parallelism") - 1, 1);
	zend_declare_typed_property(class_entry, property_parallelism_name, &property_parallelism_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_parallelism_class_PhotoLibrary_Parallelism, 0, 0));
	zend_string_release(property_parallelism_name);

	return class_entry;
}
