/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 202b3418300df06a150ae4705fba027b1a37d9b4 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_HttpBatch___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_HttpBatch_rewind, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_HttpBatch_valid, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_TYPE_MASK_EX(arginfo_class_PhotoLibrary_HttpBatch_current, 0, 0, PhotoLibrary\\HttpResponse|PhotoLibrary\\Failure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_HttpBatch_key, 0, 0, IS_MIXED, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_HttpBatch_next arginfo_class_PhotoLibrary_HttpBatch_rewind

#define arginfo_class_PhotoLibrary_HttpBatch_isReady arginfo_class_PhotoLibrary_HttpBatch_valid

#define arginfo_class_PhotoLibrary_HttpBatch_stream arginfo_class_PhotoLibrary_HttpBatch___construct

#define arginfo_class_PhotoLibrary_HttpBatch_stop arginfo_class_PhotoLibrary_HttpBatch_rewind

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_HttpBatch_statistics, 0, 0, PhotoLibrary\\Statistics, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_HttpBatch___debugInfo, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_HttpBatch, __construct);
ZEND_METHOD(PhotoLibrary_Batch, rewind);
ZEND_METHOD(PhotoLibrary_Batch, valid);
ZEND_METHOD(PhotoLibrary_Batch, current);
ZEND_METHOD(PhotoLibrary_Batch, key);
ZEND_METHOD(PhotoLibrary_Batch, next);
ZEND_METHOD(PhotoLibrary_Batch, isReady);
ZEND_METHOD(PhotoLibrary_Batch, stream);
ZEND_METHOD(PhotoLibrary_Batch, stop);
ZEND_METHOD(PhotoLibrary_Batch, statistics);
ZEND_METHOD(PhotoLibrary_Batch, __debugInfo);


static const zend_function_entry class_PhotoLibrary_HttpBatch_methods[] = {
	ZEND_ME(PhotoLibrary_HttpBatch, __construct, arginfo_class_PhotoLibrary_HttpBatch___construct, ZEND_ACC_PRIVATE)
	ZEND_MALIAS(PhotoLibrary_Batch, rewind, rewind, arginfo_class_PhotoLibrary_HttpBatch_rewind, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Batch, valid, valid, arginfo_class_PhotoLibrary_HttpBatch_valid, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Batch, current, current, arginfo_class_PhotoLibrary_HttpBatch_current, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Batch, key, key, arginfo_class_PhotoLibrary_HttpBatch_key, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Batch, next, next, arginfo_class_PhotoLibrary_HttpBatch_next, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Batch, isReady, isReady, arginfo_class_PhotoLibrary_HttpBatch_isReady, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Batch, stream, stream, arginfo_class_PhotoLibrary_HttpBatch_stream, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Batch, stop, stop, arginfo_class_PhotoLibrary_HttpBatch_stop, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Batch, statistics, statistics, arginfo_class_PhotoLibrary_HttpBatch_statistics, ZEND_ACC_PUBLIC)
	ZEND_MALIAS(PhotoLibrary_Batch, __debugInfo, __debugInfo, arginfo_class_PhotoLibrary_HttpBatch___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_HttpBatch(zend_class_entry *class_entry_Iterator)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "HttpBatch", class_PhotoLibrary_HttpBatch_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Iterator);

	return class_entry;
}
