/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 7f37d99cb8e262dd7c863f2c4705a5406a9224de */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Swatch___construct, 0, 0, 2)
	ZEND_ARG_OBJ_INFO(0, color, PhotoLibrary\\Color, 0)
	ZEND_ARG_TYPE_INFO(0, share, IS_DOUBLE, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Swatch_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Swatch_fromArray, 0, 1, PhotoLibrary\\Swatch, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Swatch_jsonSerialize arginfo_class_PhotoLibrary_Swatch_toArray

#define arginfo_class_PhotoLibrary_Swatch___serialize arginfo_class_PhotoLibrary_Swatch_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Swatch___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Swatch, __construct);
ZEND_METHOD(PhotoLibrary_Swatch, toArray);
ZEND_METHOD(PhotoLibrary_Swatch, fromArray);
ZEND_METHOD(PhotoLibrary_Swatch, jsonSerialize);
ZEND_METHOD(PhotoLibrary_Swatch, __serialize);
ZEND_METHOD(PhotoLibrary_Swatch, __unserialize);


static const zend_function_entry class_PhotoLibrary_Swatch_methods[] = {
	ZEND_ME(PhotoLibrary_Swatch, __construct, arginfo_class_PhotoLibrary_Swatch___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Swatch, toArray, arginfo_class_PhotoLibrary_Swatch_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Swatch, fromArray, arginfo_class_PhotoLibrary_Swatch_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Swatch, jsonSerialize, arginfo_class_PhotoLibrary_Swatch_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Swatch, __serialize, arginfo_class_PhotoLibrary_Swatch___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Swatch, __unserialize, arginfo_class_PhotoLibrary_Swatch___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Swatch(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Swatch", class_PhotoLibrary_Swatch_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zend_string *property_color_class_PhotoLibrary_Color = zend_string_init("PhotoLibrary\\Color", sizeof("PhotoLibrary\\Color")-1, 1);
	zval property_color_default_value;
	ZVAL_UNDEF(&property_color_default_value);
	zend_string *property_color_name = zend_string_init("color", sizeof("color") - 1, 1);
	zend_declare_typed_property(class_entry, property_color_name, &property_color_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_color_class_PhotoLibrary_Color, 0, 0));
	zend_string_release(property_color_name);

	zval property_share_default_value;
	ZVAL_UNDEF(&property_share_default_value);
	zend_string *property_share_name = zend_string_init("share", sizeof("share") - 1, 1);
	zend_declare_typed_property(class_entry, property_share_name, &property_share_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_share_name);

	return class_entry;
}
