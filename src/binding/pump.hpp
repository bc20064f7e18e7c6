#pragma once

#include "schedule/batch.hpp"

namespace photolibrary::binding {

/// The one place where the PHP thread waits. Returns when the batch may have a result, or after a while in any case:
/// the caller looks again. Signals, timers and pcntl handlers are served meanwhile; false if one of them left an
/// exception.
///
/// May not return at all (a timeout ends the request with a longjmp): callers hold nothing that needs a destructor.
bool wait_for(schedule::Batch& batch);

}  // namespace photolibrary::binding
