#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/failure.hpp"
#include "core/unique_fd.hpp"
#include "net/exchange.hpp"

namespace photolibrary::net {

/// A body to send, piece by piece: bytes and files, one behind the other. It can be read from its beginning again, for
/// another attempt, and keeps its files open meanwhile.
class RequestBody {
  public:
    /// The file or the parts of a request. Borrows them: the request must outlive it and stay as it is. Fails if a file
    /// cannot be opened, and names it. boundary: between the parts.
    static core::Outcome<RequestBody> open(const Request& request, const std::string& boundary);

    /// For another attempt: from the beginning, with files of the sizes that they have now.
    void rewind();

    /// In bytes; nothing if a file does not say how long it is (those of the kernel have more than they say).
    std::optional<std::uint64_t> size() const noexcept;

    bool is_at_end() const noexcept { return current_ == segments_.size(); }

    /// Reads on. Fills the room, unless this is the end (0: nothing is left). Never more than was announced, whatever
    /// becomes of a file meanwhile; fails if it has become shorter, or cannot be read.
    core::Outcome<std::size_t> read(std::span<char> room);

    /// Goes to a place from the beginning. False if there is no such place.
    bool seek(std::uint64_t offset) noexcept;

  private:
    /// Bytes in memory, or a file.
    struct Segment {
        std::string own{};         ///< bytes made here
        std::string_view bytes{};  ///< borrowed
        const std::string* path = nullptr;
        core::UniqueFd file{};
        std::optional<std::uint64_t> size{};
    };

    void add_bytes(std::string bytes);
    std::optional<core::Failure> add_file(const std::string& path);
    std::optional<core::Failure> add_parts(const std::vector<FormPart>& parts, const std::string& boundary);
    core::Outcome<std::size_t> read_segment(const Segment& segment, std::span<char> room) const;

    std::vector<Segment> segments_;
    std::size_t current_ = 0;
    std::uint64_t offset_ = 0;  ///< in the current segment
};

/// Between the parts of a body: 128 random bits, so that no content has it by chance or can be made to have it.
std::string make_boundary();

/// Value of the Content-Type of a body of parts.
std::string content_type_of_parts(const std::string& boundary);

}  // namespace photolibrary::net
