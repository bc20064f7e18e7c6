#include "net/request_body.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <random>
#include <system_error>
#include <utility>

#include "core/blob.hpp"

namespace photolibrary::net {
namespace {

using core::Failure;
using core::FailureReason;

/// Files of the kernel say that they have no bytes, and have some.
std::optional<std::uint64_t> size_of(int file) {
    struct stat info {};
    ::fstat(file, &info);
    char first = '\0';
    const bool is_silent = info.st_size == 0 && ::pread(file, &first, 1, 0) > 0;
    return is_silent ? std::nullopt : std::optional(static_cast<std::uint64_t>(info.st_size));
}

Failure about_file(FailureReason reason, const std::string& path, const std::string& what) {
    return {reason, "the file to send, " + path + ", " + what};
}

/// A name or a filename in quotes. HTML Standard, "multipart/form-data encoding algorithm": what would end the line or
/// the quotes is percent-encoded, and nothing else.
std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"') {
            result += "%22";
        } else if (c == '\r') {
            result += "%0D";
        } else if (c == '\n') {
            result += "%0A";
        } else {
            result += c;
        }
    }
    return result += '"';
}

std::string head_of(const FormPart& part, const std::string& boundary) {
    std::string head = "--" + boundary + "\r\nContent-Disposition: form-data; name=" + quoted(part.name);
    if (part.filename) head += "; filename=" + quoted(*part.filename);
    if (!part.content_type.empty()) head += "\r\nContent-Type: " + part.content_type;
    return head += "\r\n\r\n";
}

}  // namespace

core::Outcome<RequestBody> RequestBody::open(const Request& request, const std::string& boundary) {
    RequestBody body;
    auto failure = request.parts.empty() ? body.add_file(request.body_file) : body.add_parts(request.parts, boundary);
    if (failure) return *std::move(failure);
    return body;
}

void RequestBody::rewind() {
    current_ = 0;
    offset_ = 0;
    for (Segment& segment : segments_) {
        if (segment.file) segment.size = size_of(segment.file.get());
    }
}

void RequestBody::add_bytes(std::string bytes) {
    segments_.push_back({.own = std::move(bytes)});
    segments_.back().size = segments_.back().own.size();
}

std::optional<Failure> RequestBody::add_file(const std::string& path) {
    core::Outcome<core::UniqueFd> file = core::open_file(path);
    if (!file) {
        const Failure& why = file.failure();
        return about_file(why.reason, path, "cannot be read: " + why.message);
    }
    const auto size = size_of(file.value().get());
    segments_.push_back({.path = &path, .file = std::move(file).value(), .size = size});
    return std::nullopt;
}

std::optional<Failure> RequestBody::add_parts(const std::vector<FormPart>& parts, const std::string& boundary) {
    std::string between;
    for (const FormPart& part : parts) {
        add_bytes(between + head_of(part, boundary));
        between = "\r\n";
        if (part.file.empty()) {
            segments_.push_back({.bytes = part.content, .size = part.content.size()});
        } else if (auto failure = add_file(part.file)) {
            return failure;
        }
    }
    add_bytes("\r\n--" + boundary + "--\r\n");
    return std::nullopt;
}

std::optional<std::uint64_t> RequestBody::size() const noexcept {
    std::uint64_t all = 0;
    for (const Segment& segment : segments_) {
        if (!segment.size) return std::nullopt;
        all += *segment.size;
    }
    return all;
}

core::Outcome<std::size_t> RequestBody::read(std::span<char> room) {
    std::size_t filled = 0;
    while (filled < room.size() && current_ < segments_.size()) {
        const Segment& segment = segments_[current_];
        const auto got = read_segment(segment, room.subspan(filled));
        if (!got) return got.failure();
        filled += got.value();
        offset_ += got.value();
        if (got.value() > 0 && offset_ != segment.size) continue;
        ++current_;
        offset_ = 0;
    }
    return filled;
}

/// 0: it is through.
core::Outcome<std::size_t> RequestBody::read_segment(const Segment& segment, std::span<char> room) const {
    const std::uint64_t left = segment.size ? *segment.size - offset_ : room.size();
    const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(left, room.size()));
    if (segment.path == nullptr) {
        const std::string_view bytes = segment.own.empty() ? segment.bytes : std::string_view(segment.own);
        if (size > 0) std::memcpy(room.data(), bytes.data() + offset_, size);
        return size;
    }
    if (size == 0) return std::size_t{0};
    const ssize_t got = ::pread(segment.file.get(), room.data(), size, static_cast<off_t>(offset_));
    if (got > 0 || (got == 0 && !segment.size)) return static_cast<std::size_t>(got);
    return about_file(
        FailureReason::Unreadable, *segment.path,
        got == 0 ? "became shorter while it was sent" : "cannot be read: " + std::system_category().message(errno));
}

bool RequestBody::seek(std::uint64_t offset) noexcept {
    std::size_t at = 0;
    while (at < segments_.size() && segments_[at].size && offset >= *segments_[at].size)
        offset -= *segments_[at++].size;
    if (at == segments_.size() && offset > 0) return false;
    current_ = at;
    offset_ = offset;
    return true;
}

std::string make_boundary() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::random_device random;
    std::string boundary = "photolibrary-";
    for (int word = 0; word < 4; ++word) {
        for (std::uint32_t bits = random(), i = 0; i < 8; ++i, bits >>= 4)
            boundary += digits[bits & 15U];
    }
    return boundary;
}

std::string content_type_of_parts(const std::string& boundary) {
    return "multipart/form-data; boundary=" + boundary;
}

}  // namespace photolibrary::net
