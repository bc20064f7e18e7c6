/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 8511ed3eb638a14d596d25ac88d789606fd89488 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Decode___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Decode_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Decode_fromArray, 0, 1, PhotoLibrary\\Decode, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Decode_jsonSerialize arginfo_class_PhotoLibrary_Decode_toArray

#define arginfo_class_PhotoLibrary_Decode___serialize arginfo_class_PhotoLibrary_Decode_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Decode___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Decode, __construct);
ZEND_METHOD(PhotoLibrary_Decode, toArray);
ZEND_METHOD(PhotoLibrary_Decode, fromArray);
ZEND_METHOD(PhotoLibrary_Decode, jsonSerialize);
ZEND_METHOD(PhotoLibrary_Decode, __serialize);
ZEND_METHOD(PhotoLibrary_Decode, __unserialize);


static const zend_function_entry class_PhotoLibrary_Decode_methods[] = {
	ZEND_ME(PhotoLibrary_Decode, __construct, arginfo_class_PhotoLibrary_Decode___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_Decode, toArray, arginfo_class_PhotoLibrary_Decode_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Decode, fromArray, arginfo_class_PhotoLibrary_Decode_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Decode, jsonSerialize, arginfo_class_PhotoLibrary_Decode_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Decode, __serialize, arginfo_class_PhotoLibrary_Decode___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Decode, __unserialize, arginfo_class_PhotoLibrary_Decode___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Decode(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Decode", class_PhotoLibrary_Decode_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_decoder_default_value;
	ZVAL_UNDEF(&property_decoder_default_value);
	zend_string *property_decoder_name = zend_string_init("decoder", sizeof("decoder") - 1, 1);
	zend_declare_typed_property(class_entry, property_decoder_name, &property_decoder_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_decoder_name);

	zval property_method_default_value;
	ZVAL_UNDEF(&property_method_default_value);
	zend_string *property_method_name = zend_string_init("method", sizeof("method") - 1, 1);
	zend_declare_typed_property(class_entry, property_method_name, &property_method_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_method_name);

	zval property_scale_default_value;
	ZVAL_UNDEF(&property_scale_default_value);
	zend_string *property_scale_name = zend_string_init("scale", sizeof("scale") - 1, 1);
	zend_declare_typed_property(class_entry, property_scale_name, &property_scale_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_scale_name);

	zval property_bytesRead_default_value;
	ZVAL_UNDEF(&property_bytesRead_default_value);
	zend_string *property_bytesRead_name = zend_string_init("bytesRead", sizeof("bytesRead") - 1, 1);
	zend_declare_typed_property(class_entry, property_bytesRead_name, &property_bytesRead_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_bytesRead_name);

	return class_entry;
}
