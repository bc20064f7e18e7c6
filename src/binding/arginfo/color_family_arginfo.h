/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 1a0fc0f3bb4404a32334a27d233afba53266f97e */




static const zend_function_entry class_PhotoLibrary_ColorFamily_methods[] = {
	ZEND_FE_END
};

static zend_class_entry *register_class_PhotoLibrary_ColorFamily(void)
{
	zend_class_entry *class_entry = zend_register_internal_enum("PhotoLibrary\\ColorFamily", IS_STRING, class_PhotoLibrary_ColorFamily_methods);

	zval enum_case_Black_value;
	zend_string *enum_case_Black_value_str = zend_string_init("black", strlen("black"), 1);
	ZVAL_STR(&enum_case_Black_value, enum_case_Black_value_str);
	zend_enum_add_case_cstr(class_entry, "Black", &enum_case_Black_value);

	zval enum_case_Grey_value;
	zend_string *enum_case_Grey_value_str = zend_string_init("grey", strlen("grey"), 1);
	ZVAL_STR(&enum_case_Grey_value, enum_case_Grey_value_str);
	zend_enum_add_case_cstr(class_entry, "Grey", &enum_case_Grey_value);

	zval enum_case_White_value;
	zend_string *enum_case_White_value_str = zend_string_init("white", strlen("white"), 1);
	ZVAL_STR(&enum_case_White_value, enum_case_White_value_str);
	zend_enum_add_case_cstr(class_entry, "White", &enum_case_White_value);

	zval enum_case_Brown_value;
	zend_string *enum_case_Brown_value_str = zend_string_init("brown", strlen("brown"), 1);
	ZVAL_STR(&enum_case_Brown_value, enum_case_Brown_value_str);
	zend_enum_add_case_cstr(class_entry, "Brown", &enum_case_Brown_value);

	zval enum_case_Red_value;
	zend_string *enum_case_Red_value_str = zend_string_init("red", strlen("red"), 1);
	ZVAL_STR(&enum_case_Red_value, enum_case_Red_value_str);
	zend_enum_add_case_cstr(class_entry, "Red", &enum_case_Red_value);

	zval enum_case_Orange_value;
	zend_string *enum_case_Orange_value_str = zend_string_init("orange", strlen("orange"), 1);
	ZVAL_STR(&enum_case_Orange_value, enum_case_Orange_value_str);
	zend_enum_add_case_cstr(class_entry, "Orange", &enum_case_Orange_value);

	zval enum_case_Gold_value;
	zend_string *enum_case_Gold_value_str = zend_string_init("gold", strlen("gold"), 1);
	ZVAL_STR(&enum_case_Gold_value, enum_case_Gold_value_str);
	zend_enum_add_case_cstr(class_entry, "Gold", &enum_case_Gold_value);

	zval enum_case_Yellow_value;
	zend_string *enum_case_Yellow_value_str = zend_string_init("yellow", strlen("yellow"), 1);
	ZVAL_STR(&enum_case_Yellow_value, enum_case_Yellow_value_str);
	zend_enum_add_case_cstr(class_entry, "Yellow", &enum_case_Yellow_value);

	zval enum_case_Lime_value;
	zend_string *enum_case_Lime_value_str = zend_string_init("lime", strlen("lime"), 1);
	ZVAL_STR(&enum_case_Lime_value, enum_case_Lime_value_str);
	zend_enum_add_case_cstr(class_entry, "Lime", &enum_case_Lime_value);

	zval enum_case_Green_value;
	zend_string *enum_case_Green_value_str = zend_string_init("green", strlen("green"), 1);
	ZVAL_STR(&enum_case_Green_value, enum_case_Green_value_str);
	zend_enum_add_case_cstr(class_entry, "Green", &enum_case_Green_value);

	zval enum_case_Teal_value;
	zend_string *enum_case_Teal_value_str = zend_string_init("teal", strlen("teal"), 1);
	ZVAL_STR(&enum_case_Teal_value, enum_case_Teal_value_str);
	zend_enum_add_case_cstr(class_entry, "Teal", &enum_case_Teal_value);

	zval enum_case_Cyan_value;
	zend_string *enum_case_Cyan_value_str = zend_string_init("cyan", strlen("cyan"), 1);
	ZVAL_STR(&enum_case_Cyan_value, enum_case_Cyan_value_str);
	zend_enum_add_case_cstr(class_entry, "Cyan", &enum_case_Cyan_value);

	zval enum_case_Blue_value;
	zend_string *enum_case_Blue_value_str = zend_string_init("blue", strlen("blue"), 1);
	ZVAL_STR(&enum_case_Blue_value, enum_case_Blue_value_str);
	zend_enum_add_case_cstr(class_entry, "Blue", &enum_case_Blue_value);

	zval enum_case_Purple_value;
	zend_string *enum_case_Purple_value_str = zend_string_init("purple", strlen("purple"), 1);
	ZVAL_STR(&enum_case_Purple_value, enum_case_Purple_value_str);
	zend_enum_add_case_cstr(class_entry, "Purple", &enum_case_Purple_value);

	zval enum_case_Magenta_value;
	zend_string *enum_case_Magenta_value_str = zend_string_init("magenta", strlen("magenta"), 1);
	ZVAL_STR(&enum_case_Magenta_value, enum_case_Magenta_value_str);
	zend_enum_add_case_cstr(class_entry, "Magenta", &enum_case_Magenta_value);

	zval enum_case_Pink_value;
	zend_string *enum_case_Pink_value_str = zend_string_init("pink", strlen("pink"), 1);
	ZVAL_STR(&enum_case_Pink_value, enum_case_Pink_value_str);
	zend_enum_add_case_cstr(class_entry, "Pink", &enum_case_Pink_value);

	return class_entry;
}
