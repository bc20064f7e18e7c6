/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: a56b3cf478e3eda6ce0d601a2368eaf2a53cb85c */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Parallelism___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Parallelism_sequential, 0, 0, PhotoLibrary\\Parallelism, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Parallelism_workers, 0, 0, PhotoLibrary\\Parallelism, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, workers, IS_LONG, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Parallelism_processes, 0, 0, PhotoLibrary\\Parallelism, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, processes, IS_LONG, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, workers, IS_LONG, 0, "1")
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Parallelism_detect arginfo_class_PhotoLibrary_Parallelism_sequential

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Parallelism_usableCpus, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Parallelism_oversubscription, 0, 0, PhotoLibrary\\Oversubscription, 1)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Parallelism_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Parallelism_fromArray, 0, 1, PhotoLibrary\\Parallelism, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Parallelism_jsonSerialize arginfo_class_PhotoLibrary_Parallelism_toArray

#define arginfo_class_PhotoLibrary_Parallelism___serialize arginfo_class_PhotoLibrary_Parallelism_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Parallelism___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Parallelism, __construct);
ZEND_METHOD(PhotoLibrary_Parallelism, sequential);
ZEND_METHOD(PhotoLibrary_Parallelism, workers);
ZEND_METHOD(PhotoLibrary_Parallelism, processes);
ZEND_METHOD(PhotoLibrary_Parallelism, detect);
ZEND_METHOD(PhotoLibrary_Parallelism, usableCpus);
ZEND_METHOD(PhotoLibrary_Parallelism, oversubscription);
ZEND_METHOD(PhotoLibrary_Parallelism, toArray);
ZEND_METHOD(PhotoLibrary_Parallelism, fromArray);
ZEND_METHOD(PhotoLibrary_Parallelism, jsonSerialize);
ZEND_METHOD(PhotoLibrary_Parallelism, __serialize);
ZEND_METHOD(PhotoLibrary_Parallelism, __unserialize);


static const zend_function_entry class_PhotoLibrary_Parallelism_methods[] = {
	ZEND_ME(PhotoLibrary_Parallelism, __construct, arginfo_class_PhotoLibrary_Parallelism___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_Parallelism, sequential, arginfo_class_PhotoLibrary_Parallelism_sequential, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Parallelism, workers, arginfo_class_PhotoLibrary_Parallelism_workers, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Parallelism, processes, arginfo_class_PhotoLibrary_Parallelism_processes, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Parallelism, detect, arginfo_class_PhotoLibrary_Parallelism_detect, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Parallelism, usableCpus, arginfo_class_PhotoLibrary_Parallelism_usableCpus, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Parallelism, oversubscription, arginfo_class_PhotoLibrary_Parallelism_oversubscription, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Parallelism, toArray, arginfo_class_PhotoLibrary_Parallelism_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Parallelism, fromArray, arginfo_class_PhotoLibrary_Parallelism_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Parallelism, jsonSerialize, arginfo_class_PhotoLibrary_Parallelism_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Parallelism, __serialize, arginfo_class_PhotoLibrary_Parallelism___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Parallelism, __unserialize, arginfo_class_PhotoLibrary_Parallelism___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Parallelism(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Parallelism", class_PhotoLibrary_Parallelism_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zend_string *property_mode_class_PhotoLibrary_Mode = zend_string_init("PhotoLibrary\\Mode", sizeof("PhotoLibrary\\Mode")-1, 1);
	zval property_mode_default_value;
	ZVAL_UNDEF(&property_mode_default_value);
	zend_string *property_mode_name = zend_string_init("mode", sizeof("mode") - 1, 1);
	zend_declare_typed_property(class_entry, property_mode_name, &property_mode_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_mode_class_PhotoLibrary_Mode, 0, 0));
	zend_string_release(property_mode_name);

	zval property_processes_default_value;
	ZVAL_UNDEF(&property_processes_default_value);
	zend_string *property_processes_name = zend_string_init("processes", sizeof("processes") - 1, 1);
	zend_declare_typed_property(class_entry, property_processes_name, &property_processes_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_processes_name);

	zval property_workers_default_value;
	ZVAL_UNDEF(&property_workers_default_value);
	zend_string *property_workers_name = zend_string_init("workers", sizeof("workers") - 1, 1);
	zend_declare_typed_property(class_entry, property_workers_name, &property_workers_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_workers_name);

	return class_entry;
}
