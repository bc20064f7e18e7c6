#pragma once

namespace photolibrary::binding {

/// At the end of a request: no connection outlives it.
void end_connections();

}  // namespace photolibrary::binding
