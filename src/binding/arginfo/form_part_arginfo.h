/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: b5e8968ed2272fe0a2de1588a65965eee15b8ee7 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_FormPart___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_FormPart_text, 0, 2, PhotoLibrary\\FormPart, 0)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, value, IS_STRING, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_FormPart_bytes, 0, 3, PhotoLibrary\\FormPart, 0)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, bytes, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO(0, filename, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, contentType, IS_STRING, 0, "\'application/octet-stream\'")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_FormPart_file, 0, 2, PhotoLibrary\\FormPart, 0)
	ZEND_ARG_TYPE_INFO(0, name, IS_STRING, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, path, SplFileInfo, MAY_BE_STRING, NULL)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, filename, IS_STRING, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, contentType, IS_STRING, 0, "\'application/octet-stream\'")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_FormPart_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_FormPart_fromArray, 0, 1, PhotoLibrary\\FormPart, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_FormPart_jsonSerialize arginfo_class_PhotoLibrary_FormPart_toArray

#define arginfo_class_PhotoLibrary_FormPart___serialize arginfo_class_PhotoLibrary_FormPart_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_FormPart___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_FormPart, __construct);
ZEND_METHOD(PhotoLibrary_FormPart, text);
ZEND_METHOD(PhotoLibrary_FormPart, bytes);
ZEND_METHOD(PhotoLibrary_FormPart, file);
ZEND_METHOD(PhotoLibrary_FormPart, toArray);
ZEND_METHOD(PhotoLibrary_FormPart, fromArray);
ZEND_METHOD(PhotoLibrary_FormPart, jsonSerialize);
ZEND_METHOD(PhotoLibrary_FormPart, __serialize);
ZEND_METHOD(PhotoLibrary_FormPart, __unserialize);


static const zend_function_entry class_PhotoLibrary_FormPart_methods[] = {
	ZEND_ME(PhotoLibrary_FormPart, __construct, arginfo_class_PhotoLibrary_FormPart___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_FormPart, text, arginfo_class_PhotoLibrary_FormPart_text, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_FormPart, bytes, arginfo_class_PhotoLibrary_FormPart_bytes, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_FormPart, file, arginfo_class_PhotoLibrary_FormPart_file, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_FormPart, toArray, arginfo_class_PhotoLibrary_FormPart_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_FormPart, fromArray, arginfo_class_PhotoLibrary_FormPart_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_FormPart, jsonSerialize, arginfo_class_PhotoLibrary_FormPart_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_FormPart, __serialize, arginfo_class_PhotoLibrary_FormPart___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_FormPart, __unserialize, arginfo_class_PhotoLibrary_FormPart___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_FormPart(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "FormPart", class_PhotoLibrary_FormPart_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_name_default_value;
	ZVAL_UNDEF(&property_name_default_value);
	zend_string *property_name_name = zend_string_init("name", sizeof("name") - 1, 1);
	zend_declare_typed_property(class_entry, property_name_name, &property_name_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_name_name);

	zval property_content_default_value;
	ZVAL_UNDEF(&property_content_default_value);
	zend_string *property_content_name = zend_string_init("content", sizeof("content") - 1, 1);
	zend_declare_typed_property(class_entry, property_content_name, &property_content_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_content_name);

	zval property_file_default_value;
	ZVAL_UNDEF(&property_file_default_value);
	zend_string *property_file_name = zend_string_init("file", sizeof("file") - 1, 1);
	zend_declare_typed_property(class_entry, property_file_name, &property_file_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_file_name);

	zval property_filename_default_value;
	ZVAL_UNDEF(&property_filename_default_value);
	zend_string *property_filename_name = zend_string_init("filename", sizeof("filename") - 1, 1);
	zend_declare_typed_property(class_entry, property_filename_name, &property_filename_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_filename_name);

	zval property_contentType_default_value;
	ZVAL_UNDEF(&property_contentType_default_value);
	zend_string *property_contentType_name = zend_string_init("contentType", sizeof("contentType") - 1, 1);
	zend_declare_typed_property(class_entry, property_contentType_name, &property_contentType_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_contentType_name);

	return class_entry;
}
