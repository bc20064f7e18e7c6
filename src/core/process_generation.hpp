#pragma once

namespace photolibrary::core {

/// Tells a forked child from its parent: the number grows by one in every child that was forked after the first call.
/// What was made in another generation belongs to another process: threads are gone, descriptors are shared, so it
/// must be left alone, even by its destructor.
unsigned process_generation();

}  // namespace photolibrary::core
