/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 5ac95329cdfe554f810d057be0d93cfcbc159442 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Palette___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Palette_count, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Palette_getIterator, 0, 0, ArrayIterator, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Palette_dominant, 0, 0, PhotoLibrary\\Swatch, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Palette_average, 0, 0, PhotoLibrary\\Color, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Palette_accent arginfo_class_PhotoLibrary_Palette_dominant

#define arginfo_class_PhotoLibrary_Palette_brightest arginfo_class_PhotoLibrary_Palette_dominant

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Palette_roles, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Palette_toArray arginfo_class_PhotoLibrary_Palette_roles

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Palette_fromArray, 0, 1, PhotoLibrary\\Palette, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Palette_jsonSerialize arginfo_class_PhotoLibrary_Palette_roles

#define arginfo_class_PhotoLibrary_Palette___serialize arginfo_class_PhotoLibrary_Palette_roles

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Palette___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Palette, __construct);
ZEND_METHOD(PhotoLibrary_Palette, count);
ZEND_METHOD(PhotoLibrary_Palette, getIterator);
ZEND_METHOD(PhotoLibrary_Palette, dominant);
ZEND_METHOD(PhotoLibrary_Palette, average);
ZEND_METHOD(PhotoLibrary_Palette, accent);
ZEND_METHOD(PhotoLibrary_Palette, brightest);
ZEND_METHOD(PhotoLibrary_Palette, roles);
ZEND_METHOD(PhotoLibrary_Palette, toArray);
ZEND_METHOD(PhotoLibrary_Palette, fromArray);
ZEND_METHOD(PhotoLibrary_Palette, jsonSerialize);
ZEND_METHOD(PhotoLibrary_Palette, __serialize);
ZEND_METHOD(PhotoLibrary_Palette, __unserialize);


