#include <gtest/gtest.h>

#include <filesystem>

#include "engine/temporary_file.hpp"
#include "net/response_body.hpp"

namespace photolibrary::net {
namespace {

using core::ByteBudget;
using core::FailureReason;
using photolibrary::testing::TemporaryFile;
using Next = ResponseBody::Next;
using Verdict = BodyWatcher::Verdict;

/// Says what it is told to, once so many bytes are there.
class Scripted final : public BodyWatcher {
  public:
    Scripted(std::size_t enough, Verdict verdict) : enough_(enough), verdict_(verdict) {}
    Verdict look(std::span<const std::byte> so_far) override {
        return so_far.size() >= enough_ ? verdict_ : Verdict::Undecided;
    }
    std::uint64_t expected() const override { return 500'000; }
    core::Failure failure() const override { return {FailureReason::Unsupported, "it is no image"}; }

  private:
    std::size_t enough_;
    Verdict verdict_;
};

BodyWatcherFactory watching(std::size_t enough, Verdict verdict) {
    return [=] { return std::make_unique<Scripted>(enough, verdict); };
}

ResponseHead head_of(int status, const std::vector<std::string>& fields) {
    ResponseHead head;
    head.add_line("HTTP/1.1 " + std::to_string(status) + "\r\n");
    for (const std::string& field : fields)
        head.add_line(field);
    head.add_line("\r\n");
    return head;
}

ResponseHead of_length(std::uint64_t length) {
    return head_of(200, {"Content-Length: " + std::to_string(length)});
}

/// The piece of a file of 200'000 bytes.
ResponseHead piece(std::uint64_t first, std::uint64_t last, const std::string& etag = "\"1\"") {
    return head_of(206, {"Content-Length: " + std::to_string(last + 1 - first), "ETag: " + etag,
                         "Content-Range: bytes " + std::to_string(first) + '-' + std::to_string(last) + "/200000"});
}

std::string text(std::size_t size) {
    return std::string(size, 'x');
}

core::Outcome<Next> add(ResponseBody& body, std::string_view bytes, bool can_wait = true) {
    return body.add(std::as_bytes(std::span(bytes)), can_wait);
}

TEST(ResponseBody, IsWhatCame) {
    ResponseBody body({});
    EXPECT_FALSE(body.is_watched());
    EXPECT_EQ(body.begin_piece(), "");
    EXPECT_EQ(body.begin(of_length(7), true).value(), Next::More);
    EXPECT_EQ(add(body, "con").value(), Next::More);
    EXPECT_EQ(add(body, "tent").value(), Next::More);
    EXPECT_FALSE(body.end(true));
    const auto received = body.take();
    EXPECT_EQ(received.content.bytes(), "content");
    EXPECT_EQ(received.bytes, 7U);
    EXPECT_FALSE(received.size) << "only of a watched body it is of interest";
}

TEST(ResponseBody, HasALimitHoweverItComes) {
    const auto said = ResponseBody({.max_bytes = 10}).begin(of_length(11), true);
    ASSERT_FALSE(said);
    EXPECT_EQ(said.failure().reason, FailureReason::TooLarge);
    EXPECT_EQ(said.failure().message, "it has 11 bytes, more than the 10 allowed (maxBytes)");

    ResponseBody body({.max_bytes = 10});
    EXPECT_TRUE(body.begin(head_of(200, {"Content-Length: 11", "Content-Encoding: gzip"}), true))
        << "its length is another one when it is decoded";
    EXPECT_TRUE(add(body, "0123456789"));
    const auto came = add(body, "0");
    ASSERT_FALSE(came);
    EXPECT_EQ(came.failure().reason, FailureReason::TooLarge);
    EXPECT_EQ(came.failure().message, "it has more than the 10 bytes allowed (maxBytes)");
}

TEST(ResponseBody, GoesToAFile) {
    const TemporaryFile file("what was there before");
    ResponseBody body({.sink_file = file.path()});
    EXPECT_TRUE(body.begin(of_length(6), true));
    EXPECT_EQ(file.content(), "what was there before") << "nothing has come";
    EXPECT_TRUE(add(body, "ab"));
    EXPECT_TRUE(add(body, "cd"));
    body.clear();
    EXPECT_TRUE(add(body, "ef"));
    EXPECT_FALSE(body.end(true));
    EXPECT_EQ(file.content(), "ef");
    const auto received = body.take();
    EXPECT_EQ(received.content.bytes(), "");
    EXPECT_EQ(received.bytes, 2U);
}

TEST(ResponseBody, AnEmptyOneMakesAnEmptyFile) {
    const TemporaryFile file("text");
    EXPECT_FALSE(ResponseBody({.sink_file = file.path()}).end(false));
    EXPECT_EQ(file.content(), "text") << "an answer that has no body touches no file";
    EXPECT_FALSE(ResponseBody({.sink_file = file.path()}).end(true));
    EXPECT_EQ(file.content(), "");
}

TEST(ResponseBody, AFileThatCannotBeWrittenIsNamed) {
    const std::string path = std::filesystem::temp_directory_path().string();
    ResponseBody body({.sink_file = path});
    const std::string message = "the file " + path + " cannot be written: Is a directory";
    const auto came = add(body, "a");
    ASSERT_FALSE(came);
    EXPECT_EQ(came.failure().reason, FailureReason::Unreadable);
    EXPECT_EQ(came.failure().message, message);
    const auto failure = body.end(true);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->message, message);
}

TEST(ResponseBody, WaitsForRoomThatOthersHold) {
    const auto budget = std::make_shared<ByteBudget>(100'000);
    ByteBudget::Share other;
    ASSERT_TRUE(budget->grow(other, 50'000));
    ResponseBody body({.budget = budget});
    EXPECT_TRUE(body.reserve(true)) << "nothing is known to be needed";
    EXPECT_EQ(body.begin(of_length(60'000), true).value(), Next::Room);
    body.clear_for_room();
    EXPECT_FALSE(body.reserve(true));
    other.reset();
    EXPECT_TRUE(body.reserve(true));
    EXPECT_EQ(budget->used(), 60'000U);
    EXPECT_EQ(body.begin(of_length(60'000), true).value(), Next::More);
    body.clear();
    EXPECT_EQ(budget->used(), 0U);
}

TEST(ResponseBody, WhatCannotWaitTakesRoomThatIsNotThere) {
    const auto budget = std::make_shared<ByteBudget>(100'000);
    ByteBudget::Share other;
    ASSERT_TRUE(budget->grow(other, 100'000));
    ResponseBody body({.budget = budget});
    EXPECT_EQ(add(body, text(100)).value(), Next::Room);
    body.clear_for_room();
    EXPECT_TRUE(body.reserve(false));
    EXPECT_EQ(add(body, text(100), false).value(), Next::More);
    EXPECT_GT(budget->used(), 100'000U);
}

TEST(ResponseBody, AllMemoryThatItTakesIsCounted) {
    const auto budget = std::make_shared<ByteBudget>(1U << 20);
    std::size_t taken = 0;
    {
        ResponseBody body({.budget = budget});
        ASSERT_TRUE(body.begin(head_of(200, {}), true)) << "no length is said";
        for (int i = 0; i < 10; ++i)
            ASSERT_EQ(add(body, text(10'000)).value(), Next::More);
        const auto received = body.take();
        taken = received.content.bytes().capacity();
        EXPECT_GE(received.share.bytes(), taken);
        EXPECT_EQ(budget->used(), received.share.bytes());
    }
    EXPECT_GE(taken, 100'000U);
    EXPECT_EQ(budget->used(), 0U);
}

TEST(ResponseBody, IsAskedForInPiecesUntilItIsEnough) {
    ResponseBody body({.make_watcher = watching(70'000, Verdict::Complete)});
    EXPECT_EQ(body.begin_piece(), "0-65535");
    EXPECT_EQ(body.validator(), "") << "nothing is here";
    EXPECT_EQ(body.begin(piece(0, 65'535), true).value(), Next::More);
    EXPECT_EQ(add(body, text(65'536)).value(), Next::More);
    EXPECT_EQ(body.end_piece(), Next::More);
    EXPECT_FALSE(body.is_whole());

    EXPECT_EQ(body.begin_piece(), "65536-499999") << "as far as the watcher expects";
    EXPECT_EQ(body.validator(), "\"1\"");
    EXPECT_EQ(body.begin(piece(65'536, 199'999), true).value(), Next::More);
    EXPECT_EQ(add(body, text(4'464)).value(), Next::Enough) << "a connection is worth less than the rest";
    const auto received = body.take();
    EXPECT_EQ(received.bytes, 70'000U);
    EXPECT_EQ(received.size, 200'000U);
    EXPECT_EQ(received.file.etag, "\"1\"");
}

TEST(ResponseBody, ALittleMoreThanEnoughIsRead) {
    ResponseBody body({.make_watcher = watching(40'000, Verdict::Complete)});
    body.begin_piece();
    ASSERT_TRUE(body.begin(of_length(40'000 + ResponseBody::worth_reading), true));
    EXPECT_EQ(add(body, text(40'000)).value(), Next::More);

    ResponseBody longer({.make_watcher = watching(40'000, Verdict::Complete)});
    longer.begin_piece();
    ASSERT_TRUE(longer.begin(of_length(40'001 + ResponseBody::worth_reading), true));
    EXPECT_EQ(add(longer, text(40'000)).value(), Next::Enough);
}

TEST(ResponseBody, IsAskedForToItsEndIfAllIsWanted) {
    const auto budget = std::make_shared<ByteBudget>(1U << 20);
    ResponseBody body({.budget = budget, .make_watcher = watching(1, Verdict::NeedsAll)});
    body.begin_piece();
    ASSERT_TRUE(body.begin(piece(0, 65'535), true));
    EXPECT_EQ(add(body, text(65'536)).value(), Next::More);
    EXPECT_EQ(body.end_piece(), Next::More);
    EXPECT_TRUE(body.reserve(true));
    EXPECT_EQ(budget->used(), 200'000U) << "the room for all of it";
    EXPECT_EQ(body.begin_piece(), "65536-");
    ASSERT_TRUE(body.begin(piece(65'536, 199'999), true));
    EXPECT_EQ(add(body, text(134'464)).value(), Next::More);
    EXPECT_TRUE(body.is_whole());
    EXPECT_EQ(body.end_piece(), Next::Enough);
}

TEST(ResponseBody, OfNoUseIsWhatTheWatcherSays) {
    ResponseBody body({.make_watcher = watching(2, Verdict::NoUse)});
    body.begin_piece();
    ASSERT_TRUE(body.begin(of_length(10), true));
    EXPECT_EQ(add(body, "a").value(), Next::More);
    const auto came = add(body, "b");
    ASSERT_FALSE(came);
    EXPECT_EQ(came.failure().message, "it is no image");
}

TEST(ResponseBody, PiecesOfTwoFilesAreNotMixed) {
    const std::vector<ResponseHead> others{
        of_length(200'000),               // all of it
        piece(65'536, 199'999, "\"2\""),  // of another version
        piece(65'537, 199'999),           // another piece
        head_of(206, {"ETag: \"1\""}),    // nobody knows which
        head_of(206, {"ETag: \"1\"", "Content-Range: bytes 65536-199999/200001"}),
    };
    for (const ResponseHead& other : others) {
        ResponseBody body({.make_watcher = watching(1'000'000, Verdict::Complete)});
        body.begin_piece();
        ASSERT_TRUE(body.begin(piece(0, 65'535), true));
        ASSERT_TRUE(add(body, text(65'536)));
        EXPECT_TRUE(body.can_go_on());
        body.begin_piece();
        EXPECT_EQ(body.begin(other, true).value(), Next::StartOver);
        body.clear();
        EXPECT_TRUE(body.is_empty());
        EXPECT_EQ(body.begin_piece(), "") << "no more ranges";
        EXPECT_FALSE(body.can_go_on());
        EXPECT_EQ(body.begin(of_length(200'000), true).value(), Next::More);
    }
}

TEST(ResponseBody, APieceOfNoBytesLeadsNowhere) {
    ResponseBody body({.make_watcher = watching(1, Verdict::Complete)});
    EXPECT_EQ(body.begin_piece(), "0-65535");
    EXPECT_EQ(body.end_piece(), Next::StartOver);
    EXPECT_FALSE(body.uses_ranges());
}

TEST(ResponseBody, GoesOnOnlyBehindWhatHasAVersion) {
    ResponseBody body({.make_watcher = watching(1'000'000, Verdict::Complete)});
    body.begin_piece();
    ASSERT_TRUE(body.begin(piece(0, 65'535, "W/\"1\""), true));
    ASSERT_TRUE(add(body, "a"));
    EXPECT_FALSE(body.can_go_on());
    EXPECT_EQ(body.validator(), "");
}

}  // namespace
}  // namespace photolibrary::net
