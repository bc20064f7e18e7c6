#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photolibrary::net {

/// Blocks of memory that bodies were in and bodies will be in: a fresh one for each costs a page fault for every 4 kB.
/// From any thread.
class BodyPool {
  public:
    /// Empty, with room for as many bytes, if there is one; else without room.
    std::string take();
    void give_back(std::string&& block) noexcept;

  private:
    static constexpr std::size_t most_blocks = 128;
    static constexpr std::size_t most_bytes = 32U << 20;  ///< that are kept, in all
    static constexpr std::size_t smallest_block = 4U << 10;
    static constexpr std::size_t largest_block = 4U << 20;

    std::mutex mutex_;
    std::vector<std::string> blocks_;
    std::size_t bytes_ = 0;
};

/// The bytes of a body. Its memory goes back to the pool that it came from.
class Body {
  public:
    Body() = default;
    explicit Body(std::shared_ptr<BodyPool> pool) : pool_(std::move(pool)) {}
    Body(Body&& other) noexcept : bytes_(std::exchange(other.bytes_, {})), pool_(std::move(other.pool_)) {}
    Body& operator=(Body&& other) noexcept {
        if (this != &other) {
            release();
            bytes_ = std::exchange(other.bytes_, {});
            pool_ = std::move(other.pool_);
        }
        return *this;
    }
    ~Body() { release(); }

    /// Exactly as much, or what a block of the pool has: a string by itself would at least double.
    void reserve(std::size_t size);
    void append(std::string_view bytes) { bytes_.append(bytes); }
    void clear() noexcept { bytes_.clear(); }
    std::size_t capacity() const noexcept { return bytes_.capacity(); }

    const std::string& bytes() const noexcept { return bytes_; }

  private:
    void release() noexcept {
        if (pool_) pool_->give_back(std::exchange(bytes_, {}));
    }

    std::string bytes_;
    std::shared_ptr<BodyPool> pool_;
};

}  // namespace photolibrary::net
