#pragma once

namespace photolibrary::schedule {

/// From now on, a signal that ends this process for a fault of its own first says through fd on which job the thread
/// was (see OnJob): with several threads, only that job is to blame.
void install_last_words(int fd) noexcept;

}  // namespace photolibrary::schedule
