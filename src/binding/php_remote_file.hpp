#pragma once

#include "analysis/source.hpp"
#include "binding/value_class.hpp"

namespace photolibrary::binding {

const ValueClass& remote_file_class() noexcept;
void remote_file_to_zval(zval* target, const analysis::RemoteFile& remote);

}  // namespace photolibrary::binding