static const zend_function_entry class_PhotoLibrary_Palette_methods[] = {
	ZEND_ME(PhotoLibrary_Palette, __construct, arginfo_class_PhotoLibrary_Palette___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_Palette, count, arginfo_class_PhotoLibrary_Palette_count, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, getIterator, arginfo_class_PhotoLibrary_Palette_getIterator, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, dominant, arginfo_class_PhotoLibrary_Palette_dominant, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, average, arginfo_class_PhotoLibrary_Palette_average, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, accent, arginfo_class_PhotoLibrary_Palette_accent, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, brightest, arginfo_class_PhotoLibrary_Palette_brightest, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, roles, arginfo_class_PhotoLibrary_Palette_roles, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, toArray, arginfo_class_PhotoLibrary_Palette_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, fromArray, arginfo_class_PhotoLibrary_Palette_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Palette, jsonSerialize, arginfo_class_PhotoLibrary_Palette_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, __serialize, arginfo_class_PhotoLibrary_Palette___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Palette, __unserialize, arginfo_class_PhotoLibrary_Palette___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Palette(zend_class_entry *class_entry_JsonSerializable, zend_class_entry *class_entry_Countable, zend_class_entry *class_entry_IteratorAggregate)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Palette", class_PhotoLibrary_Palette_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 3, class_entry_JsonSerializable, class_entry_Countable, class_entry_IteratorAggregate);

	zval property_swatches_default_value;
	ZVAL_UNDEF(&property_swatches_default_value);
	zend_string *property_swatches_name = zend_string_init("swatches", sizeof("swatches") - 1, 1);
	zend_declare_typed_property(class_entry, property_swatches_name, &property_swatches_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_swatches_name);

	zend_string *property_average_class_PhotoLibrary_Color = zend_string_init("PhotoLibrary\\Color", sizeof("PhotoLibrary\\Color")-1, 1);
	zval property_average_default_value;
	ZVAL_UNDEF(&property_average_default_value);
	zend_string *property_average_name = zend_string_init("average", sizeof("average") - 1, 1);
	zend_declare_typed_property(class_entry, property_average_name, &property_average_default_value, ZEND_ACC_PRIVATE|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_average_class_PhotoLibrary_Color, 0, 0));
	zend_string_release(property_average_name);

	zval property_width_default_value;
	ZVAL_UNDEF(&property_width_default_value);
	zend_string *property_width_name = zend_string_init("width", sizeof("width") - 1, 1);
	zend_declare_typed_property(class_entry, property_width_name, &property_width_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_width_name);

	zval property_height_default_value;
	ZVAL_UNDEF(&property_height_default_value);
	zend_string *property_height_name = zend_string_init("height", sizeof("height") - 1, 1);
	zend_declare_typed_property(class_entry, property_height_name, &property_height_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_height_name);

	zval property_hasTransparency_default_value;
	ZVAL_UNDEF(&property_hasTransparency_default_value);
	zend_string *property_hasTransparency_name = zend_string_init("hasTransparency", sizeof("hasTransparency") - 1, 1);
	zend_declare_typed_property(class_entry, property_hasTransparency_name, &property_hasTransparency_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_hasTransparency_name);

	zval property_isMonochrome_default_value;
	ZVAL_UNDEF(&property_isMonochrome_default_value);
	zend_string *property_isMonochrome_name = zend_string_init("isMonochrome", sizeof("isMonochrome") - 1, 1);
	zend_declare_typed_property(class_entry, property_isMonochrome_name, &property_isMonochrome_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_BOOL));
	zend_string_release(property_isMonochrome_name);

	zend_string *property_gamut_class_PhotoLibrary_Gamut = zend_string_init("PhotoLibrary\\Gamut", sizeof("PhotoLibrary\\Gamut")-1, 1);
	zval property_gamut_default_value;
	ZVAL_UNDEF(&property_gamut_default_value);
	zend_string *property_gamut_name = zend_string_init("gamut", sizeof("gamut") - 1, 1);
	zend_declare_typed_property(class_entry, property_gamut_name, &property_gamut_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_gamut_class_PhotoLibrary_Gamut, 0, 0));
	zend_string_release(property_gamut_name);

	zval property_colorSpace_default_value;
	ZVAL_UNDEF(&property_colorSpace_default_value);
	zend_string *property_colorSpace_name = zend_string_init("colorSpace", sizeof("colorSpace") - 1, 1);
	zend_declare_typed_property(class_entry, property_colorSpace_name, &property_colorSpace_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_colorSpace_name);

	zval property_source_default_value;
	ZVAL_UNDEF(&property_source_default_value);
	zend_string *property_source_name = zend_string_init("source", sizeof("source") - 1, 1);
	zend_declare_typed_property(class_entry, property_source_name, &property_source_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_source_name);

	zval property_algorithm_default_value;
	ZVAL_UNDEF(&property_algorithm_default_value);
	zend_string *property_algorithm_name = zend_string_init("algorithm", sizeof("algorithm") - 1, 1);
	zend_declare_typed_property(class_entry, property_algorithm_name, &property_algorithm_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_algorithm_name);

	zend_string *property_decode_class_PhotoLibrary_Decode = zend_string_init("PhotoLibrary\\Decode", sizeof("PhotoLibrary\\Decode")-1, 1);
	zval property_decode_default_value;
	ZVAL_UNDEF(&property_decode_default_value);
	zend_string *property_decode_name = zend_string_init("decode", sizeof("decode") - 1, 1);
	zend_declare_typed_property(class_entry, property_decode_name, &property_decode_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_decode_class_PhotoLibrary_Decode, 0, 0));
	zend_string_release(property_decode_name);

	zend_string *property_remote_class_PhotoLibrary_RemoteFile = zend_string_init("PhotoLibrary\\RemoteFile", sizeof("PhotoLibrary\\RemoteFile")-1, 1);
	zval property_remote_default_value;
	ZVAL_UNDEF(&property_remote_default_value);
	zend_string *property_remote_name = zend_string_init("remote", sizeof("remote") - 1, 1);
	zend_declare_typed_property(class_entry, property_remote_name, &property_remote_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_remote_class_PhotoLibrary_RemoteFile, 0, MAY_BE_NULL));
	zend_string_release(property_remote_name);

	return class_entry;
}
