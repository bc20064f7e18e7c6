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

}  // namespace photolibrary::analysis
