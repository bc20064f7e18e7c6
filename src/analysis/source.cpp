#include "analysis/source.hpp"

namespace photolibrary::analysis {
namespace {

struct Label {
    const std::string& operator()(const File& file) const noexcept { return file.label; }
    const std::string& operator()(const Bytes& bytes) const noexcept { return bytes.label; }
    const std::string& operator()(const Cheapest& cheapest) const noexcept { return cheapest.truth.label; }
};

}  // namespace

const std::string& label_of(const Source& source) {
    return std::visit(Label{}, source);
}

core::Outcome<core::Blob> open(const File& file, std::uint64_t max_bytes) {
    return file.descriptor ? core::Blob::of_descriptor(file.descriptor, max_bytes)
                           : core::Blob::open(file.path, max_bytes);
}

core::Outcome<core::Blob> open(const Bytes& bytes, std::uint64_t max_bytes) {
    return core::Blob::from_bytes(bytes.bytes, max_bytes);
}

}  // namespace photolibrary::analysis
