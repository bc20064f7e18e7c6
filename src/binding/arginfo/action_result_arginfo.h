/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 114d64f5589b6063d7b0bf512afad2482b789909 */

ZEND_BEGIN_ARG_INFO_EX(arginfo_class_PhotoLibrary_ActionResult___construct, 0, 0, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionResult_toArray, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_class_PhotoLibrary_ActionResult_fromArray, 0, 1, PhotoLibrary\\ActionResult, 0)
	ZEND_ARG_TYPE_INFO(0, values, IS_ARRAY, 0)
ZEND_END_ARG_INFO()

#define arginfo_class_PhotoLibrary_ActionResult_jsonSerialize arginfo_class_PhotoLibrary_ActionResult_toArray

#define arginfo_class_PhotoLibrary_ActionResult___serialize arginfo_class_PhotoLibrary_ActionResult_toArray

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(arginfo_class_PhotoLibrary_ActionResult___unserialize, 0, 1, IS_VOID, 0)
	ZEND_ARG_TYPE_INFO(0, data, IS_ARRAY, 0)
ZEND_END_ARG_INFO()


ZEND_METHOD(PhotoLibrary_ActionResult, __construct);
ZEND_METHOD(PhotoLibrary_ActionResult, toArray);
ZEND_METHOD(PhotoLibrary_ActionResult, fromArray);
ZEND_METHOD(PhotoLibrary_ActionResult, jsonSerialize);
ZEND_METHOD(PhotoLibrary_ActionResult, __serialize);
ZEND_METHOD(PhotoLibrary_ActionResult, __unserialize);


