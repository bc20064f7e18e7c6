#pragma once

#include "schedule/decode/isolation.hpp"

namespace photolibrary::binding {

/// How this PHP starts its decoding children: as `php -n -d extension=<this module> -d photolibrary.serve=1`, so that
/// one file is installed and works everywhere. The PHP command line is looked for where the ini setting
/// photolibrary.php_binary says, else as PHP_BINARY (if that is a command line), else in the folder PHP was built for,
/// else, under FPM and CGI, the running program does it.
schedule::ChildPolicy child_policy();

/// If this process was started as such: serves, and never returns. To be called when all modules are started.
void serve_if_asked();

}  // namespace photolibrary::binding
