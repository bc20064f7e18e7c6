/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: bae4b596c205a489191941fbdb64f017ebf9142d */




static const zend_function_entry class_PhotoLibrary_Gamut_methods[] = {
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_Gamut(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("PhotoLibrary\\Gamut", IS_STRING, class_PhotoLibrary_Gamut_methods);

	zval enum_case_Srgb_value;
	zend_string *enum_case_Srgb_value_str = zend_string_init("srgb", strlen("srgb"), 1);
	ZVAL_STR(&enum_case_Srgb_value, enum_case_Srgb_value_str);
	zend_enum_add_case_cstr(class_entry, "Srgb", &enum_case_Srgb_value);

	zval enum_case_DisplayP3_value;
	zend_string *enum_case_DisplayP3_value_str = zend_string_init("display_p3", strlen("display_p3"), 1);
	ZVAL_STR(&enum_case_DisplayP3_value, enum_case_DisplayP3_value_str);
	zend_enum_add_case_cstr(class_entry, "DisplayP3", &enum_case_DisplayP3_value);

	zval enum_case_Wider_value;
	zend_string *enum_case_Wider_value_str = zend_string_init("wider", strlen("wider"), 1);
	ZVAL_STR(&enum_case_Wider_value, enum_case_Wider_value_str);
	zend_enum_add_case_cstr(class_entry, "Wider", &enum_case_Wider_value);

	return class_entry;
}
