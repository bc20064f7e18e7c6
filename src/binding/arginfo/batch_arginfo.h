/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 16c93641c716253c15a78aa52c72b0be9e148871 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_Batch___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Batch_rewind, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Batch_valid, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_TYPE_MASK_EX(arginfo_class_PhotoLibrary_Batch_current, 0, 0, PhotoLibrary\\Palette|PhotoLibrary\\Failure, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Batch_key, 0, 0, IS_MIXED, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_Batch_next arginfo_class_PhotoLibrary_Batch_rewind

#define arginfo_class_PhotoLibrary_Batch_isReady arginfo_class_PhotoLibrary_Batch_valid

#define arginfo_class_PhotoLibrary_Batch_stream arginfo_class_PhotoLibrary_Batch___construct

#define arginfo_class_PhotoLibrary_Batch_stop arginfo_class_PhotoLibrary_Batch_rewind

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_Batch_statistics, 0, 0, PhotoLibrary\\Statistics, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_Batch___debugInfo, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_Batch, __construct);
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


static const zend_function_entry class_PhotoLibrary_Batch_methods[] = {
	ZEND_ME(PhotoLibrary_Batch, __construct, arginfo_class_PhotoLibrary_Batch___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_Batch, rewind, arginfo_class_PhotoLibrary_Batch_rewind, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Batch, valid, arginfo_class_PhotoLibrary_Batch_valid, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Batch, current, arginfo_class_PhotoLibrary_Batch_current, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Batch, key, arginfo_class_PhotoLibrary_Batch_key, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Batch, next, arginfo_class_PhotoLibrary_Batch_next, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Batch, isReady, arginfo_class_PhotoLibrary_Batch_isReady, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Batch, stream, arginfo_class_PhotoLibrary_Batch_stream, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Batch, stop, arginfo_class_PhotoLibrary_Batch_stop, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Batch, statistics, arginfo_class_PhotoLibrary_Batch_statistics, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_Batch, __debugInfo, arginfo_class_PhotoLibrary_Batch___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Batch(zend_class_entry *class_entry_Iterator)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "Batch", class_PhotoLibrary_Batch_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Iterator);

	return class_entry;
}
