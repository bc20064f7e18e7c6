/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 0e66f67aeb7424bb4af9c5ae07763f05fe2124ea */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Failure___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Failure_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Failure_fromArray, 0, 1, PhotoLibrary\\Failure, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Failure_jsonSerialize arginfo_class_PhotoLibrary_Failure_toArray

#define arginfo_class_PhotoLibrary_Failure___serialize arginfo_class_PhotoLibrary_Failure_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Failure___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Failure, __construct);
ZEND_METHOD(PhotoLibrary_Failure, toArray);
ZEND_METHOD(PhotoLibrary_Failure, fromArray);
ZEND_METHOD(PhotoLibrary_Failure, jsonSerialize);
ZEND_METHOD(PhotoLibrary_Failure, __serialize);
ZEND_METHOD(PhotoLibrary_Failure, __unserialize);


static const zend_function_entry class_PhotoLibrary_Failure_methods[] = {
	ZEND_ME(PhotoLibrary_Failure, __construct, arginfo_class_PhotoLibrary_Failure___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_Failure, toArray, arginfo_class_PhotoLibrary_Failure_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Failure, fromArray, arginfo_class_PhotoLibrary_Failure_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Failure, jsonSerialize, arginfo_class_PhotoLibrary_Failure_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Failure, __serialize, arginfo_class_PhotoLibrary_Failure___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Failure, __unserialize, arginfo_class_PhotoLibrary_Failure___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Failure(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Failure", class_PhotoLibrary_Failure_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zend_string *property_reason_class_PhotoLibrary_FailureReason = zend_string_init("PhotoLibrary\\FailureReason", sizeof("PhotoLibrary\\FailureReason")-1, 1);
	zval property_reason_default_value;
	ZVAL_UNDEF(&property_reason_default_value);
	zend_string *property_reason_name = zend_string_init("reason", sizeof("reason") - 1, 1);
	zend_declare_typed_property(class_entry, property_reason_name, &property_reason_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_reason_class_PhotoLibrary_FailureReason, 0, 0));
	zend_string_release(property_reason_name);

	zval property_message_default_value;
	ZVAL_UNDEF(&property_message_default_value);
	zend_string *property_message_name = zend_string_init("message", sizeof("message") - 1, 1);
	zend_declare_typed_property(class_entry, property_message_name, &property_message_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_message_name);

	zval property_source_default_value;
	ZVAL_UNDEF(&property_source_default_value);
	zend_string *property_source_name = zend_string_init("source", sizeof("source") - 1, 1);
	zend_declare_typed_property(class_entry, property_source_name, &property_source_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_source_name);

	zval property_attempts_default_value;
	ZVAL_UNDEF(&property_attempts_default_value);
	zend_string *property_attempts_name = zend_string_init("attempts", sizeof("attempts") - 1, 1);
	zend_declare_typed_property(class_entry, property_attempts_name, &property_attempts_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_attempts_name);

	zval property_httpStatus_default_value;
	ZVAL_UNDEF(&property_httpStatus_default_value);
	zend_string *property_httpStatus_name = zend_string_init("httpStatus", sizeof("httpStatus") - 1, 1);
	zend_declare_typed_property(class_entry, property_httpStatus_name, &property_httpStatus_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_httpStatus_name);

	zval property_signal_default_value;
	ZVAL_UNDEF(&property_signal_default_value);
	zend_string *property_signal_name = zend_string_init("signal", sizeof("signal") - 1, 1);
	zend_declare_typed_property(class_entry, property_signal_name, &property_signal_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_signal_name);

	return class_entry;
}
