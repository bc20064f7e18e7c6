/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 4f423104fff6c5682fec627aa7464eb9cbb9c270 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Source___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Source___debugInfo, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Source_path, 0, 1, PhotoLibrary\\Source, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, path, SplFileInfo, MAY_BE_STRING, NULL)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Source_bytes, 0, 1, PhotoLibrary\\Source, 0)
	ZEND_ARG_TYPE_INFO(0, bytes, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, label, IS_STRING, 0, "\'\'")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Source_url, 0, 1, PhotoLibrary\\Source, 0)
	ZEND_ARG_TYPE_INFO(0, url, IS_STRING, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, headers, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Source_cheapest, 0, 2, PhotoLibrary\\Source, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, truth, SplFileInfo, MAY_BE_STRING, NULL)
	ZEND_ARG_TYPE_INFO(0, candidates, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, minLongSide, IS_LONG, 0, "640")
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Source, __construct);
ZEND_METHOD(PhotoLibrary_Source, __debugInfo);
ZEND_METHOD(PhotoLibrary_Source, path);
ZEND_METHOD(PhotoLibrary_Source, bytes);
ZEND_METHOD(PhotoLibrary_Source, url);
ZEND_METHOD(PhotoLibrary_Source, cheapest);


static const zend_function_entry class_PhotoLibrary_Source_methods[] = {
	ZEND_ME(PhotoLibrary_Source, __construct, arginfo_class_PhotoLibrary_Source___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_Source, __debugInfo, arginfo_class_PhotoLibrary_Source___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Source, path, arginfo_class_PhotoLibrary_Source_path, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Source, bytes, arginfo_class_PhotoLibrary_Source_bytes, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Source, url, arginfo_class_PhotoLibrary_Source_url, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_Source, cheapest, arginfo_class_PhotoLibrary_Source_cheapest, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Source(void)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Source", class_PhotoLibrary_Source_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;

	return class_entry;
}
