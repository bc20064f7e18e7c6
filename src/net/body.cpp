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
    if (bytes_.empty()) {
        release();
        if (pool_) bytes_ = pool_->take();
        return bytes_.reserve(size);
    }
    std::string larger;
    larger.reserve(size);
    larger.append(bytes_);
    release();
    bytes_ = std::move(larger);
}

}  // namespace photolibrary::net
