/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: b0a81df5250811568176e6d4c22a16d67264d412 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Color___construct, 0, 0, 3)
	ZEND_ARG_TYPE_INFO(0, red, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO(0, green, IS_LONG, 0)
	ZEND_ARG_TYPE_INFO(0, blue, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Color_fromHex, 0, 1, PhotoLibrary\\Color, 0)
	ZEND_ARG_TYPE_INFO(0, hex, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Color_toHex, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Color_toOklab, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Color_toOklch arginfo_class_PhotoLibrary_Color_toOklab

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Color_deltaE, 0, 1, IS_DOUBLE, 0)
	ZEND_ARG_OBJ_INFO(0, other, PhotoLibrary\\Color, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Color_luminance, 0, 0, IS_DOUBLE, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Color_contrast arginfo_class_PhotoLibrary_Color_deltaE

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Color_textColor, 0, 0, PhotoLibrary\\Color, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Color_name arginfo_class_PhotoLibrary_Color_toHex

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Color_family, 0, 0, PhotoLibrary\\ColorFamily, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Color_toArray arginfo_class_PhotoLibrary_Color_toOklab

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Color_fromArray, 0, 1, PhotoLibrary\\Color, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Color___toString arginfo_class_PhotoLibrary_Color_toHex

#define arginfo_class_PhotoLibrary_Color_jsonSerialize arginfo_class_PhotoLibrary_Color_toHex

#define arginfo_class_PhotoLibrary_Color___serialize arginfo_class_PhotoLibrary_Color_toOklab

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Color___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Color, __construct);
ZEND_METHOD(PhotoLibrary_Color, fromHex);
ZEND_METHOD(PhotoLibrary_Color, toHex);
ZEND_METHOD(PhotoLibrary_Color, toOklab);
ZEND_METHOD(PhotoLibrary_Color, toOklch);
ZEND_METHOD(PhotoLibrary_Color, deltaE);
ZEND_METHOD(PhotoLibrary_Color, luminance);
ZEND_METHOD(PhotoLibrary_Color, contrast);
ZEND_METHOD(PhotoLibrary_Color, textColor);
ZEND_METHOD(PhotoLibrary_Color, name);
ZEND_METHOD(PhotoLibrary_Color, family);
ZEND_METHOD(PhotoLibrary_Color, toArray);
ZEND_METHOD(PhotoLibrary_Color, fromArray);
ZEND_METHOD(PhotoLibrary_Color, __serialize);
ZEND_METHOD(PhotoLibrary_Color, __unserialize);


static const zend_function_entry class_PhotoLibrary_Color_methods[] = {
	ZEND_ME(PhotoLibrary_Color, __construct, arginfo_class_PhotoLibrary_Color___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, fromHex, arginfo_class_PhotoLibrary_Color_fromHex, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Color, toHex, arginfo_class_PhotoLibrary_Color_toHex, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, toOklab, arginfo_class_PhotoLibrary_Color_toOklab, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, toOklch, arginfo_class_PhotoLibrary_Color_toOklch, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, deltaE, arginfo_class_PhotoLibrary_Color_deltaE, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, luminance, arginfo_class_PhotoLibrary_Color_luminance, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, contrast, arginfo_class_PhotoLibrary_Color_contrast, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, textColor, arginfo_class_PhotoLibrary_Color_textColor, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, name, arginfo_class_PhotoLibrary_Color_name, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, family, arginfo_class_PhotoLibrary_Color_family, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, toArray, arginfo_class_PhotoLibrary_Color_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, fromArray, arginfo_class_PhotoLibrary_Color_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_MALIAS(PhotoLibrary_Color, __toString, toHex, arginfo_class_PhotoLibrary_Color___toString, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Color, jsonSerialize, toHex, arginfo_class_PhotoLibrary_Color_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, __serialize, arginfo_class_PhotoLibrary_Color___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Color, __unserialize, arginfo_class_PhotoLibrary_Color___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Color(zend_class_entry *class_entry_JsonSerializable, zend_class_entry *class_entry_Stringable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Color", class_PhotoLibrary_Color_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 2, class_entry_JsonSerializable, class_entry_Stringable);

	zval property_red_default_value;
	ZVAL_UNDEF(&property_red_default_value);
	zend_string *property_red_name = zend_string_init("red", sizeof("red") - 1, 1);
	zend_declare_typed_property(class_entry, property_red_name, &property_red_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_red_name);

	zval property_green_default_value;
	ZVAL_UNDEF(&property_green_default_value);
	zend_string *property_green_name = zend_string_init("green", sizeof("green") - 1, 1);
	zend_declare_typed_property(class_entry, property_green_name, &property_green_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_green_name);

	zval property_blue_default_value;
	ZVAL_UNDEF(&property_blue_default_value);
	zend_string *property_blue_name = zend_string_init("blue", sizeof("blue") - 1, 1);
	zend_declare_typed_property(class_entry, property_blue_name, &property_blue_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_blue_name);

	return class_entry;
}
