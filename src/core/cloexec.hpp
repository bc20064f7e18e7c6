#pragma once

#include <utility>

#include "core/unique_fd.hpp"

namespace photolibrary::core {

// New descriptors that no program inherits which this process starts. Empty when there is none left: errno says so.

struct Pipe {
    UniqueFd read_end;
    UniqueFd write_end;
};

/// Its ends have numbers above those of the standard streams.
Pipe make_pipe() noexcept;

UniqueFd make_socket(int family, int type, int protocol) noexcept;

}  // namespace photolibrary::core
