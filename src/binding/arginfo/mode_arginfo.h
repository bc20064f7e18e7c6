/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 8213cd4aa2d98a77acc40f068816b2c94aea537e */




static const zend_function_entry class_PhotoLibrary_Mode_methods[] = {
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Mode(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("PhotoLibrary\\Mode", IS_STRING, class_PhotoLibrary_Mode_methods);

	zval enum_case_Sequential_value;
	zend_string *enum_case_Sequential_value_str = zend_string_init("sequential", strlen("sequential"), 1);
	ZVAL_STR(&enum_case_Sequential_value, enum_case_Sequential_value_str);
	zend_enum_add_case_cstr(class_entry, "Sequential", &enum_case_Sequential_value);

	zval enum_case_Workers_value;
	zend_string *enum_case_Workers_value_str = zend_string_init("workers", strlen("workers"), 1);
	ZVAL_STR(&enum_case_Workers_value, enum_case_Workers_value_str);
	zend_enum_add_case_cstr(class_entry, "Workers", &enum_case_Workers_value);

	zval enum_case_Processes_value;
	zend_string *enum_case_Processes_value_str = zend_string_init("processes", strlen("processes"), 1);
	ZVAL_STR(&enum_case_Processes_value, enum_case_Processes_value_str);
	zend_enum_add_case_cstr(class_entry, "Processes", &enum_case_Processes_value);

	return class_entry;
}
