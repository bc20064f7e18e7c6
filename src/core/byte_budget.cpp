#include "core/byte_budget.hpp"

namespace photolibrary::core {

bool ByteBudget::grow(Share& share, std::uint64_t bytes) noexcept {
    if (bytes <= share.bytes_) return true;
    const std::lock_guard lock(mutex_);
    const std::uint64_t others = used_ - share.bytes_;
    if (others > 0 && (bytes > limit_ || others > limit_ - bytes)) return false;
    set(share, bytes);
    return true;
}

void ByteBudget::grow_regardless(Share& share, std::uint64_t bytes) noexcept {
    if (bytes <= share.bytes_) return;
    const std::lock_guard lock(mutex_);
    set(share, bytes);
}

void ByteBudget::set(Share& share, std::uint64_t bytes) noexcept {
    used_ += bytes - share.bytes_;
    share.bytes_ = bytes;
    share.budget_ = shared_from_this();
}

std::uint64_t ByteBudget::used() const noexcept {
    const std::lock_guard lock(mutex_);
    return used_;
}

void ByteBudget::on_return(std::function<void()> callback) {
    const std::lock_guard lock(mutex_);
    callback_ = std::move(callback);
}

void ByteBudget::give_back(std::uint64_t bytes) noexcept {
    const std::lock_guard lock(mutex_);
    used_ -= bytes;
    if (callback_) callback_();
}

}  // namespace photolibrary::core
