/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: e67ed2641142471da0f9993eea878f3ffb68e7ec */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_ActionQueue___construct, 0, 0, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, workers, IS_LONG, 0, "0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionQueue_setWorkers, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, workers, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionQueue_add, 0, 1, IS_VOID, 0)
	ZEND_ARG_OBJ_INFO(0, action, PhotoLibrary\\Action, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionQueue_lease, 0, 0, IS_ARRAY, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, count, IS_LONG, 0, "1")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, seconds, IS_DOUBLE, 0, "60.0")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionQueue_complete, 0, 1, _IS_BOOL, 0)
	ZEND_ARG_TYPE_INFO(0, id, IS_STRING, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_ActionQueue_release arginfo_class_PhotoLibrary_ActionQueue_complete

#define arginfo_class_PhotoLibrary_ActionQueue_remove arginfo_class_PhotoLibrary_ActionQueue_complete

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_ActionQueue_run, 0, 0, PhotoLibrary\\ActionBatch, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, output, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionQueue_stop, 0, 0, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, force, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionQueue_count, 0, 0, IS_LONG, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionQueue_statistics, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_ActionQueue___debugInfo arginfo_class_PhotoLibrary_ActionQueue_statistics


ZEND_METHOD(PhotoLibrary_ActionQueue, __construct);
ZEND_METHOD(PhotoLibrary_ActionQueue, setWorkers);
ZEND_METHOD(PhotoLibrary_ActionQueue, add);
ZEND_METHOD(PhotoLibrary_ActionQueue, lease);
ZEND_METHOD(PhotoLibrary_ActionQueue, complete);
ZEND_METHOD(PhotoLibrary_ActionQueue, release);
ZEND_METHOD(PhotoLibrary_ActionQueue, remove);
ZEND_METHOD(PhotoLibrary_ActionQueue, run);
ZEND_METHOD(PhotoLibrary_ActionQueue, stop);
ZEND_METHOD(PhotoLibrary_ActionQueue, count);
ZEND_METHOD(PhotoLibrary_ActionQueue, statistics);
ZEND_METHOD(PhotoLibrary_ActionQueue, __debugInfo);


static const zend_function_entry class_PhotoLibrary_ActionQueue_methods[] = {
	ZEND_ME(PhotoLibrary_ActionQueue, __construct, arginfo_class_PhotoLibrary_ActionQueue___construct, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, setWorkers, arginfo_class_PhotoLibrary_ActionQueue_setWorkers, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, add, arginfo_class_PhotoLibrary_ActionQueue_add, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, lease, arginfo_class_PhotoLibrary_ActionQueue_lease, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, complete, arginfo_class_PhotoLibrary_ActionQueue_complete, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, release, arginfo_class_PhotoLibrary_ActionQueue_release, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, remove, arginfo_class_PhotoLibrary_ActionQueue_remove, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, run, arginfo_class_PhotoLibrary_ActionQueue_run, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, stop, arginfo_class_PhotoLibrary_ActionQueue_stop, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, count, arginfo_class_PhotoLibrary_ActionQueue_count, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, statistics, arginfo_class_PhotoLibrary_ActionQueue_statistics, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionQueue, __debugInfo, arginfo_class_PhotoLibrary_ActionQueue___debugInfo, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_ActionQueue(zend_class_entry *class_entry_Countable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "ActionQueue", class_PhotoLibrary_ActionQueue_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES|ZEND_ACC_NOT_SERIALIZABLE;
	zend_class_implements(class_entry, 1, class_entry_Countable);

	return class_entry;
}
