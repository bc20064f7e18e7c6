#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace photolibrary::core {

/// Bytes that may be held at once, handed out in shares: a share is given back when it is destroyed, on any thread.
class ByteBudget : public std::enable_shared_from_this<ByteBudget> {
  public:
    class Share {
      public:
        Share() = default;
        Share(Share&& other) noexcept
            : budget_(std::move(other.budget_)), bytes_(std::exchange(other.bytes_, std::uint64_t{0})) {}
        Share& operator=(Share&& other) noexcept {
            reset();
            budget_ = std::move(other.budget_);
            bytes_ = std::exchange(other.bytes_, std::uint64_t{0});
            return *this;
        }
        ~Share() { reset(); }

        std::uint64_t bytes() const noexcept { return bytes_; }
        void reset() noexcept {
            if (budget_) budget_->give_back(bytes_);
            budget_.reset();
            bytes_ = 0;
        }

      private:
        friend class ByteBudget;
        std::shared_ptr<ByteBudget> budget_;
        std::uint64_t bytes_ = 0;
    };

    explicit ByteBudget(std::uint64_t limit) noexcept : limit_(limit) {}

    /// Makes a share hold at least bytes. False, and the share as it was, if that is over the limit and others hold
    /// anything: whoever is alone may exceed it.
    bool grow(Share& share, std::uint64_t bytes) noexcept;

    /// As grow(), whatever others hold: for what cannot wait.
    void grow_regardless(Share& share, std::uint64_t bytes) noexcept;

    std::uint64_t used() const noexcept;

    /// Calls back whenever bytes were given back, on the thread that gave them; nullptr ends that.
    void on_return(std::function<void()> callback);

  private:
    void set(Share& share, std::uint64_t bytes) noexcept;
    void give_back(std::uint64_t bytes) noexcept;

    mutable std::mutex mutex_;
    const std::uint64_t limit_;
    std::uint64_t used_ = 0;
    std::function<void()> callback_;
};

}  // namespace photolibrary::core
