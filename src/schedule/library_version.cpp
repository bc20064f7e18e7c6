#include "schedule/library_version.hpp"

#include <oneapi/tbb/version.h>

namespace photolibrary::schedule {

TbbVersion tbb_version() {
    return {TBB_VERSION_STRING, TBB_runtime_version()};
}

}  // namespace photolibrary::schedule
