/* This is a generated file, edit the .stub.php file instead.
 * Stub hash: 70ba9de09e2a1f6cab876aa0a1c54242966c8428 */

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_PhotoLibrary_palette, 0, 1, PhotoLibrary\\Palette, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, source, SplFileInfo|PhotoLibrary\\Source, MAY_BE_STRING, NULL)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, options, PhotoLibrary\\PaletteOptions, 1, "null")
ZEND_END_ARG_INFO()

ZEND_BEGIN_ARG_WITH_RETURN_OBJ_INFO_EX(arginfo_PhotoLibrary_palettes, 0, 1, PhotoLibrary\\Batch, 0)
	ZEND_ARG_OBJ_TYPE_MASK(0, sources, Traversable, MAY_BE_ARRAY, NULL)
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, options, PhotoLibrary\\PaletteOptions, 1, "null")
	ZEND_ARG_OBJ_INFO_WITH_DEFAULT_VALUE(0, parallelism, PhotoLibrary\\Parallelism, 1, "null")
	ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, ordered, _IS_BOOL, 0, "false")
ZEND_END_ARG_INFO()


ZEND_FUNCTION(PhotoLibrary_palette);
ZEND_FUNCTION(PhotoLibrary_palettes);


static const zend_function_entry ext_functions[] = {
	ZEND_NS_FALIAS("PhotoLibrary", palette, PhotoLibrary_palette, arginfo_PhotoLibrary_palette)
	ZEND_NS_FALIAS("PhotoLibrary", palettes, PhotoLibrary_palettes, arginfo_PhotoLibrary_palettes)
	ZEND_FE_END
};
