#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

#include "analysis/analyse.hpp"
#include "schedule/work.hpp"

namespace photolibrary::schedule {

/// How an image's bytes came over the network.
struct Fetching {
    analysis::RemoteFile file;
    std::uint64_t received = 0;  ///< bytes
    int attempts = 1;
};

/// An image to analyse.
struct Image {
    analysis::Source source;
    analysis::Options options;
    std::chrono::duration<double> spent{0.0};  ///< of its timeout, before it came here
    std::optional<Fetching> fetching = std::nullopt;
};

using ImageJob = JobOf<Image>;

/// A stage that analyses images. What it takes may come from another stage, which announces it: the thread executor
/// must enqueue its tasks from the batch's thread, so it has to be told in advance.
class Executor : public StageOf<Image, Product> {
  public:
    /// Jobs that run at once.
    virtual std::size_t slots() const noexcept = 0;

    std::size_t window() const noexcept override { return std::max(2 * slots(), min_window); }

    /// Says that a job will be delivered later, or cancelled.
    virtual void announce() {}
    /// Takes a job that was announced. From any thread.
    virtual void deliver(ImageJob job) = 0;
    /// A job that was announced will not come. From any thread.
    virtual void cancel_announced() {}
};

}  // namespace photolibrary::schedule
