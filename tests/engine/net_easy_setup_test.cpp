#include <gtest/gtest.h>

#include "net/easy_setup.hpp"

namespace photolibrary::net {
namespace {

/// Lines, as libcurl is given them.
std::vector<std::string> lines_of(const Request& request, const std::string& boundary = {}) {
    const auto api = curl_library();
    EXPECT_TRUE(api.ok());
    HeaderLines lines(*api.value());
    add_headers(lines, request, boundary);
    std::vector<std::string> all;
    for (const curl_slist* line = lines.get(); line != nullptr; line = line->next)
        all.emplace_back(line->data);
    return all;
}

using Lines = std::vector<std::string>;

TEST(AddHeaders, OfARequestAreInItsOrder) {
    EXPECT_EQ(lines_of({.headers = {{"X-B", "1"}, {"X-A", "2"}, {"X-B", "3"}}}), (Lines{"X-B: 1", "X-A: 2", "X-B: 3"}));
    EXPECT_EQ(lines_of({.headers = {{"X-Empty", ""}}}), (Lines{"X-Empty;"})) << "as libcurl wants it";
    EXPECT_EQ(lines_of({}), Lines{});
}

TEST(AddHeaders, LibcurlSaysWhereABodyEnds) {
    EXPECT_EQ(lines_of({.headers = {{"Content-Length", "1"}, {"transfer-encoding", "chunked"}, {"X", "1"}}}),
              (Lines{"X: 1"}));
}

TEST(AddHeaders, ABodyIsWhatItsOwnerSays) {
    EXPECT_EQ(lines_of({.method = "POST", .body = "{}"}), (Lines{"Content-Type:"})) << "not a form";
    EXPECT_EQ(lines_of({.method = "DELETE"}), (Lines{"Content-Type:"}));
    EXPECT_EQ(lines_of({.method = "POST", .headers = {{"content-type", "text/plain"}}, .body = "text"}),
              (Lines{"content-type: text/plain"}));
}

TEST(AddHeaders, PartsHaveATypeThatNamesTheirBoundary) {
    const Request request{.method = "POST", .headers = {{"content-type", "text/plain"}}, .parts = {{.name = "a"}}};
    EXPECT_EQ(lines_of(request, "between"), (Lines{"Content-Type: " + content_type_of_parts("between")}));
}

TEST(Request, IsSafeIdempotentOrNeither) {
    for (const char* method : {"GET", "HEAD", "OPTIONS", "TRACE"}) {
        EXPECT_TRUE(is_safe({.method = method})) << method;
        EXPECT_TRUE(is_idempotent({.method = method})) << method;
    }
    for (const char* method : {"PUT", "DELETE"}) {
        EXPECT_FALSE(is_safe({.method = method})) << method;
        EXPECT_TRUE(is_idempotent({.method = method})) << method;
    }
    for (const char* method : {"POST", "PATCH", "get"}) {
        EXPECT_FALSE(is_idempotent({.method = method})) << method;
        EXPECT_TRUE(is_idempotent({.method = method, .retry_unsafe = true})) << method;
    }
}

TEST(InMilliseconds, ATimeIsNeverNone) {
    EXPECT_EQ(in_milliseconds(std::chrono::seconds(2)), 2'000);
    EXPECT_EQ(in_milliseconds(std::chrono::microseconds(1'001)), 2);
    EXPECT_EQ(in_milliseconds(std::chrono::seconds(-1)), 1) << "with 0 libcurl would have no limit";
    EXPECT_EQ(in_milliseconds(std::chrono::hours(1'000'000)), 1'000'000'000);
}

}  // namespace
}  // namespace photolibrary::net
