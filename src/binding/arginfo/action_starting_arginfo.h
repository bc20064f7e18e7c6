/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 6e198ac484fb8d4585d0e068fef553f46e9d7cb2 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_ActionStarting___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionStarting_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_ActionStarting_fromArray, 0, 1, PhotoLibrary\\ActionStarting, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_ActionStarting_jsonSerialize arginfo_class_PhotoLibrary_ActionStarting_toArray

#define arginfo_class_PhotoLibrary_ActionStarting___serialize arginfo_class_PhotoLibrary_ActionStarting_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionStarting___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_ActionStarting, __construct);
ZEND_METHOD(PhotoLibrary_ActionStarting, toArray);
ZEND_METHOD(PhotoLibrary_ActionStarting, fromArray);
ZEND_METHOD(PhotoLibrary_ActionStarting, jsonSerialize);
ZEND_METHOD(PhotoLibrary_ActionStarting, __serialize);
ZEND_METHOD(PhotoLibrary_ActionStarting, __unserialize);


static const zend_function_entry class_PhotoLibrary_ActionStarting_methods[] = {
	ZEND_ME(PhotoLibrary_ActionStarting, __construct, arginfo_class_PhotoLibrary_ActionStarting___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_ActionStarting, toArray, arginfo_class_PhotoLibrary_ActionStarting_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionStarting, fromArray, arginfo_class_PhotoLibrary_ActionStarting_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_ActionStarting, jsonSerialize, arginfo_class_PhotoLibrary_ActionStarting_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionStarting, __serialize, arginfo_class_PhotoLibrary_ActionStarting___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionStarting, __unserialize, arginfo_class_PhotoLibrary_ActionStarting___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_ActionStarting(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "ActionStarting", class_PhotoLibrary_ActionStarting_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zend_string *property_action_class_PhotoLibrary_Action = zend_string_init("PhotoLibrary\\Action", sizeof("PhotoLibrary\\Action")-1, 1);
	zval property_action_default_value;
	ZVAL_UNDEF(&property_action_default_value);
	zend_string *property_action_name = zend_string_init("action", sizeof("action") - 1, 1);
	zend_declare_typed_property(class_entry, property_action_name, &property_action_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_action_class_PhotoLibrary_Action, 0, 0));
	zend_string_release(property_action_name);

	zval property_attempt_default_value;
	ZVAL_UNDEF(&property_attempt_default_value);
	zend_string *property_attempt_name = zend_string_init("attempt", sizeof("attempt") - 1, 1);
	zend_declare_typed_property(class_entry, property_attempt_name, &property_attempt_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_attempt_name);

	zval property_worker_default_value;
	ZVAL_UNDEF(&property_worker_default_value);
	zend_string *property_worker_name = zend_string_init("worker", sizeof("worker") - 1, 1);
	zend_declare_typed_property(class_entry, property_worker_name, &property_worker_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_worker_name);

	zval property_active_default_value;
	ZVAL_UNDEF(&property_active_default_value);
	zend_string *property_active_name = zend_string_init("active", sizeof("active") - 1, 1);
	zend_declare_typed_property(class_entry, property_active_name, &property_active_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_active_name);

	zval property_workers_default_value;
	ZVAL_UNDEF(&property_workers_default_value);
	zend_string *property_workers_name = zend_string_init("workers", sizeof("workers") - 1, 1);
	zend_declare_typed_property(class_entry, property_workers_name, &property_workers_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_workers_name);

	return class_entry;
}
