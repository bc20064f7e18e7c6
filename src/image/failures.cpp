#include "image/failures.hpp"

namespace photolibrary::image {

std::optional<core::Failure> check_size(std::uint64_t width, std::uint64_t height, const core::Limits& limits) {
    const std::string size = std::to_string(width) + " × " + std::to_string(height);
    if (width == 0 || height == 0) return corrupt("its size is " + size + " pixels");
    // A division, because the product of hostile sides need not fit into 64 bits.
    if (width > limits.max_pixels / height) {
        return core::Failure{
            core::FailureReason::TooLarge,
            "it has " + size + " pixels, more than the " + std::to_string(limits.max_pixels) + " allowed (maxPixels)"};
    }
    return std::nullopt;
}

std::optional<core::Failure> check_memory(std::uint64_t predicted_bytes, const core::Limits& limits) {
    if (predicted_bytes <= limits.max_memory) return std::nullopt;
    return core::Failure{core::FailureReason::Memory, "decoding it takes about " + std::to_string(predicted_bytes) +
                                                          " bytes, more than the " + std::to_string(limits.max_memory) +
                                                          " allowed (maxMemory)"};
}

}  // namespace photolibrary::image
