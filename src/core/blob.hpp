#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/failure.hpp"
#include "core/unique_fd.hpp"

namespace photolibrary::core {

/// Opens a regular file for reading; never blocks on a FIFO or a device. Fails with not_found or unreadable.
Outcome<UniqueFd> open_file(const std::string& path);

/// The bytes of one image, random access: an open file that is read with pread, or bytes in memory.
/// A file is never mapped: truncating a mapped file kills its reader (SIGBUS).
class Blob {
  public:
    /// As open_file(); fails also with too_large (above max_bytes) or corrupt (no bytes at all).
    static Outcome<Blob> open(const std::string& path, std::uint64_t max_bytes);

    /// Shares an open regular file. Fails as open() does.
    static Outcome<Blob> of_descriptor(std::shared_ptr<const UniqueFd> fd, std::uint64_t max_bytes);

    /// Shares bytes in memory. Fails with too_large or corrupt (no bytes at all).
    static Outcome<Blob> from_bytes(std::shared_ptr<const std::string> bytes, std::uint64_t max_bytes);

    std::uint64_t size() const noexcept { return size_; }

    /// Copies bytes from offset on into out. Returns how many there were: fewer than asked for only at the end of the
    /// data or after a read error (a file on a failing disk ends where it fails).
    std::size_t read(std::uint64_t offset, std::span<std::byte> out) const noexcept;

    /// As read(), but does not count. From any thread.
    std::size_t peek(std::uint64_t offset, std::span<std::byte> out) const noexcept;

    /// Counts bytes that were delivered by peek().
    void count_as_read(std::uint64_t bytes) const noexcept { bytes_read_ += bytes; }

    /// All bytes at once, for decoders that want a buffer. Bytes in memory are not copied: the view is theirs.
    /// A file's bytes are put into storage, which must outlive the view.
    std::span<const std::byte> read_all(std::vector<std::byte>& storage) const;

    /// How many bytes read() and read_all() have delivered so far.
    std::uint64_t bytes_read() const noexcept { return bytes_read_; }

  private:
    Blob() = default;

    std::shared_ptr<const UniqueFd> fd_;
    std::shared_ptr<const std::string> bytes_;
    std::uint64_t size_ = 0;
    mutable std::uint64_t bytes_read_ = 0;
};

}  // namespace photolibrary::core
