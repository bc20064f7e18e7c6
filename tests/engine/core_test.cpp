#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/blob.hpp"
#include "core/completion.hpp"
#include "core/cpu.hpp"
#include "core/event.hpp"
#include "core/plain_text.hpp"
#include "core/process_generation.hpp"
#include "core/stop_token.hpp"

namespace photolibrary::core {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t no_limit = UINT64_MAX;

bool is_readable(int fd) {
    pollfd waiting{fd, POLLIN, 0};
    return ::poll(&waiting, 1, 0) == 1;
}

class BlobTest : public testing::Test {
  protected:
    void SetUp() override { std::filesystem::create_directory(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string write(const std::string& name, std::string_view bytes) const {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
        return folder_ / name;
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("photolibrary-blob-" + std::to_string(::getpid()));
};

FailureReason reason_of(const Outcome<Blob>& outcome) {
    return outcome ? FailureReason::Internal : outcome.failure().reason;
}

TEST_F(BlobTest, ReadsAFileByParts) {
    const auto blob = Blob::open(write("file", "0123456789"), no_limit);
    ASSERT_TRUE(blob.ok());
    EXPECT_EQ(blob.value().size(), 10U);
    std::byte part[4];
    EXPECT_EQ(blob.value().read(3, part), 4U);
    EXPECT_EQ(std::memcmp(part, "3456", 4), 0);
    EXPECT_EQ(blob.value().read(8, part), 2U);
    EXPECT_EQ(blob.value().read(10, part), 0U);
    EXPECT_EQ(blob.value().read(UINT64_MAX, part), 0U);
    EXPECT_EQ(blob.value().bytes_read(), 6U);
}

TEST_F(BlobTest, AFileThatShrinksEndsEarlyAndKillsNobody) {
    const std::string path = write("file", std::string(100'000, 'x'));
    const auto blob = Blob::open(path, no_limit);
    ASSERT_TRUE(blob.ok());
    std::filesystem::resize_file(path, 10);
    std::vector<std::byte> storage;
    EXPECT_EQ(blob.value().read_all(storage).size(), 10U);
}

TEST_F(BlobTest, BytesAreSharedNotCopied) {
    const auto bytes = std::make_shared<const std::string>("abc");
    const auto blob = Blob::from_bytes(bytes, no_limit);
    ASSERT_TRUE(blob.ok());
    std::vector<std::byte> storage;
    EXPECT_EQ(static_cast<const void*>(blob.value().read_all(storage).data()), bytes->data());
    EXPECT_TRUE(storage.empty());
}

TEST_F(BlobTest, RefusesWhatIsNoFile) {
    EXPECT_EQ(reason_of(Blob::open(folder_ / "missing", no_limit)), FailureReason::NotFound);
    EXPECT_EQ(reason_of(Blob::open("", no_limit)), FailureReason::NotFound);
    EXPECT_EQ(reason_of(Blob::open(write("a", "a") + '\0' + "b", no_limit)), FailureReason::NotFound);
    EXPECT_EQ(reason_of(Blob::open(write("a", "a") + "/b", no_limit)), FailureReason::NotFound);
    EXPECT_EQ(reason_of(Blob::open(folder_, no_limit)), FailureReason::Unreadable);
    EXPECT_EQ(reason_of(Blob::open("/dev/null", no_limit)), FailureReason::Unreadable);
    EXPECT_EQ(reason_of(Blob::open(write("empty", ""), no_limit)), FailureReason::Corrupt);
    EXPECT_EQ(reason_of(Blob::open(write("large", "12345"), 4)), FailureReason::TooLarge);
    EXPECT_TRUE(Blob::open(write("large", "12345"), 5).ok());

    ASSERT_EQ(::mkfifo((folder_ / "fifo").c_str(), 0600), 0);
    EXPECT_EQ(reason_of(Blob::open(folder_ / "fifo", no_limit)), FailureReason::Unreadable);
    std::filesystem::create_symlink("b", folder_ / "a_loop");
    std::filesystem::create_symlink("a_loop", folder_ / "b");
    EXPECT_EQ(reason_of(Blob::open(folder_ / "a_loop", no_limit)), FailureReason::Unreadable);
    std::filesystem::create_symlink("gone", folder_ / "dangling");
    EXPECT_EQ(reason_of(Blob::open(folder_ / "dangling", no_limit)), FailureReason::NotFound);
}

TEST(CompletionTest, IsReadableExactlyWhileSomethingIsThere) {
    Completion<int> completion;
    EXPECT_FALSE(is_readable(completion.fd()));
    completion.push(1);
    completion.push(2);
    EXPECT_TRUE(is_readable(completion.fd()));
    EXPECT_EQ(completion.pop(), 1);
    EXPECT_TRUE(is_readable(completion.fd())) << "one item is left";
    EXPECT_EQ(completion.pop(), 2);
    EXPECT_FALSE(is_readable(completion.fd()));
    EXPECT_EQ(completion.pop(), std::nullopt);

    completion.notify(true);
    EXPECT_TRUE(is_readable(completion.fd()));
    completion.push(3);
    EXPECT_EQ(completion.pop(), 3);
    EXPECT_TRUE(is_readable(completion.fd()));
    completion.notify(false);
    EXPECT_FALSE(is_readable(completion.fd()));
}

TEST(CompletionTest, LosesNothingBetweenThreads) {
    constexpr int per_thread = 5000;
    Completion<int> completion;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) {
        threads.emplace_back([&completion] {
            for (int i = 1; i <= per_thread; ++i)
                completion.push(i);
        });
    }
    std::int64_t sum = 0;
    for (int taken = 0; taken < 3 * per_thread;) {
        pollfd waiting{completion.fd(), POLLIN, 0};
        ASSERT_EQ(::poll(&waiting, 1, 60'000), 1) << "a wake-up was lost";
        while (const auto item = completion.pop()) {
            sum += *item;
            ++taken;
        }
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(sum, std::int64_t{3} * per_thread * (per_thread + 1) / 2);
}

TEST(StopTokenTest, TellsTheReason) {
    EXPECT_FALSE(StopToken().stop_requested());
    std::atomic<bool> requested = false;
    const auto never = StopToken::Clock::time_point::max();
    const StopToken token(&requested, never);
    EXPECT_FALSE(token.stop_requested());
    requested = true;
    EXPECT_EQ(token.reason(), FailureReason::Cancelled);
    const StopToken late(nullptr, StopToken::Clock::now(), std::chrono::duration<double>(0.5));
    EXPECT_EQ(late.reason(), FailureReason::Timeout);
    EXPECT_EQ(late.failure().reason, FailureReason::Timeout);
    EXPECT_EQ(late.failure().message, "took longer than 0.5 s (timeout)");
}

TEST(FailureTest, ShowsTimesPlainly) {
    const auto shown = [](double seconds) { return shown_seconds(std::chrono::duration<double>(seconds)); };
    EXPECT_EQ(shown(30), "30 s");
    EXPECT_EQ(shown(0.001), "0.001 s");
    EXPECT_EQ(shown(100'000), "100000 s");
    EXPECT_EQ(shown(1e-9), "0.000000001 s");
    EXPECT_EQ(shown(-1), "0 s");
    EXPECT_EQ(shown(1e300), "1000000000000000 s");
}

TEST(FailureTest, TellsAShortageFromAFault) {
    for (const int error : {EMFILE, ENFILE, ENOMEM}) {
        const std::optional<Failure> lack = shortage(error, "it cannot be opened");
        ASSERT_TRUE(lack.has_value());
        EXPECT_TRUE(lack->is_shortage);
        EXPECT_TRUE(lack->message.starts_with("it cannot be opened: ")) << lack->message;
    }
    EXPECT_FALSE(shortage(EACCES, "it cannot be opened").has_value());
    EXPECT_FALSE(shortage(0, "it cannot be opened").has_value());
}

TEST(PlainText, IsUtf8WithoutWhatATerminalObeys) {
    for (const char* plain : {"", "srgb", "Größe: 5 µm", "\xE2\x82\xAC", "\xF0\x9F\x8C\x88"})
        EXPECT_TRUE(is_plain_text(plain)) << plain;
    for (const std::string_view odd : {
             "\x1b[2J"sv, "two\nlines"sv, "\0"sv, "\x7f"sv, "\xC2\x9B"sv, "\xE2\x80\xAE"sv,  // controls
             "\xFF"sv, "\xC0\x80"sv, "\xE0\x80\x80"sv, "\xF0\x80\x80\x80"sv,                 // longer than need be
             "\xED\xA0\x80"sv, "\xF4\x90\x80\x80"sv, "\xE2\x82"sv, "\x80"sv,                 // no characters
         }) {
        EXPECT_FALSE(is_plain_text(odd));
    }
}

TEST(Observer, TellsWithoutTakingPart) {
    Event event;
    const UniqueFd observer = event.observer();
    ASSERT_TRUE(observer);
    EXPECT_FALSE(is_readable(observer.get()));
    event.set();
    EXPECT_TRUE(is_readable(observer.get()));
    EXPECT_TRUE(is_readable(event.observer().get())) << "one that comes later";
    // Whatever a stranger does with it:
    EXPECT_EQ(::fcntl(observer.get(), F_SETFL, 0), 0);
    std::uint64_t bytes = 1;
    static_cast<void>(::write(observer.get(), &bytes, sizeof bytes) + ::read(observer.get(), &bytes, sizeof bytes));
    EXPECT_NE(::fcntl(event.fd(), F_GETFL) & O_NONBLOCK, 0);
    EXPECT_TRUE(is_readable(event.fd()));
    event.clear();
    EXPECT_FALSE(is_readable(event.fd()));
    EXPECT_FALSE(is_readable(observer.get()));
    event.set();
    EXPECT_TRUE(is_readable(observer.get()));
}

TEST(FailureTest, NamesTheCulpritOnce) {
    EXPECT_EQ(named({FailureReason::Corrupt, "it is empty"}, "photo.jpg").message, "photo.jpg: it is empty");
    EXPECT_EQ(named({FailureReason::Corrupt, "it is empty"}, "").message, "it is empty");
}

TEST(ProcessGenerationTest, GrowsInAForkOnly) {
    const unsigned here = process_generation();
    const pid_t child = ::fork();
    if (child == 0) ::_exit(process_generation() == here + 1 ? 0 : 1);
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(process_generation(), here);
}

TEST(CpuTest, IsAtLeastOne) {
    EXPECT_GE(usable_cpus(), 1);
}

TEST(FailureReasonTest, HasANameForEach) {
    EXPECT_EQ(to_string(FailureReason::NotFound), "not_found");
    EXPECT_EQ(to_string(FailureReason::BlockedAddress), "blocked_address");
    EXPECT_EQ(to_string(FailureReason::Internal), "internal");
}

}  // namespace
}  // namespace photolibrary::core
