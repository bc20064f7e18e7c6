/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 1256351c1bdb90e5f04af28213e2ed349f7a3333 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Oversubscription___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Oversubscription_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Oversubscription_fromArray, 0, 1, PhotoLibrary\\Oversubscription, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Oversubscription_jsonSerialize arginfo_class_PhotoLibrary_Oversubscription_toArray

#define arginfo_class_PhotoLibrary_Oversubscription___serialize arginfo_class_PhotoLibrary_Oversubscription_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Oversubscription___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Oversubscription, __construct);
ZEND_METHOD(PhotoLibrary_Oversubscription, toArray);
ZEND_METHOD(PhotoLibrary_Oversubscription, fromArray);
ZEND_METHOD(PhotoLibrary_Oversubscription, jsonSerialize);
ZEND_METHOD(PhotoLibrary_Oversubscription, __serialize);
ZEND_METHOD(PhotoLibrary_Oversubscription, __unserialize);


static const zend_function_entry class_PhotoLibrary_Oversubscription_methods[] = {
	ZEND_ME(PhotoLibrary_Oversubscription, __construct, arginfo_class_PhotoLibrary_Oversubscription___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_Oversubscription, toArray, arginfo_class_PhotoLibrary_Oversubscription_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Oversubscription, fromArray, arginfo_class_PhotoLibrary_Oversubscription_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Oversubscription, jsonSerialize, arginfo_class_PhotoLibrary_Oversubscription_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Oversubscription, __serialize, arginfo_class_PhotoLibrary_Oversubscription___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Oversubscription, __unserialize, arginfo_class_PhotoLibrary_Oversubscription___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Oversubscription(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Oversubscription", class_PhotoLibrary_Oversubscription_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_total_default_value;
	ZVAL_UNDEF(&property_total_default_value);
	zend_string *property_total_name = zend_string_init("total", sizeof("total") - 1, 1);
	zend_declare_typed_property(class_entry, property_total_name, &property_total_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_total_name);

	zval property_cpus_default_value;
	ZVAL_UNDEF(&property_cpus_default_value);
	zend_string *property_cpus_name = zend_string_init("cpus", sizeof("cpus") - 1, 1);
	zend_declare_typed_property(class_entry, property_cpus_name, &property_cpus_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_cpus_name);

	zval property_suggestedProcesses_default_value;
	ZVAL_UNDEF(&property_suggestedProcesses_default_value);
	zend_string *property_suggestedProcesses_name = zend_string_init("suggestedProcesses", sizeof("suggestedProcesses") - 1, 1);
	zend_declare_typed_property(class_entry, property_suggestedProcesses_name, &property_suggestedProcesses_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_suggestedProcesses_name);

	zval property_suggestedWorkers_default_value;
	ZVAL_UNDEF(&property_suggestedWorkers_default_value);
	zend_string *property_suggestedWorkers_name = zend_string_init("suggestedWorkers", sizeof("suggestedWorkers") - 1, 1);
	zend_declare_typed_property(class_entry, property_suggestedWorkers_name, &property_suggestedWorkers_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_suggestedWorkers_name);

	return class_entry;
}
