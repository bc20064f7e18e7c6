#include "binding/php_remote_file.hpp"

#include "binding/value_kinds.hpp"

namespace photolibrary::binding {

#include "binding/arginfo/remote_file_arginfo.h"

zend_class_entry* remote_file_ce = nullptr;

namespace {

using analysis::RemoteFile;

constexpr ValueTable table(&remote_file_ce, {
                                                text_or_null<&RemoteFile::etag>("etag"),
                                                text_or_null<&RemoteFile::last_modified>("lastModified"),
                                                integer<&RemoteFile::size>("size", 0),
                                            });

}  // namespace

void register_remote_file() {
    table.adopt(register_class_PhotoLibrary_RemoteFile(php_json_serializable_ce));
}

const ValueClass& remote_file_class() noexcept {
    return table;
}

void remote_file_to_zval(zval* target, const RemoteFile& remote) {
    table.to_zval(target, remote);
}

PHOTOLIBRARY_TABLE_METHODS(RemoteFile, table)
PHOTOLIBRARY_JSON_AS_ARRAY(RemoteFile, table)
PHOTOLIBRARY_PRIVATE_CONSTRUCTOR(RemoteFile)

}  // namespace photolibrary::binding
