/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: f8f9fa5a49eb0d7bc6561aad88fe5c3b97c076bd */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_RemoteFile___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_RemoteFile_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_RemoteFile_fromArray, 0, 1, PhotoLibrary\\RemoteFile, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_RemoteFile_jsonSerialize arginfo_class_PhotoLibrary_RemoteFile_toArray

#define arginfo_class_PhotoLibrary_RemoteFile___serialize arginfo_class_PhotoLibrary_RemoteFile_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_RemoteFile___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_RemoteFile, __construct);
ZEND_METHOD(PhotoLibrary_RemoteFile, toArray);
ZEND_METHOD(PhotoLibrary_RemoteFile, fromArray);
ZEND_METHOD(PhotoLibrary_RemoteFile, jsonSerialize);
ZEND_METHOD(PhotoLibrary_RemoteFile, __serialize);
ZEND_METHOD(PhotoLibrary_RemoteFile, __unserialize);


static const zend_function_entry class_PhotoLibrary_RemoteFile_methods[] = {
	ZEND_ME(PhotoLibrary_RemoteFile, __construct, arginfo_class_PhotoLibrary_RemoteFile___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_RemoteFile, toArray, arginfo_class_PhotoLibrary_RemoteFile_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_RemoteFile, fromArray, arginfo_class_PhotoLibrary_RemoteFile_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_RemoteFile, jsonSerialize, arginfo_class_PhotoLibrary_RemoteFile_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_RemoteFile, __serialize, arginfo_class_PhotoLibrary_RemoteFile___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_RemoteFile, __unserialize, arginfo_class_PhotoLibrary_RemoteFile___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_RemoteFile(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "RemoteFile", class_PhotoLibrary_RemoteFile_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zval property_etag_default_value;
	ZVAL_UNDEF(&property_etag_default_value);
	zend_string *property_etag_name = zend_string_init("etag", sizeof("etag") - 1, 1);
	zend_declare_typed_property(class_entry, property_etag_name, &property_etag_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_etag_name);

	zval property_lastModified_default_value;
	ZVAL_UNDEF(&property_lastModified_default_value);
	zend_string *property_lastModified_name = zend_string_init("lastModified", sizeof("lastModified") - 1, 1);
	zend_declare_typed_property(class_entry, property_lastModified_name, &property_lastModified_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING|MAY_BE_NULL));
	zend_string_release(property_lastModified_name);

	zval property_size_default_value;
	ZVAL_UNDEF(&property_size_default_value);
	zend_string *property_size_name = zend_string_init("size", sizeof("size") - 1, 1);
	zend_declare_typed_property(class_entry, property_size_name, &property_size_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_size_name);

	return class_entry;
}
