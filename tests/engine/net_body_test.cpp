#include <gtest/gtest.h>

#include <set>

#include "engine/temporary_file.hpp"
#include "net/request_body.hpp"

namespace photolibrary::net {
namespace {

using photolibrary::testing::TemporaryFile;

constexpr const char* boundary = "between";

RequestBody opened(const Request& request) {
    auto body = RequestBody::open(request, boundary);
    EXPECT_TRUE(body.ok()) << body.failure().message;
    return std::move(body).value();
}

/// All of it, read with so much room at a time.
std::string read_all(RequestBody& body, std::size_t room) {
    std::string all;
    std::string piece(room, '\0');
    for (;;) {
        const auto got = body.read(piece);
        EXPECT_TRUE(got.ok()) << got.failure().message;
        if (!got || got.value() == 0) return all;
        all.append(piece, 0, got.value());
    }
}

TEST(RequestBody, IsTheFile) {
    const TemporaryFile file("content");
    const Request request{.body_file = file.path()};
    RequestBody body = opened(request);
    EXPECT_EQ(body.size(), 7U);
    EXPECT_EQ(read_all(body, 3), "content");
    EXPECT_TRUE(body.is_at_end());
    body.rewind();
    EXPECT_FALSE(body.is_at_end());
    EXPECT_EQ(read_all(body, 100), "content");
}

TEST(RequestBody, IsPartsWithABoundaryBetweenThem) {
    const TemporaryFile file("of the file");
    const Request request{
        .parts = {{.name = "a", .content = "text"},
                  {.name = "a", .content = "", .filename = "empty.txt", .content_type = "text/plain"},
                  {.name = "f", .file = file.path(), .filename = "photo.jpg", .content_type = "image/jpeg"}}};
    const std::string expected =
        "--between\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ntext"
        "\r\n--between\r\nContent-Disposition: form-data; name=\"a\"; filename=\"empty.txt\"\r\n"
        "Content-Type: text/plain\r\n\r\n"
        "\r\n--between\r\nContent-Disposition: form-data; name=\"f\"; filename=\"photo.jpg\"\r\n"
        "Content-Type: image/jpeg\r\n\r\nof the file"
        "\r\n--between--\r\n";
    RequestBody body = opened(request);
    EXPECT_EQ(body.size(), expected.size());
    for (const std::size_t room : {1U, 2U, 7U, 64U, 4096U}) {
        body.rewind();
        EXPECT_EQ(read_all(body, room), expected) << room;
    }
}

TEST(RequestBody, ANameStaysInItsQuotes) {
    const Request request{.parts = {{.name = "a\"\r\nX: y", .filename = "b\"; c=\n\\d%22\xC3\xA9"}}};
    RequestBody body = opened(request);
    const std::string head = read_all(body, 4096);
    EXPECT_NE(head.find("; name=\"a%22%0D%0AX: y\"; filename=\"b%22; c=%0A\\d%22\xC3\xA9\"\r\n\r\n"), std::string::npos)
        << head;
}

TEST(RequestBody, CanBeReadFromAnyPlace) {
    const TemporaryFile file("0123456789");
    const Request request{.parts = {{.name = "a", .file = file.path()}, {.name = "b", .content = "text"}}};
    RequestBody body = opened(request);
    const std::string all = read_all(body, 4096);
    for (std::size_t offset = 0; offset <= all.size(); ++offset) {
        ASSERT_TRUE(body.seek(offset));
        EXPECT_EQ(read_all(body, 5), all.substr(offset)) << offset;
    }
    EXPECT_FALSE(body.seek(all.size() + 1));
}

TEST(RequestBody, AFileThatIsMissingIsNamed) {
    const Request request{.parts = {{.name = "a", .content = "text"}, {.name = "b", .file = "/no/such/file"}}};
    const auto body = RequestBody::open(request, boundary);
    ASSERT_FALSE(body.ok());
    EXPECT_EQ(body.failure().reason, core::FailureReason::NotFound);
    EXPECT_EQ(body.failure().message.find("the file to send, /no/such/file, cannot be read: "), 0U);
}

TEST(RequestBody, OfAFileThatChangesNoMoreIsReadThanAnnounced) {
    TemporaryFile file("0123456789");
    const Request request{.parts = {{.name = "a", .file = file.path()}}};
    RequestBody body = opened(request);
    const auto announced = *body.size();
    file.resize(20);
    EXPECT_EQ(read_all(body, 4096).size(), announced);
    body.rewind();
    EXPECT_EQ(body.size(), announced + 10);

    file.resize(5);
    std::string room(4096, '\0');
    const auto got = body.read(room);
    ASSERT_FALSE(got.ok());
    EXPECT_EQ(got.failure().reason, core::FailureReason::Unreadable);
    EXPECT_NE(got.failure().message.find("became shorter"), std::string::npos);
}

TEST(RequestBody, AFileThatSaysNoSizeHasNone) {
    const Request request{.parts = {{.name = "a", .file = "/proc/self/status"}, {.name = "b", .content = "text"}}};
    RequestBody body = opened(request);
    EXPECT_FALSE(body.size());
    const std::string all = read_all(body, 100);
    EXPECT_NE(all.find("State:"), std::string::npos);
    EXPECT_NE(all.find("\r\n--between\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\ntext"), std::string::npos);
}

TEST(RequestBody, NoBoundaryComesTwice) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string one = make_boundary();
        EXPECT_TRUE(seen.insert(one).second);
        EXPECT_LE(one.size(), 70U) << "RFC 2046, 5.1.1";
    }
}

}  // namespace
}  // namespace photolibrary::net
