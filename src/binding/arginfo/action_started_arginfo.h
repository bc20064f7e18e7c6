/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 5a9e054f70fd257a8a2ed4e3d55b8f11a417ee82 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_ActionStarted___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionStarted_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_ActionStarted_fromArray, 0, 1, PhotoLibrary\\ActionStarted, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_ActionStarted_jsonSerialize arginfo_class_PhotoLibrary_ActionStarted_toArray

#define arginfo_class_PhotoLibrary_ActionStarted___serialize arginfo_class_PhotoLibrary_ActionStarted_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionStarted___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_ActionStarted, __construct);
ZEND_METHOD(PhotoLibrary_ActionStarted, toArray);
ZEND_METHOD(PhotoLibrary_ActionStarted, fromArray);
ZEND_METHOD(PhotoLibrary_ActionStarted, jsonSerialize);
ZEND_METHOD(PhotoLibrary_ActionStarted, __serialize);
ZEND_METHOD(PhotoLibrary_ActionStarted, __unserialize);


static const zend_function_entry class_PhotoLibrary_ActionStarted_methods[] = {
	ZEND_ME(PhotoLibrary_ActionStarted, __construct, arginfo_class_PhotoLibrary_ActionStarted___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_ActionStarted, toArray, arginfo_class_PhotoLibrary_ActionStarted_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionStarted, fromArray, arginfo_class_PhotoLibrary_ActionStarted_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_ActionStarted, jsonSerialize, arginfo_class_PhotoLibrary_ActionStarted_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionStarted, __serialize, arginfo_class_PhotoLibrary_ActionStarted___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionStarted, __unserialize, arginfo_class_PhotoLibrary_ActionStarted___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_ActionStarted(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "ActionStarted", class_PhotoLibrary_ActionStarted_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zend_string *property_action_class_PhotoLibrary_Action = zend_string_init("PhotoLibrary\\Action", sizeof("PhotoLibrary\\Action")-1, 1);
	zval property_action_default_value;
	ZVAL_UNDEF(&property_action_default_value);
	zend_string *property_action_name = zend_string_init("action", sizeof("action") - 1, 1);
	zend_declare_typed_property(class_entry, property_action_name, &property_action_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_action_class_PhotoLibrary_Action, 0, 0));
	zend_string_release(property_action_name);

	zval property_pid_default_value;
	ZVAL_UNDEF(&property_pid_default_value);
	zend_string *property_pid_name = zend_string_init("pid", sizeof("pid") - 1, 1);
	zend_declare_typed_property(class_entry, property_pid_name, &property_pid_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_pid_name);

	zval property_startTicks_default_value;
	ZVAL_UNDEF(&property_startTicks_default_value);
	zend_string *property_startTicks_name = zend_string_init("startTicks", sizeof("startTicks") - 1, 1);
	zend_declare_typed_property(class_entry, property_startTicks_name, &property_startTicks_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_startTicks_name);

	return class_entry;
}
