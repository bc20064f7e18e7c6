#pragma once

#include <string>

namespace photolibrary::core {

/// "SIGSEGV"; "signal 64" for one without a name.
std::string signal_name(int signal);

}  // namespace photolibrary::core
