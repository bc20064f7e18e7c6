/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: faa8b984cf5eed637972a59a98c34588499f9cd3 */




static const zend_function_entry class_PhotoLibrary_FailureReason_methods[] = {
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_FailureReason(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("PhotoLibrary\\FailureReason", IS_STRING, class_PhotoLibrary_FailureReason_methods);

	zval enum_case_NotFound_value;
	zend_string *enum_case_NotFound_value_str = zend_string_init("not_found", strlen("not_found"), 1);
	ZVAL_STR(&enum_case_NotFound_value, enum_case_NotFound_value_str);
	zend_enum_add_case_cstr(class_entry, "NotFound", &enum_case_NotFound_value);

	zval enum_case_Unreadable_value;
	zend_string *enum_case_Unreadable_value_str = zend_string_init("unreadable", strlen("unreadable"), 1);
	ZVAL_STR(&enum_case_Unreadable_value, enum_case_Unreadable_value_str);
	zend_enum_add_case_cstr(class_entry, "Unreadable", &enum_case_Unreadable_value);

	zval enum_case_Unsupported_value;
	zend_string *enum_case_Unsupported_value_str = zend_string_init("unsupported", strlen("unsupported"), 1);
	ZVAL_STR(&enum_case_Unsupported_value, enum_case_Unsupported_value_str);
	zend_enum_add_case_cstr(class_entry, "Unsupported", &enum_case_Unsupported_value);

	zval enum_case_TooLarge_value;
	zend_string *enum_case_TooLarge_value_str = zend_string_init("too_large", strlen("too_large"), 1);
	ZVAL_STR(&enum_case_TooLarge_value, enum_case_TooLarge_value_str);
	zend_enum_add_case_cstr(class_entry, "TooLarge", &enum_case_TooLarge_value);

	zval enum_case_Corrupt_value;
	zend_string *enum_case_Corrupt_value_str = zend_string_init("corrupt", strlen("corrupt"), 1);
	ZVAL_STR(&enum_case_Corrupt_value, enum_case_Corrupt_value_str);
	zend_enum_add_case_cstr(class_entry, "Corrupt", &enum_case_Corrupt_value);

	zval enum_case_Memory_value;
	zend_string *enum_case_Memory_value_str = zend_string_init("memory", strlen("memory"), 1);
	ZVAL_STR(&enum_case_Memory_value, enum_case_Memory_value_str);
	zend_enum_add_case_cstr(class_entry, "Memory", &enum_case_Memory_value);

	zval enum_case_Timeout_value;
	zend_string *enum_case_Timeout_value_str = zend_string_init("timeout", strlen("timeout"), 1);
	ZVAL_STR(&enum_case_Timeout_value, enum_case_Timeout_value_str);
	zend_enum_add_case_cstr(class_entry, "Timeout", &enum_case_Timeout_value);

	zval enum_case_Crashed_value;
	zend_string *enum_case_Crashed_value_str = zend_string_init("crashed", strlen("crashed"), 1);
	ZVAL_STR(&enum_case_Crashed_value, enum_case_Crashed_value_str);
	zend_enum_add_case_cstr(class_entry, "Crashed", &enum_case_Crashed_value);

	zval enum_case_Cancelled_value;
	zend_string *enum_case_Cancelled_value_str = zend_string_init("cancelled", strlen("cancelled"), 1);
	ZVAL_STR(&enum_case_Cancelled_value, enum_case_Cancelled_value_str);
	zend_enum_add_case_cstr(class_entry, "Cancelled", &enum_case_Cancelled_value);

	zval enum_case_HttpStatus_value;
	zend_string *enum_case_HttpStatus_value_str = zend_string_init("http_status", strlen("http_status"), 1);
	ZVAL_STR(&enum_case_HttpStatus_value, enum_case_HttpStatus_value_str);
	zend_enum_add_case_cstr(class_entry, "HttpStatus", &enum_case_HttpStatus_value);

	zval enum_case_Network_value;
	zend_string *enum_case_Network_value_str = zend_string_init("network", strlen("network"), 1);
	ZVAL_STR(&enum_case_Network_value, enum_case_Network_value_str);
	zend_enum_add_case_cstr(class_entry, "Network", &enum_case_Network_value);

	zval enum_case_BlockedAddress_value;
	zend_string *enum_case_BlockedAddress_value_str = zend_string_init("blocked_address", strlen("blocked_address"), 1);
	ZVAL_STR(&enum_case_BlockedAddress_value, enum_case_BlockedAddress_value_str);
	zend_enum_add_case_cstr(class_entry, "BlockedAddress", &enum_case_BlockedAddress_value);

	zval enum_case_Internal_value;
	zend_string *enum_case_Internal_value_str = zend_string_init("internal", strlen("internal"), 1);
	ZVAL_STR(&enum_case_Internal_value, enum_case_Internal_value_str);
	zend_enum_add_case_cstr(class_entry, "Internal", &enum_case_Internal_value);

	return class_entry;
}
