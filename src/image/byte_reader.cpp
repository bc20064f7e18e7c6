#include "image/byte_reader.hpp"

namespace photolibrary::image {

std::span<const std::byte> ByteReader::peek(std::uint64_t offset, std::size_t count) noexcept {
    const std::uint64_t ends = size();
    if (offset >= ends || count > ends - offset) return {};
    if (offset < start_ || offset + count > start_ + filled_) {
        start_ = offset;
        filled_ = blob_->read(offset, window_);
        if (filled_ < count) return {};
    }
    return std::span(window_).subspan(static_cast<std::size_t>(offset - start_), count);
}

bool ByteReader::copy(std::uint64_t offset, std::span<std::byte> out) const noexcept {
    return blob_->read(offset, out) == out.size();
}

}  // namespace photolibrary::image
