#include <gtest/gtest.h>

#include "net/redirect_rule.hpp"
#include "net/response_head.hpp"

namespace photolibrary::net {
namespace {

/// What is wrong with the first line that something is wrong with.
std::string add_all(ResponseHead& head, const std::vector<std::string_view>& lines) {
    for (const std::string_view line : lines) {
        if (const std::string_view wrong = head.add_line(line); !wrong.empty()) return std::string(wrong);
    }
    return {};
}

TEST(ResponseHead, HasAStatusAVersionAndFields) {
    ResponseHead head;
    EXPECT_FALSE(head.has_begun());
    EXPECT_EQ(add_all(head, {"HTTP/1.1 404 Not Found\r\n", "X-Many: a\r\n", "no field\r\n", "X-Many:  b \r\n"}), "");
    EXPECT_TRUE(head.has_begun());
    EXPECT_FALSE(head.has_ended());
    EXPECT_EQ(add_all(head, {"Content-Length: 7\r\n", "\r\n"}), "");
    EXPECT_TRUE(head.has_ended());
    EXPECT_EQ(head.status(), 404);
    EXPECT_EQ(head.version(), "1.1");
    EXPECT_EQ(head.headers(), (Headers{{"x-many", "a"}, {"x-many", "b"}, {"content-length", "7"}}));
    EXPECT_EQ(head.value("x-many"), "a");
    EXPECT_EQ(head.value("x-none"), "");
    EXPECT_EQ(head.content_length(), 7U);
}

TEST(ResponseHead, OfAnInformationalAnswerNothingStays) {
    ResponseHead head;
    EXPECT_EQ(add_all(head, {"HTTP/2 103\r\n", "Link: a\r\n", "\r\n"}), "");
    EXPECT_FALSE(head.has_begun());
    EXPECT_EQ(add_all(head, {"HTTP/2 200\r\n", "X: y\r\n", "\r\n"}), "");
    EXPECT_EQ(head.headers(), (Headers{{"x", "y"}}));
    EXPECT_EQ(head.version(), "2");
}

TEST(ResponseHead, TrailersCountForNothing) {
    ResponseHead head;
    EXPECT_EQ(add_all(head, {"HTTP/1.1 200 OK\r\n", "\r\n", "X: trailer\r\n", "HTTP/1.1 500 No\r\n", "\r\n"}), "");
    EXPECT_TRUE(head.headers().empty());
    EXPECT_EQ(head.status(), 200);
}

TEST(ResponseHead, AValueMayGoOnInTheNextLine) {
    ResponseHead head;
    EXPECT_EQ(add_all(head, {"HTTP/1.1 200 OK\r\n", " lost\r\n", "X: a\r\n", "\t b\r\n", " \r\n", "Y:\r\n", " c\r\n"}),
              "");
    EXPECT_EQ(head.value("x"), "a b");
    EXPECT_EQ(head.value("y"), "c");
}

TEST(ResponseHead, ABodyHasOneLength) {
    const std::vector<std::pair<std::vector<std::string_view>, bool>> cases = {
        {{"Content-Length: 5, 5\r\n"}, true},  {{"Content-Length: 5\r\n", "content-length: 5\r\n"}, true},
        {{"Content-Length: 5, 6\r\n"}, false}, {{"Content-Length: 5\r\n", "content-length: 6\r\n"}, false},
        {{"Content-Length:\r\n"}, false},
    };
    for (const auto& [lines, is_sound] : cases) {
        ResponseHead head;
        head.add_line("HTTP/1.1 200 OK\r\n");
        EXPECT_EQ(add_all(head, lines).empty(), is_sound) << lines.back();
    }
}

TEST(ResponseHead, HasALimit) {
    ResponseHead head;
    head.add_line("HTTP/1.1 200 OK\r\n");
    const std::string line = "X: " + std::string(1000, 'y') + "\r\n";
    std::string wrong;
    for (std::size_t sent = 0; sent < ResponseHead::most_bytes && wrong.empty(); sent += line.size())
        wrong = head.add_line(line);
    EXPECT_EQ(wrong, "the server sends too many headers");
    head.clear();
    EXPECT_EQ(head.add_line("HTTP/1.1 200 OK\r\n"), "");
    EXPECT_EQ(head.bytes(), 17U);
}

TEST(ResponseHead, WhatIsNoStatusIsNone) {
    for (const std::string_view line : {"HTTP/1.1\r\n", "HTTP/1.1 x\r\n", "HTTP/1.1 -20\r\n", "HTTP/\r\n"}) {
        ResponseHead head;
        EXPECT_EQ(head.add_line(line), "");
        EXPECT_EQ(head.status(), 0) << line;
    }
}

Request request_with_secrets() {
    return {.url = "https://a.example/",
            .method = "POST",
            .headers = {{"Authorization", "secret"}, {"accept", "a/b"}, {"Content-Type", "a/b"}, {"Expect", "x"}},
            .body = "body",
            .body_file = "file",
            .parts = {{.name = "part"}}};
}

TEST(RedirectRule, SomeStatusesRedirect) {
    for (int status = 0; status < 600; ++status) {
        const bool expected = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        EXPECT_EQ(is_redirect(status), expected) << status;
    }
}

TEST(RedirectRule, SecretsStayWithTheirServer) {
    Request request = request_with_secrets();
    apply_redirect(request, 307, true);
    EXPECT_EQ(request.headers, (Headers{{"accept", "a/b"}, {"Content-Type", "a/b"}}));
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.body, "body");
    request = request_with_secrets();
    apply_redirect(request, 307, false);
    EXPECT_EQ(request.headers.size(), 4U);
}

TEST(RedirectRule, AGetHasNoBody) {
    for (const int status : {301, 302, 303}) {
        Request request = request_with_secrets();
        apply_redirect(request, status, false);
        EXPECT_EQ(request.method, "GET") << status;
        EXPECT_TRUE(request.body.empty() && request.body_file.empty() && request.parts.empty()) << status;
        EXPECT_EQ(request.headers, (Headers{{"Authorization", "secret"}, {"accept", "a/b"}})) << status;
    }
}

TEST(RedirectRule, OtherMethodsStayUnlessSomethingElseIsToBeSeen) {
    const struct {
        const char* method;
        int status;
        const char* becomes;
    } cases[] = {{"PUT", 301, "PUT"},   {"PUT", 302, "PUT"},   {"PUT", 303, "GET"},
                 {"HEAD", 303, "HEAD"}, {"HEAD", 302, "HEAD"}, {"POST", 308, "POST"}};
    for (const auto& [method, status, becomes] : cases) {
        Request request{.method = method};
        apply_redirect(request, status, false);
        EXPECT_EQ(request.method, becomes) << method << ' ' << status;
    }
}

}  // namespace
}  // namespace photolibrary::net