static const zend_function_entry class_PhotoLibrary_ActionResult_methods[] = {
	ZEND_ME(PhotoLibrary_ActionResult, __construct, arginfo_class_PhotoLibrary_ActionResult___construct, ZEND_ACC_PRIVATE)
	ZEND_ME(PhotoLibrary_ActionResult, toArray, arginfo_class_PhotoLibrary_ActionResult_toArray, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionResult, fromArray, arginfo_class_PhotoLibrary_ActionResult_fromArray, ZEND_ACC_PUBLIC|ZEND_ACC_STATIC)
	ZEND_ME(PhotoLibrary_ActionResult, jsonSerialize, arginfo_class_PhotoLibrary_ActionResult_jsonSerialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionResult, __serialize, arginfo_class_PhotoLibrary_ActionResult___serialize, ZEND_ACC_PUBLIC)
	ZEND_ME(PhotoLibrary_ActionResult, __unserialize, arginfo_class_PhotoLibrary_ActionResult___unserialize, ZEND_ACC_PUBLIC)
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_ActionResult(zend_class_entry *class_entry_JsonSerializable)
{
	zend_class_entry ce, *class_entry;

	INIT_NS_CLASS_ENTRY(ce, "PhotoLibrary", "ActionResult", class_PhotoLibrary_ActionResult_methods);
	class_entry = zend_register_internal_class_ex(&ce, NULL);
	class_entry->ce_flags |= ZEND_ACC_FINAL|ZEND_ACC_NO_DYNAMIC_PROPERTIES;
	zend_class_implements(class_entry, 1, class_entry_JsonSerializable);

	zend_string *property_action_class_PhotoLibrary_Action = zend_string_init("PhotoLibrary\\Action", sizeof("PhotoLibrary\\Action")-1, 1);
	zval property_action_default_value;
	ZVAL_UNDEF(&property_action_default_value);
	zend_string *property_action_name = zend_string_init("action", sizeof("action") - 1, 1);
	zend_declare_typed_property(class_entry, property_action_name, &property_action_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_action_class_PhotoLibrary_Action, 0, 0));
	zend_string_release(property_action_name);

	zend_string *property_outcome_class_PhotoLibrary_ActionOutcome = zend_string_init("PhotoLibrary\\ActionOutcome", sizeof("PhotoLibrary\\ActionOutcome")-1, 1);
	zval property_outcome_default_value;
	ZVAL_UNDEF(&property_outcome_default_value);
	zend_string *property_outcome_name = zend_string_init("outcome", sizeof("outcome") - 1, 1);
	zend_declare_typed_property(class_entry, property_outcome_name, &property_outcome_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_CLASS(property_outcome_class_PhotoLibrary_ActionOutcome, 0, 0));
	zend_string_release(property_outcome_name);

	zval property_exitCode_default_value;
	ZVAL_UNDEF(&property_exitCode_default_value);
	zend_string *property_exitCode_name = zend_string_init("exitCode", sizeof("exitCode") - 1, 1);
	zend_declare_typed_property(class_entry, property_exitCode_name, &property_exitCode_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_exitCode_name);

	zval property_signal_default_value;
	ZVAL_UNDEF(&property_signal_default_value);
	zend_string *property_signal_name = zend_string_init("signal", sizeof("signal") - 1, 1);
	zend_declare_typed_property(class_entry, property_signal_name, &property_signal_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG|MAY_BE_NULL));
	zend_string_release(property_signal_name);

	zval property_attempt_default_value;
	ZVAL_UNDEF(&property_attempt_default_value);
	zend_string *property_attempt_name = zend_string_init("attempt", sizeof("attempt") - 1, 1);
	zend_declare_typed_property(class_entry, property_attempt_name, &property_attempt_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_attempt_name);

	zval property_worker_default_value;
	ZVAL_UNDEF(&property_worker_default_value);
	zend_string *property_worker_name = zend_string_init("worker", sizeof("worker") - 1, 1);
	zend_declare_typed_property(class_entry, property_worker_name, &property_worker_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_worker_name);

	zval property_seconds_default_value;
	ZVAL_UNDEF(&property_seconds_default_value);
	zend_string *property_seconds_name = zend_string_init("seconds", sizeof("seconds") - 1, 1);
	zend_declare_typed_property(class_entry, property_seconds_name, &property_seconds_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_seconds_name);

	zval property_cpuSeconds_default_value;
	ZVAL_UNDEF(&property_cpuSeconds_default_value);
	zend_string *property_cpuSeconds_name = zend_string_init("cpuSeconds", sizeof("cpuSeconds") - 1, 1);
	zend_declare_typed_property(class_entry, property_cpuSeconds_name, &property_cpuSeconds_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_DOUBLE));
	zend_string_release(property_cpuSeconds_name);

	zval property_output_default_value;
	ZVAL_UNDEF(&property_output_default_value);
	zend_string *property_output_name = zend_string_init("output", sizeof("output") - 1, 1);
	zend_declare_typed_property(class_entry, property_output_name, &property_output_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_output_name);

	zval property_errors_default_value;
	ZVAL_UNDEF(&property_errors_default_value);
	zend_string *property_errors_name = zend_string_init("errors", sizeof("errors") - 1, 1);
	zend_declare_typed_property(class_entry, property_errors_name, &property_errors_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_ARRAY));
	zend_string_release(property_errors_name);

	zval property_untold_default_value;
	ZVAL_UNDEF(&property_untold_default_value);
	zend_string *property_untold_name = zend_string_init("untold", sizeof("untold") - 1, 1);
	zend_declare_typed_property(class_entry, property_untold_name, &property_untold_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_LONG));
	zend_string_release(property_untold_name);

	zval property_message_default_value;
	ZVAL_UNDEF(&property_message_default_value);
	zend_string *property_message_name = zend_string_init("message", sizeof("message") - 1, 1);
	zend_declare_typed_property(class_entry, property_message_name, &property_message_default_value, ZEND_ACC_PUBLIC|ZEND_ACC_READONLY, NULL, (zend_type) ZEND_TYPE_INIT_MASK(MAY_BE_STRING));
	zend_string_release(property_message_name);

	return class_entry;
}
