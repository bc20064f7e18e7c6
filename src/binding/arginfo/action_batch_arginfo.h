/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 11568f1e3503ba992b4de051203d1ab06f2f3b2c */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_ActionBatch___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionBatch_rewind, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionBatch_valid, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_TYPE_MASK_EX(arginfo_class_PhotoLibrary_ActionBatch_current, 0, 0, PhotoLibrary\\ActionStarting|PhotoLibrary\\ActionStarted|PhotoLibrary\\ActionOutput|PhotoLibrary\\ActionResult, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionBatch_key, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_ActionBatch_next arginfo_class_PhotoLibrary_ActionBatch_rewind

#define arginfo_class_PhotoLibrary_ActionBatch_isReady arginfo_class_PhotoLibrary_ActionBatch_valid

#define arginfo_class_PhotoLibrary_ActionBatch_stream arginfo_class_PhotoLibrary_ActionBatch___construct


ZEND_METHOD(PhotoLibrary_ActionBatch, __construct);
ZEND_METHOD(PhotoLibrary_ActionBatch, rewind);
ZEND_METHOD(PhotoLibrary_ActionBatch, valid);
ZEND_METHOD(PhotoLibrary_ActionBatch, current);
ZEND_METHOD(PhotoLibrary_ActionBatch, key);
ZEND_METHOD(PhotoLibrary_ActionBatch, next);
ZEND_METHOD(PhotoLibrary_ActionBatch, isReady);
ZEND_METHOD(PhotoLibrary_ActionBatch, stream);


static const zend_function_entry class_PhotoLibrary_ActionBatch_methods[] = {
	ZEND_ME(PhotoLibrary_ActionBatch, __construct, arginfo_class_PhotoLibrary_ActionBatch___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_ActionBatch, rewind, arginfo_class_PhotoLibrary_ActionBatch_rewind, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionBatch, valid, arginfo_class_PhotoLibrary_ActionBatch_valid, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionBatch, current, arginfo_class_PhotoLibrary_ActionBatch_current, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionBatch, key, arginfo_class_PhotoLibrary_ActionBatch_key, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionBatch, next, arginfo_class_PhotoLibrary_ActionBatch_next, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionBatch, isReady, arginfo_class_PhotoLibrary_ActionBatch_isReady, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionBatch, stream, arginfo_class_PhotoLibrary_ActionBatch_stream, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_ActionBatch(zend_class_entry *class_entry_Iterator)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "ActionBatch", class_PhotoLibrary_ActionBatch_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Iterator);

	return class_entry;
}
