/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 5fc5a6840688f65ab6cd2cb6899c5cf7e32e1454 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_ActionOutput___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionOutput_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_ActionOutput_fromArray, 0, 1, PhotoLibrary\\ActionOutput, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_ActionOutput_jsonSerialize arginfo_class_PhotoLibrary_ActionOutput_toArray

#define arginfo_class_PhotoLibrary_ActionOutput___serialize arginfo_class_PhotoLibrary_ActionOutput_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionOutput___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_ActionOutput, __construct);
ZEND_METHOD(PhotoLibrary_ActionOutput, toArray);
ZEND_METHOD(PhotoLibrary_ActionOutput, fromArray);
ZEND_METHOD(PhotoLibrary_ActionOutput, jsonSerialize);
ZEND_METHOD(PhotoLibrary_ActionOutput, __serialize);
ZEND_METHOD(PhotoLibrary_ActionOutput, __unserialize);


static const zend_function_entry class_PhotoLibrary_ActionOutput_methods[] = {
	ZEND_ME(PhotoLibrary_ActionOutput, __construct, arginfo_class_PhotoLibrary_ActionOutput___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_ActionOutput, toArray, arginfo_class_PhotoLibrary_ActionOutput_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionOutput, fromArray, arginfo_class_PhotoLibrary_ActionOutput_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_ActionOutput, jsonSerialize, arginfo_class_PhotoLibrary_ActionOutput_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionOutput, __serialize, arginfo_class_PhotoLibrary_ActionOutput___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionOutput, __unserialize, arginfo_class_PhotoLibrary_ActionOutput___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_ActionOutput(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "ActionOutput", class_PhotoLibrary_ActionOutput_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zend_string *property_action_class_PhotoLibrary_Action = zend_string_init("PhotoLibrary\\Action", sizeof("PhotoLibrary\\Action")-1, 1);
	zval property_action_default_value;
	ZVAL_UNDEF(&property_action_default_value);
	zend_string *property_action_name = zend_string_init("action", sizeof("action") - 1, 1);
	zend_declare_typed_property(class_entry, property_action_name, &property_action_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_action_class_PhotoLibrary_Action, 0, 0));
	zend_string_release(property_action_name);

	zval property_text_default_value;
	ZVAL_UNDEF(&property_text_default_value);
	zend_string *property_text_name = zend_string_init("text", sizeof("text") - 1, 1);
	zend_declare_typed_property(class_entry, property_text_name, &property_text_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_text_name);

	zval property_isError_default_value;
	ZVAL_UNDEF(&property_isError_default_value);
	zend_string *property_isError_name = zend_string_init("isError", sizeof("isError") - 1, 1);
	zend_declare_typed_property(class_entry, property_isError_name, &property_isError_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_isError_name);

	return class_entry;
}
