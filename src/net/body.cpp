#include "net/body.hpp"

namespace photolibrary::net {

std::string BodyPool::take() {
    const std::lock_guard lock(mutex_);
    if (blocks_.empty()) return {};
    std::string block = std::move(blocks_.back());
    blocks_.pop_back();
    bytes_ -= block.capacity();
    return block;
}

void BodyPool::give_back(std::string&& block) noexcept {
    const std::size_t size = block.capacity();
    std::string kept(std::move(block));
    kept.clear();
    if (size < smallest_block || size > largest_block) return;
    const std::lock_guard lock(mutex_);
    if (blocks_.size() == most_blocks || bytes_ + size > most_bytes) return;
    if (blocks_.capacity() == 0) {
        try {
            blocks_.reserve(most_blocks);
        } catch (...) {
            return;  // then nothing is kept
        }
    }
    blocks_.push_back(std::move(kept));
    bytes_ += size;
}

void Body::reserve(std::size_t size) {
    if (size <= bytes_.capacity()) return;
    if (bytes_.empty() && pool_) {
        release();
        bytes_ = pool_->take();
    }
    bytes_.reserve(size);
}

void Body::append(std::string_view bytes) {
    if (bytes_.empty() && bytes_.capacity() == std::string().capacity() && pool_) bytes_ = pool_->take();
    bytes_.append(bytes);
}

}  // namespace photolibrary::net
