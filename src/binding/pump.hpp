#pragma once

#include "binding/php_photolibrary.hpp"
#include "core/unique_fd.hpp"
#include "schedule/waitable.hpp"

namespace photolibrary::binding {

/// The one place where the PHP thread waits. Returns when there may be something to take, or after a while in any case:
/// the caller looks again. Signals, timers and pcntl handlers are served meanwhile; false if one of them left an
/// exception, or has forked and this is the child, where nobody may wait for what is the parent's.
///
/// May not return at all (a timeout ends the request with a longjmp): callers hold nothing that needs a destructor.
bool wait_for(schedule::Waitable& what);

/// For those who wait by themselves, with stream_select(): a stream of a descriptor that is readable when there may be
/// something to take. Empty: the process has none left, which is thrown.
void return_observer(zval* return_value, core::UniqueFd descriptor);

}  // namespace photolibrary::binding
