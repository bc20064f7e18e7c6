/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: e6bb05cb51fae8262232ea8e6b41a2e6274b7c0d */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_PaletteOptions___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, colors, IS_LONG, 0, "5")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, style, PhotoLibrary\\PaletteStyle, 0, "PhotoLibrary\\PaletteStyle::Accent")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, timeout, IS_DOUBLE, 0, "30.0")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, maxPixels, IS_LONG, 0, "250000000")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, maxBytes, IS_LONG, 0, "268435456")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, maxMemory, IS_LONG, 0, "268435456")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, http, PhotoLibrary\\HttpOptions, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_PaletteOptions_with, 0, 0, PhotoLibrary\\PaletteOptions, 0)
	ZEND_ARG_VARIADIC_TYPE_INFO(0, changes, IS_MIXED, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_PaletteOptions_hash, 0, 0, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_PaletteOptions_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_PaletteOptions_fromArray, 0, 1, PhotoLibrary\\PaletteOptions, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_PaletteOptions_jsonSerialize arginfo_class_PhotoLibrary_PaletteOptions_toArray

#define arginfo_class_PhotoLibrary_PaletteOptions___serialize arginfo_class_PhotoLibrary_PaletteOptions_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_PaletteOptions___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_PaletteOptions, __construct);
ZEND_METHOD(PhotoLibrary_PaletteOptions, with);
ZEND_METHOD(PhotoLibrary_PaletteOptions, hash);
ZEND_METHOD(PhotoLibrary_PaletteOptions, toArray);
ZEND_METHOD(PhotoLibrary_PaletteOptions, fromArray);
ZEND_METHOD(PhotoLibrary_PaletteOptions, jsonSerialize);
ZEND_METHOD(PhotoLibrary_PaletteOptions, __serialize);
ZEND_METHOD(PhotoLibrary_PaletteOptions, __unserialize);


static const zend_function_entry class_PhotoLibrary_PaletteOptions_methods[] = {
	ZEND_ME(PhotoLibrary_PaletteOptions, __construct, arginfo_class_PhotoLibrary_PaletteOptions___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_PaletteOptions, with, arginfo_class_PhotoLibrary_PaletteOptions_with, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_PaletteOptions, hash, arginfo_class_PhotoLibrary_PaletteOptions_hash, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_PaletteOptions, toArray, arginfo_class_PhotoLibrary_PaletteOptions_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_PaletteOptions, fromArray, arginfo_class_PhotoLibrary_PaletteOptions_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_PaletteOptions, jsonSerialize, arginfo_class_PhotoLibrary_PaletteOptions_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_PaletteOptions, __serialize, arginfo_class_PhotoLibrary_PaletteOptions___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_PaletteOptions, __unserialize, arginfo_class_PhotoLibrary_PaletteOptions___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_PaletteOptions(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "PaletteOptions", class_PhotoLibrary_PaletteOptions_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_colors_default_value;
	ZVAL_UNDEF(&property_colors_default_value);
	zend_string *property_colors_name = zend_string_init("colors", sizeof("colors") - 1, 1);
	zend_declare_typed_property(class_entry, property_colors_name, &property_colors_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_colors_name);

	zend_string *property_style_class_PhotoLibrary_PaletteStyle = zend_string_init("PhotoLibrary\\PaletteStyle", sizeof("PhotoLibrary\\PaletteStyle")-1, 1);
	zval property_style_default_value;
	ZVAL_UNDEF(&property_style_default_value);
	zend_string *property_style_name = zend_string_init("style", sizeof("style") - 1, 1);
	zend_declare_typed_property(class_entry, property_style_name, &property_style_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_style_class_PhotoLibrary_PaletteStyle, 0, 0));
	zend_string_release(property_style_name);

	zval property_timeout_default_value;
	ZVAL_UNDEF(&property_timeout_default_value);
	zend_string *property_timeout_name = zend_string_init("timeout", sizeof("timeout") - 1, 1);
	zend_declare_typed_property(class_entry, property_timeout_name, &property_timeout_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_timeout_name);

	zval property_maxPixels_default_value;
	ZVAL_UNDEF(&property_maxPixels_default_value);
	zend_string *property_maxPixels_name = zend_string_init("maxPixels", sizeof("maxPixels") - 1, 1);
	zend_declare_typed_property(class_entry, property_maxPixels_name, &property_maxPixels_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_maxPixels_name);

	zval property_maxBytes_default_value;
	ZVAL_UNDEF(&property_maxBytes_default_value);
	zend_string *property_maxBytes_name = zend_string_init("maxBytes", sizeof("maxBytes") - 1, 1);
	zend_declare_typed_property(class_entry, property_maxBytes_name, &property_maxBytes_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_maxBytes_name);

	zval property_maxMemory_default_value;
	ZVAL_UNDEF(&property_maxMemory_default_value);
	zend_string *property_maxMemory_name = zend_string_init("maxMemory", sizeof("maxMemory") - 1, 1);
	zend_declare_typed_property(class_entry, property_maxMemory_name, &property_maxMemory_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_maxMemory_name);

	zend_string *property_http_class_PhotoLibrary_HttpOptions = zend_string_init("PhotoLibrary\\HttpOptions", sizeof("PhotoLibrary\\HttpOptions")-1, 1);
	zval property_http_default_value;
	ZVAL_UNDEF(&property_http_default_value);
	zend_string *property_http_name = zend_string_init("http", sizeof("http") - 1, 1);
	zend_declare_typed_property(class_entry, property_http_name, &property_http_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_http_class_PhotoLibrary_HttpOptions, 0, MAY_BE_NULL));
	zend_string_release(property_http_name);

	return class_entry;
}
