#include <gtest/gtest.h>

#include "net/ranges.hpp"

namespace photolibrary::net {
namespace {

ResponseHead head_with(const std::vector<std::string_view>& fields) {
    ResponseHead head;
    head.add_line("HTTP/1.1 206 Partial Content\r\n");
    for (const std::string_view field : fields)
        head.add_line(field);
    return head;
}

TEST(ContentRange, NamesBytesAndASize) {
    EXPECT_EQ(parse_content_range("bytes 0-65535/1234567"), (ContentRange{0, 65535, 1234567}));
    EXPECT_EQ(parse_content_range("bytes 7-7/8"), (ContentRange{7, 7, 8}));
    EXPECT_EQ(parse_content_range("bytes 0-0/18446744073709551615"), (ContentRange{0, 0, UINT64_MAX}));
}

TEST(ContentRange, AnythingElseIsNone) {
    for (const std::string_view text :
         {"", "bytes", "bytes ", "bytes */8", "bytes 0-7/*", "bytes 0-7", "bytes /8", "bytes -7/8", "bytes 0-/8",
          "bytes 7-0/8", "bytes 0-8/8", "bytes 0-7/0", "octets 0-7/8", "bytes 0 -7/8", "bytes +0-7/8", "bytes 0-7/8 ",
          "bytes 0/7-8", "bytes 0-7/18446744073709551616", "bytes 0-7/8, bytes 0-7/8"})
        EXPECT_FALSE(parse_content_range(text)) << text;
}

TEST(FileVersion, AnETagSaysMoreThanADate) {
    const FileVersion file = file_version_of(head_with({"ETag: \"1\"", "Last-Modified: Monday"}));
    EXPECT_TRUE(is_of_file(head_with({"ETag: \"1\"", "Last-Modified: Tuesday"}), file));
    EXPECT_FALSE(is_of_file(head_with({"ETag: \"2\"", "Last-Modified: Monday"}), file));
    EXPECT_TRUE(is_of_file(head_with({"Last-Modified: Monday"}), file));
    EXPECT_FALSE(is_of_file(head_with({"Last-Modified: Tuesday"}), file));
    EXPECT_TRUE(is_of_file(head_with({}), file)) << "it was asked for that one, by a strong ETag";
    EXPECT_FALSE(is_of_file(head_with({}), {.etag = "W/\"1\"", .last_modified = {}}));
    EXPECT_TRUE(is_of_file(head_with({}), {}));
}

TEST(FileVersion, OnlyWhatIsExactAsksForPieces) {
    EXPECT_EQ(validator_of({"\"1\"", "Monday"}), "\"1\"");
    EXPECT_EQ(validator_of({"W/\"1\"", "Monday"}), "");
    EXPECT_EQ(validator_of({"", "Monday"}), "Monday");
    EXPECT_EQ(validator_of({}), "");
}

TEST(Pieces, GrowWithWhatIsThere) {
    EXPECT_EQ(end_of_piece(0, 0), 65'536U);
    EXPECT_EQ(end_of_piece(65'536, 0), 65'536U + 32'768U);
    EXPECT_EQ(end_of_piece(65'536, 500'000), 500'000U);
    EXPECT_EQ(end_of_piece(10'000'000, 0), 11'000'000U);
    EXPECT_GT(end_of_piece(100, 50), 100U);
}

}  // namespace
}  // namespace photolibrary::net
