#include "net/response_head.hpp"

#include <algorithm>
#include <utility>

#include "net/ascii.hpp"
#include "net/header_fields.hpp"
#include "net/status.hpp"

namespace photolibrary::net {
namespace {

constexpr std::size_t usual_headers = 16;

}  // namespace

void ResponseHead::clear() {
    state_ = State::Expected;
    status_ = 0;
    headers_.clear();
    headers_.reserve(usual_headers);
    bytes_ = 0;
}

std::string_view ResponseHead::add_line(std::string_view line) {
    bytes_ += line.size();
    if (bytes_ > most_bytes) return "the server sends too many headers";
    if (state_ == State::Expected) {
        read_status_line(trimmed(line));
    } else if (state_ == State::Open) {
        const bool is_continued = line.substr(0, 1) == " " || line.substr(0, 1) == "\t";
        line = trimmed(line);
        if (is_continued) {
            continue_field(line);
        } else if (line.empty()) {
            state_ = is_informational(status_) ? State::Expected : State::Ended;
        } else {
            return add_field(line);
        }
    }
    return {};
}

void ResponseHead::read_status_line(std::string_view line) {
    if (line.substr(0, 5) != "HTTP/") return;
    const auto space = line.find(' ');
    version_ = line.substr(5, space - 5);
    status_ = static_cast<int>(decimal(line.substr(space + 1, 3)).value_or(0));
    headers_.clear();
    state_ = State::Open;
}

std::string_view ResponseHead::add_field(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return {};
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(), lower);
    const std::string_view text = trimmed(line.substr(colon + 1));
    if (name == "content-length") {
        const std::string_view length = only_member(text);
        const std::string_view other = value(name);
        if (length.empty() || (!other.empty() && only_member(other) != length))
            return "the server sends contradictory Content-Length values";
    }
    headers_.emplace_back(std::move(name), text);
    return {};
}

/// RFC 9112, 5.2: a value that goes on in the next line.
void ResponseHead::continue_field(std::string_view line) {
    if (headers_.empty() || line.empty()) return;
    std::string& value = headers_.back().second;
    value.append(value.empty() ? "" : " ").append(line);
}

std::string_view ResponseHead::value(std::string_view name) const noexcept {
    const auto header =
        std::find_if(headers_.begin(), headers_.end(), [&](const auto& one) { return one.first == name; });
    return header != headers_.end() ? std::string_view(header->second) : std::string_view();
}

std::optional<std::uint64_t> ResponseHead::content_length() const noexcept {
    return decimal(value("content-length"));
}

}  // namespace photolibrary::net
