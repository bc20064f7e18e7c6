#include "binding/child_policy.hpp"

namespace photolibrary::binding {

// There are no decoding children.

schedule::ChildPolicy child_policy() {
    return {};
}

void serve_if_asked() {}

}  // namespace photolibrary::binding
