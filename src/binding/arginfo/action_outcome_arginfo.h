/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 118b53a5919347cbd74229a61b46ab52480e2b08 */




static const zend_function_entry class_PhotoLibrary_ActionOutcome_methods[] = {
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_ActionOutcome(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("PhotoLibrary\\ActionOutcome", IS_STRING, class_PhotoLibrary_ActionOutcome_methods);

	zval enum_case_Ok_value;
	zend_string *enum_case_Ok_value_str = zend_string_init("ok", strlen("ok"), 1);
	ZVAL_STR(&enum_case_Ok_value, enum_case_Ok_value_str);
	zend_enum_add_case_cstr(class_entry, "Ok", &enum_case_Ok_value);

	zval enum_case_Failed_value;
	zend_string *enum_case_Failed_value_str = zend_string_init("failed", strlen("failed"), 1);
	ZVAL_STR(&enum_case_Failed_value, enum_case_Failed_value_str);
	zend_enum_add_case_cstr(class_entry, "Failed", &enum_case_Failed_value);

	zval enum_case_NotStarted_value;
	zend_string *enum_case_NotStarted_value_str = zend_string_init("not_started", strlen("not_started"), 1);
	ZVAL_STR(&enum_case_NotStarted_value, enum_case_NotStarted_value_str);
	zend_enum_add_case_cstr(class_entry, "NotStarted", &enum_case_NotStarted_value);

	zval enum_case_Timeout_value;
	zend_string *enum_case_Timeout_value_str = zend_string_init("timeout", strlen("timeout"), 1);
	ZVAL_STR(&enum_case_Timeout_value, enum_case_Timeout_value_str);
	zend_enum_add_case_cstr(class_entry, "Timeout", &enum_case_Timeout_value);

	zval enum_case_Interrupted_value;
	zend_string *enum_case_Interrupted_value_str = zend_string_init("interrupted", strlen("interrupted"), 1);
	ZVAL_STR(&enum_case_Interrupted_value, enum_case_Interrupted_value_str);
	zend_enum_add_case_cstr(class_entry, "Interrupted", &enum_case_Interrupted_value);

	zval enum_case_Cancelled_value;
	zend_string *enum_case_Cancelled_value_str = zend_string_init("cancelled", strlen("cancelled"), 1);
	ZVAL_STR(&enum_case_Cancelled_value, enum_case_Cancelled_value_str);
	zend_enum_add_case_cstr(class_entry, "Cancelled", &enum_case_Cancelled_value);

	zval enum_case_Skipped_value;
	zend_string *enum_case_Skipped_value_str = zend_string_init("skipped", strlen("skipped"), 1);
	ZVAL_STR(&enum_case_Skipped_value, enum_case_Skipped_value_str);
	zend_enum_add_case_cstr(class_entry, "Skipped", &enum_case_Skipped_value);

	return class_entry;
}
