#include "image/decode.hpp"

#include <new>
#include <utility>

#include "image/formats.hpp"

namespace photolibrary::image {
namespace {

/// Runs a step that may need much memory.
template <class Step>
auto with_memory_checked(const Step& step) -> decltype(step()) {
    try {
        return step();
    } catch (const std::bad_alloc&) {
        return core::not_enough_memory();
    }
}

}  // namespace

core::Outcome<DecodeReport> decode(const core::Blob& blob, Header& header, const core::Limits& limits,
                                   const core::StopToken& stop, PixelSink& sink, const core::Helpers* helpers) {
    if (stop.stop_requested()) return stop.failure();
    const DecodeRequest request{blob, header, limits, stop, sink, helpers};
    return with_memory_checked([&] { return row_of(header.format).decode(request); });
}

core::Outcome<Header> complete_header(const core::Blob& blob, Header header, const core::Limits& limits) {
    const auto complete = row_of(header.format).complete_header;
    if (complete == nullptr) return header;
    return with_memory_checked([&] { return complete(blob, std::move(header), limits); });
}

}  // namespace photolibrary::image
