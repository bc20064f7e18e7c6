#include "binding/paths.hpp"

extern "C" {
#include "ext/spl/spl_directory.h"
#include "main/fopen_wrappers.h"
}

namespace photolibrary::binding {

std::string absolute(const std::string& path) {
    if (path.empty() || IS_ABSOLUTE_PATH(path.c_str(), path.size())) return path;
    char folder[MAXPATHLEN];
    if (VCWD_GETCWD(folder, sizeof folder) == nullptr) return path;
    return std::string(folder) + '/' + path;
}

bool allowed(const std::string& path) {
    return path.find('\0') != std::string::npos || php_check_open_basedir_ex(path.c_str(), 0) == 0;
}

bool is_file_info(const zval* value) noexcept {
    return Z_TYPE_P(value) == IS_OBJECT && instanceof_function(Z_OBJCE_P(value), spl_ce_SplFileInfo);
}

zend_string* pathname_of(zend_object* file_info) {
    zval path;
    ZVAL_UNDEF(&path);
    GC_ADDREF(file_info);
    zend_call_method_with_0_params(file_info, file_info->ce, nullptr, "getpathname", &path);
    const bool is_string = Z_TYPE(path) == IS_STRING;
    if (!is_string && EG(exception) == nullptr)
        zend_type_error("%s::getPathname() must return a string, %s returned", ZSTR_VAL(file_info->ce->name),
                        zend_zval_type_name(&path));
    OBJ_RELEASE(file_info);
    if (is_string && EG(exception) == nullptr) return Z_STR(path);  // its destructor may have thrown
    zval_ptr_dtor(&path);
    return nullptr;
}

bool take_path(uint32_t argument, zval* value, zend_string*& path, bool nullable) {
    if (is_file_info(value)) {
        zend_string* const pathname = pathname_of(Z_OBJ_P(value));
        if (pathname == nullptr) return false;
        zval_ptr_dtor(value);
        ZVAL_STR(value, pathname);
    }
    if (zend_parse_arg_str(value, &path, nullable, argument)) return true;
    (nullable ? zend_wrong_parameter_class_or_string_or_null_error : zend_wrong_parameter_class_or_string_error)(
        argument, "SplFileInfo", value);
    return false;
}

}  // namespace photolibrary::binding
