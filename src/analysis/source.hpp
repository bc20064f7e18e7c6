#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/blob.hpp"
#include "core/unique_fd.hpp"

namespace photolibrary::analysis {

/// A local file. The label is the user's own spelling of the path, for results and errors.
struct File {
    std::string path;
    std::string label;
    std::shared_ptr<const core::UniqueFd> descriptor = nullptr;  ///< if set, it is read and the path is not opened
};

/// What a server says of a file, to ask it later whether the file has changed.
struct RemoteFile {
    std::string etag;                   ///< as the server wrote it; empty if it said none
    std::string last_modified;          ///< as the server wrote it; empty if it said none
    std::optional<std::uint64_t> size;  ///< bytes of the whole file
};

/// The bytes of an image file, or as many from its beginning as its palette needs.
struct Bytes {
    std::shared_ptr<const std::string> bytes;
    std::string label;
};

/// One image in several sizes: the smallest candidate that shows the same colours as the truth is read.
struct Cheapest {
    /// That it may have: with the truth, their files travel in one frame between processes.
    static constexpr std::size_t max_candidates = 63;

    File truth;
    std::vector<File> candidates;
    std::uint32_t min_long_side = 640;  ///< pixels
};

/// Where an image comes from: data, never a closure, so that it can cross a process border.
using Source = std::variant<File, Bytes, Cheapest>;

/// What results and errors call the source: the truth's label for Cheapest.
const std::string& label_of(const Source& source);

core::Outcome<core::Blob> open(const File& file, std::uint64_t max_bytes);
core::Outcome<core::Blob> open(const Bytes& bytes, std::uint64_t max_bytes);

}  // namespace photolibrary::analysis
