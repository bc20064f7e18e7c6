// Lines of the heads of an answer, and of its trailers: what a server says before and behind a body.
#include <algorithm>
#include <string_view>

#include "fuzz/fuzz.hpp"
#include "net/header_fields.hpp"
#include "net/ranges.hpp"
#include "net/redirect_rule.hpp"
#include "net/response_head.hpp"

namespace {

using namespace photolibrary;

/// Takes the next line, with its end.
std::string_view next_line(std::string_view& text) {
    const std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(line.size());
    return line;
}

void check_headers(const net::ResponseHead& head) {
    for (const auto& [name, value] : head.headers()) {
        const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
        fuzz::require(std::none_of(name.begin(), name.end(), is_upper), "names are in lower case");
        fuzz::require(name.find('\n') == name.npos && value.find('\n') == value.npos, "a field is on one line");
        fuzz::require(net::trimmed(value) == value, "a value has no blanks around it");
        const auto first = std::find_if(head.headers().begin(), head.headers().end(),
                                        [&name = name](const auto& one) { return one.first == name; });
        fuzz::require(head.value(name) == first->second, "the first one of a name is found");
    }
    fuzz::require(head.bytes() <= net::ResponseHead::most_bytes, "a head has a limit");
    fuzz::require(head.status() >= -99 && head.status() <= 999, "a status has three digits");
}

void check_range(std::string_view text) {
    const auto range = net::parse_content_range(text);
    if (!range) return;
    fuzz::require(range->first <= range->last && range->last < range->size, "a range is within its file");
    const std::string written =
        "bytes " + std::to_string(range->first) + '-' + std::to_string(range->last) + '/' + std::to_string(range->size);
    fuzz::require(net::parse_content_range(written) == range, "a range is read as it is written");
}

void check_version(const net::ResponseHead& head) {
    const net::FileVersion file = net::file_version_of(head);
    fuzz::require(net::is_of_file(head, file), "an answer is of its own file");
    const std::string validator = net::validator_of(file);
    fuzz::require(validator.empty() || validator == file.etag || (file.etag.empty() && validator == file.last_modified),
                  "what asks for a piece is what the server said");
    fuzz::require(validator.substr(0, 2) != "W/" || file.etag.empty(), "a weak ETag asks for no piece");
}

void check_redirect(const net::ResponseHead& head) {
    net::Request request{.method = "POST", .headers = head.headers(), .body = "body"};
    net::apply_redirect(request, head.status(), true);
    fuzz::require(request.headers.size() <= head.headers().size(), "a redirect adds no header");
    fuzz::require((request.method == "GET") == request.body.empty(), "a GET has no body, a POST keeps it");
    for (const auto& [name, value] : request.headers)
        fuzz::require(net::may_cross_origins(name), "secrets stay with their server");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    net::ResponseHead head;
    while (!text.empty()) {
        const std::string_view line = next_line(text);
        check_range(net::trimmed(line));
        const bool was_ended = head.has_ended();
        const auto fields = head.headers().size();
        if (!head.add_line(line).empty()) break;
        fuzz::require(!was_ended || (head.has_ended() && head.headers().size() == fields),
                      "trailers count for nothing");
    }
    if (head.bytes() > net::ResponseHead::most_bytes) return 0;
    check_headers(head);
    check_range(head.value("content-range"));
    check_version(head);
    check_redirect(head);
    return 0;
}
