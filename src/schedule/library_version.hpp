#pragma once

#include <string>

namespace photolibrary::schedule {

/// Version of oneTBB: of the headers this engine was built with, and of the library in this process.
struct TbbVersion {
    std::string compiled;
    std::string running;
};

TbbVersion tbb_version();

}  // namespace photolibrary::schedule
