#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "core/failure.hpp"
#include "core/unique_fd.hpp"

namespace photolibrary::net {

/// The file that a body is written to, or none. The first write makes it, or empties the one that is there.
class FileSink {
  public:
    /// An empty path: there is no file.
    explicit FileSink(std::string path) noexcept : path_(std::move(path)) {}

    explicit operator bool() const noexcept { return !path_.empty(); }
    bool is_open() const noexcept { return static_cast<bool>(file_); }

    /// Adds bytes at the end. Fails if not all of them could be written, and names the file.
    std::optional<core::Failure> write(std::span<const std::byte> bytes);

    /// The next write begins anew.
    void close() noexcept { file_.reset(); }

  private:
    std::string path_;
    core::UniqueFd file_;
};

}  // namespace photolibrary::net
