/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: f182863127a96c5e3a43c8d62b61c5bbb44954d8 */




static const zend_function_entry class_PhotoLibrary_PaletteStyle_methods[] = {
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_PaletteStyle(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("PhotoLibrary\\PaletteStyle", IS_STRING, class_PhotoLibrary_PaletteStyle_methods);

	zval enum_case_Accent_value;
	zend_string *enum_case_Accent_value_str = zend_string_init("accent", strlen("accent"), 1);
	ZVAL_STR(&enum_case_Accent_value, enum_case_Accent_value_str);
	zend_enum_add_case_cstr(class_entry, "Accent", &enum_case_Accent_value);

	zval enum_case_Representative_value;
	zend_string *enum_case_Representative_value_str = zend_string_init("representative", strlen("representative"), 1);
	ZVAL_STR(&enum_case_Representative_value, enum_case_Representative_value_str);
	zend_enum_add_case_cstr(class_entry, "Representative", &enum_case_Representative_value);

	return class_entry;
}
