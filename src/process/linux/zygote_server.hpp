#pragma once

#include <string>

#include "core/unique_fd.hpp"
#include "process/linux/zygote_protocol.hpp"

namespace photolibrary::process {

/// What a decoding child does with its end of a socket pair. Gives its exit status.
using ChildMain = int (*)(core::UniqueFd job_end, const ChildSettings& settings);

/// Turns this freshly started, single-threaded process into a zygote: it detaches itself from its parent and serves the
/// control socket at zygote_control_fd until that closes, or until nobody has wanted a child for two seconds. Returns
/// only in this case: if there is no control socket.
void serve_zygote(const std::string& identity, ChildMain child_main);

}  // namespace photolibrary::process
