/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 13a8d12163151e11f8e80b40af1b20e5c81d7c65 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Action___construct, 0, 0, 3)
	ZEND_ARG_TYPE_INFO(0, id, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, target, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, command, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, priority, IS_LONG, 0, "0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, directory, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, environment, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_DOUBLE, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, maxAttempts, IS_LONG, 0, "1")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, after, IS_ARRAY, 0, "[]")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, outputFile, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, lockFile, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, stopSignal, IS_LONG, 0, "15")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, stopGrace, IS_DOUBLE, 0, "10.0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Action_with, 0, 0, PhotoLibrary\\Action, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, changes, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Action_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Action_fromArray, 0, 1, PhotoLibrary\\Action, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Action___debugInfo arginfo_class_PhotoLibrary_Action_toArray

#define arginfo_class_PhotoLibrary_Action_jsonSerialize arginfo_class_PhotoLibrary_Action_toArray

#define arginfo_class_PhotoLibrary_Action___serialize arginfo_class_PhotoLibrary_Action_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Action___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Action, __construct);
ZEND_METHOD(PhotoLibrary_Action, with);
ZEND_METHOD(PhotoLibrary_Action, toArray);
ZEND_METHOD(PhotoLibrary_Action, fromArray);
ZEND_METHOD(PhotoLibrary_Action, __debugInfo);
ZEND_METHOD(PhotoLibrary_Action, jsonSerialize);
ZEND_METHOD(PhotoLibrary_Action, __serialize);
ZEND_METHOD(PhotoLibrary_Action, __unserialize);


static const zend_function_entry class_PhotoLibrary_Action_methods[] = {
	ZEND_ME(PhotoLibrary_Action, __construct, arginfo_class_PhotoLibrary_Action___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Action, with, arginfo_class_PhotoLibrary_Action_with, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Action, toArray, arginfo_class_PhotoLibrary_Action_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Action, fromArray, arginfo_class_PhotoLibrary_Action_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Action, __debugInfo, arginfo_class_PhotoLibrary_Action___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Action, jsonSerialize, arginfo_class_PhotoLibrary_Action_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Action, __serialize, arginfo_class_PhotoLibrary_Action___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Action, __unserialize, arginfo_class_PhotoLibrary_Action___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Action(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Action", class_PhotoLibrary_Action_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_id_default_value;
	ZVAL_UNDEF(&property_id_default_value);
	zend_string *property_id_name = zend_string_init("id", sizeof("id") - 1, 1);
	zend_declare_typed_property(class_entry, property_id_name, &property_id_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_id_name);

	zval property_target_default_value;
	ZVAL_UNDEF(&property_target_default_value);
	zend_string *property_target_name = zend_string_init("target", sizeof("target") - 1, 1);
	zend_declare_typed_property(class_entry, property_target_name, &property_target_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_target_name);

	zval property_command_default_value;
	ZVAL_UNDEF(&property_command_default_value);
	zend_string *property_command_name = zend_string_init("command", sizeof("command") - 1, 1);
	zend_declare_typed_property(class_entry, property_command_name, &property_command_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_command_name);

	zval property_priority_default_value;
	ZVAL_UNDEF(&property_priority_default_value);
	zend_string *property_priority_name = zend_string_init("priority", sizeof("priority") - 1, 1);
	zend_declare_typed_property(class_entry, property_priority_name, &property_priority_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_priority_name);

	zval property_directory_default_value;
	ZVAL_UNDEF(&property_directory_default_value);
	zend_string *property_directory_name = zend_string_init("directory", sizeof("directory") - 1, 1);
	zend_declare_typed_property(class_entry, property_directory_name, &property_directory_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_directory_name);

	zval property_environment_default_value;
	ZVAL_UNDEF(&property_environment_default_value);
	zend_string *property_environment_name = zend_string_init("environment", sizeof("environment") - 1, 1);
	zend_declare_typed_property(class_entry, property_environment_name, &property_environment_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_environment_name);

	zval property_timeout_default_value;
	ZVAL_UNDEF(&property_timeout_default_value);
	zend_string *property_timeout_name = zend_string_init("timeout", sizeof("timeout") - 1, 1);
	zend_declare_typed_property(class_entry, property_timeout_name, &property_timeout_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE|MAY_BE_NULL));
	zend_string_release(property_timeout_name);

	zval property_maxAttempts_default_value;
	ZVAL_UNDEF(&property_maxAttempts_default_value);
	zend_string *property_maxAttempts_name = zend_string_init("maxAttempts", sizeof("maxAttempts") - 1, 1);
	zend_declare_typed_property(class_entry, property_maxAttempts_name, &property_maxAttempts_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_maxAttempts_name);

	zval property_after_default_value;
	ZVAL_UNDEF(&property_after_default_value);
	zend_string *property_after_name = zend_string_init("after", sizeof("after") - 1, 1);
	zend_declare_typed_property(class_entry, property_after_name, &property_after_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_after_name);

	zval property_outputFile_default_value;
	ZVAL_UNDEF(&property_outputFile_default_value);
	zend_string *property_outputFile_name = zend_string_init("outputFile", sizeof("outputFile") - 1, 1);
	zend_declare_typed_property(class_entry, property_outputFile_name, &property_outputFile_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_outputFile_name);

	zval property_lockFile_default_value;
	ZVAL_UNDEF(&property_lockFile_default_value);
	zend_string *property_lockFile_name = zend_string_init("lockFile", sizeof("lockFile") - 1, 1);
	zend_declare_typed_property(class_entry, property_lockFile_name, &property_lockFile_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_lockFile_name);

	zval property_stopSignal_default_value;
	ZVAL_UNDEF(&property_stopSignal_default_value);
	zend_string *property_stopSignal_name = zend_string_init("stopSignal", sizeof("stopSignal") - 1, 1);
	zend_declare_typed_property(class_entry, property_stopSignal_name, &property_stopSignal_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_stopSignal_name);

	zval property_stopGrace_default_value;
	ZVAL_UNDEF(&property_stopGrace_default_value);
	zend_string *property_stopGrace_name = zend_string_init("stopGrace", sizeof("stopGrace") - 1, 1);
	zend_declare_typed_property(class_entry, property_stopGrace_name, &property_stopGrace_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_stopGrace_name);

	return class_entry;
}
