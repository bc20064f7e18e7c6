#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

#include "engine/loopback_server.hpp"
#include "engine/temporary_file.hpp"
#include "net/http_client.hpp"

namespace photolibrary::net {
namespace {

using core::FailureReason;
using photolibrary::testing::TemporaryFile;
using testing::LoopbackServer;

/// Endings as they are told.
class Endings final : public HttpClient::Listener {
  public:
    void on_ended(ExchangeId id, Ending ending) override {
        const std::lock_guard lock(mutex_);
        ++told_[id];
        ++of_[std::this_thread::get_id()];
        endings_.insert_or_assign(id, std::move(ending));
        arrived_.notify_all();
    }

    Ending take(ExchangeId id) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [&] { return endings_.contains(id); });
        return std::move(endings_.extract(id).mapped());
    }

    bool has(ExchangeId id) {
        const std::lock_guard lock(mutex_);
        return endings_.contains(id);
    }

    std::map<ExchangeId, int> told() {
        const std::lock_guard lock(mutex_);
        return told_;
    }

    /// How many ended in a thread.
    int of(std::thread::id thread) {
        const std::lock_guard lock(mutex_);
        return of_[thread];
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::map<ExchangeId, Ending> endings_;
    std::map<ExchangeId, int> told_;
    std::map<std::thread::id, int> of_;
};

HttpOptions loopback_allowed() {
    HttpOptions options;
    options.allow = {"127.0.0.0/8"};
    return options;
}

std::unique_ptr<HttpClient> client_with(const HttpOptions& options, Endings& endings,
                                        std::shared_ptr<core::ByteBudget> budget = nullptr, bool helps = false) {
    auto client = HttpClient::create(options, std::move(budget), endings, helps);
    EXPECT_TRUE(client.ok()) << client.failure().message;
    return std::move(client).value();
}

/// Is content with the first bytes.
class ContentWith final : public BodyWatcher {
  public:
    explicit ContentWith(std::size_t bytes) : bytes_(bytes) {}
    Verdict look(std::span<const std::byte> so_far) override {
        return so_far.size() >= bytes_ ? Verdict::Complete : Verdict::Undecided;
    }
    std::uint64_t expected() const override { return 0; }
    core::Failure failure() const override { return {}; }

  private:
    std::size_t bytes_;
};

BodyWatcherFactory content_with(std::size_t bytes) {
    return [bytes] { return std::make_unique<ContentWith>(bytes); };
}

LoopbackServer::Answer late_answer(const std::atomic<bool>& may_answer) {
    return [&may_answer](const std::string&) {
        while (!may_answer)
            std::this_thread::yield();
        return LoopbackServer::ok("late");
    };
}

LoopbackServer::Answer by_path(const std::map<std::string, std::string>& answers) {
    return [&answers](const std::string& request) {
        const auto found = answers.find(request.substr(4, request.find(' ', 4) - 4));
        return found != answers.end() ? found->second : LoopbackServer::ok("nothing");
    };
}

class WantsAll final : public BodyWatcher {
  public:
    Verdict look(std::span<const std::byte>) override { return Verdict::NeedsAll; }
    std::uint64_t expected() const override { return 0; }
    core::Failure failure() const override { return {}; }
};

std::string pattern(std::size_t bytes) {
    std::string text(bytes, '\0');
    for (std::size_t i = 0; i < bytes; ++i)
        text[i] = static_cast<char>(i * 31 + i / 251);
    return text;
}

/// "bytes=a-b" of a request: the first, and one past the last byte.
std::pair<std::size_t, std::size_t> range_of(const std::string& request, std::size_t size) {
    const auto at = request.find("Range: bytes=");
    if (at == std::string::npos) return {0, size};
    const std::string text = request.substr(at + 13, request.find("\r\n", at) - at - 13);
    const std::size_t begin = std::stoul(text);
    const std::string last = text.substr(text.find('-') + 1);
    return {begin, last.empty() ? size : std::min(size, std::stoul(last) + 1)};
}

std::string piece_with(const std::string& headers, const std::string& body, const std::string& request) {
    const auto [begin, end] = range_of(request, body.size());
    return "HTTP/1.1 206 Partial Content\r\nContent-Length: " + std::to_string(end - begin) +
           "\r\nContent-Range: bytes " + std::to_string(begin) + '-' + std::to_string(end - 1) + '/' +
           std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body.substr(begin, end - begin);
}

std::string piece_of(const std::string& body, const std::string& request, const std::string& etag) {
    return piece_with("ETag: " + etag + "\r\n", body, request);
}

TEST(HttpClient, EveryRequestEndsOnce) {
    LoopbackServer server([](const std::string& request) { return LoopbackServer::ok(request.substr(0, 12)); });
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.concurrency = 8;
    options.per_host = 3;
    const auto client = client_with(options, endings);
    for (ExchangeId id = 0; id < 200; ++id)
        client->send(id, {.url = server.url("/" + std::to_string(id + 1000))});
    for (ExchangeId id = 0; id < 200; ++id) {
        const Ending ending = endings.take(id);
        ASSERT_TRUE(ending.outcome.ok()) << ending.outcome.failure().message;
        EXPECT_EQ(ending.outcome.value().body.bytes(), "GET /" + std::to_string(id + 1000) + " HT");
    }
    EXPECT_EQ(endings.told().size(), 200U);
    for (const auto& [id, count] : endings.told())
        EXPECT_EQ(count, 1) << id;
    EXPECT_LE(server.most_connections(), 3);
}

TEST(HttpClient, AddressesThatAreNotPublicAreRefused) {
    LoopbackServer server([](const std::string&) { return LoopbackServer::ok("secret"); });
    Endings endings;
    {
        // A connection that somebody who may has opened is not to be used by somebody who may not.
        Endings others;
        const auto allowed = client_with(loopback_allowed(), others);
        allowed->send(0, {.url = server.url("/")});
        EXPECT_TRUE(others.take(0).outcome.ok());
        const auto client = client_with({}, endings);
        client->send(1, {.url = server.url("/")});
        const Ending ending = endings.take(1);
        ASSERT_FALSE(ending.outcome.ok());
        EXPECT_EQ(ending.outcome.failure().reason, FailureReason::BlockedAddress);
    }
    EXPECT_EQ(server.requests().size(), 1U);
}

/// libcurl makes an address of many a host only after everybody has looked at it.
TEST(HttpClient, NoSpellingOfAnAddressGetsPastAProxy) {
    LoopbackServer proxy([](const std::string&) { return LoopbackServer::ok("fetched"); });
    net::HttpOptions options;
    options.proxy = proxy.url("");
    Endings endings;
    const auto client = client_with(options, endings);
    const std::vector<std::string> hosts = {"127.0.0.1", "127.0.0.1.", "127.1", "0x7f000001", "0x7f000001.",
                                            "2130706433", "0177.1", "localhost", "LOCALHOST.", "photos.localhost",
                                            "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "0xa9fea9fe.",
                                            // Digits in circles, of full width, and dots of other scripts.
                                            "\u2460\u2461\u2466.\u24EA.\u24EA.\u2460", "\uFF11\uFF12\uFF17.0.0.1",
                                            "127\u30020\u30020\u30021", "\uFF10x7f000001", "127.0.0.1%2e", "\u2481"};
    ExchangeId id = 0;
    for (const std::string& host : hosts)
        client->send(id++, {.url = "http://" + host + "/"});
    for (ExchangeId i = 0; i < id; ++i) {
        const Ending ending = endings.take(i);
        ASSERT_FALSE(ending.outcome.ok()) << hosts[i];
        const FailureReason reason = ending.outcome.failure().reason;
        const bool is_refused = reason == FailureReason::BlockedAddress ||
                                ending.outcome.failure().message.find("not an http or https URL") != std::string::npos;
        EXPECT_TRUE(is_refused) << hosts[i] << ": " << ending.outcome.failure().message;
    }
    EXPECT_TRUE(proxy.requests().empty());
    client->send(id, {.url = "http://photos.example/"});
    EXPECT_TRUE(endings.take(id).outcome.ok()) << "what is a name may be asked for";
}

TEST(HttpClient, ABodyIsFetchedInPiecesAsFarAsItIsWanted) {
    const std::string body = pattern(1'000'000);
    LoopbackServer server([&](const std::string& request) { return piece_of(body, request, "\"a\""); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/some")}, content_with(150'000));
    client->send(1, {.url = server.url("/all")}, [] { return std::make_unique<WantsAll>(); });
    const Ending some = endings.take(0);
    ASSERT_TRUE(some.outcome.ok());
    EXPECT_FALSE(some.is_whole);
    EXPECT_EQ(some.size, body.size());
    EXPECT_GE(some.received, 150'000U);
    EXPECT_LE(some.received, 150'000U + 64'000U);
    EXPECT_EQ(some.outcome.value().body.bytes(), body.substr(0, some.received));
    const Ending all = endings.take(1);
    ASSERT_TRUE(all.outcome.ok());
    EXPECT_TRUE(all.is_whole);
    EXPECT_EQ(all.outcome.value().body.bytes(), body);
    EXPECT_EQ(all.attempts, 1);
}

TEST(HttpClient, OfAServerWithoutRangesABodyIsCutOff) {
    const std::string body = pattern(20'000'000);
    LoopbackServer server([&](const std::string&) { return LoopbackServer::ok(body); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/")}, content_with(200'000));
    const Ending ending = endings.take(0);
    ASSERT_TRUE(ending.outcome.ok());
    EXPECT_FALSE(ending.is_whole);
    EXPECT_LT(ending.received, 400'000U);
    EXPECT_EQ(ending.outcome.value().body.bytes(), body.substr(0, ending.received));
}

TEST(HttpClient, PiecesOfTwoFilesAreNotMixed) {
    const std::string old_body = pattern(300'000);
    const std::string new_body(300'000, 'n');
    std::atomic<int> asked = 0;
    LoopbackServer server([&](const std::string& request) {
        if (asked++ == 0) return piece_of(old_body, request, "\"old\"");
        const bool wants_old = request.find("If-Range: \"old\"") != std::string::npos;
        return wants_old ? LoopbackServer::ok(new_body, "ETag: \"new\"\r\n") : piece_of(new_body, request, "\"new\"");
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/")}, [] { return std::make_unique<WantsAll>(); });
    const Ending ending = endings.take(0);
    ASSERT_TRUE(ending.outcome.ok());
    EXPECT_EQ(ending.outcome.value().body.bytes(), new_body);
}

/// Of a server that changes the file after the first piece, and does not heed If-Range.
struct Change {
    const char* name;
    std::string before;  ///< headers
    std::string after;
    std::string asked_with;  ///< If-Range of the second piece
};

TEST(HttpClient, PiecesOfTwoFilesAreToldApartByUs) {
    const std::string monday = "Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n";
    const std::string tuesday = "Last-Modified: Tue, 02 Jan 2024 00:00:00 GMT\r\n";
    const Change changes[] = {
        {"etag", "ETag: \"1\"\r\n" + monday, "ETag: \"2\"\r\n" + monday, "If-Range: \"1\"\r\n"},
        {"weak etag", "ETag: W/\"1\"\r\n", "ETag: W/\"2\"\r\n", ""},
        {"weak etag that is gone", "ETag: W/\"1\"\r\n", "", ""},
        {"new etag", monday, "ETag: \"2\"\r\n" + monday, "If-Range: Mon, 01 Jan 2024 00:00:00 GMT\r\n"},
        {"date", monday, tuesday, "If-Range: Mon, 01 Jan 2024 00:00:00 GMT\r\n"},
    };
    const std::string old_body(300'000, 'o');
    const std::string new_body(300'000, 'n');
    for (const Change& change : changes) {
        LoopbackServer server([&, asked = 0](const std::string& request) mutable {
            const std::string& headers = asked > 0 ? change.after : change.before;
            const std::string& body = asked++ > 0 ? new_body : old_body;
            return request.find("\r\nRange:") != std::string::npos ? piece_with(headers, body, request)
                                                                   : LoopbackServer::ok(body, headers);
        });
        Endings endings;
        const auto client = client_with(loopback_allowed(), endings);
        client->send(0, {.url = server.url("/")}, [] { return std::make_unique<WantsAll>(); });
        const Ending ending = endings.take(0);
        ASSERT_TRUE(ending.outcome.ok()) << change.name;
        EXPECT_EQ(ending.outcome.value().body.bytes(), new_body) << change.name;
        EXPECT_EQ(ending.file.etag.empty(), change.after.find("ETag") == std::string::npos) << change.name;
        ASSERT_EQ(server.requests().size(), 3U) << change.name;
        const std::string second = server.requests()[1];
        EXPECT_EQ(second.find("If-Range") == std::string::npos, change.asked_with.empty()) << change.name;
        EXPECT_NE(second.find(change.asked_with), std::string::npos) << second;
    }
}

TEST(HttpClient, TheVersionOfAFileIsThatOfItsFirstPiece) {
    const std::string body = pattern(300'000);
    LoopbackServer server([&](const std::string& request) {
        // As a server may that was asked with If-Range.
        const bool is_first = range_of(request, body.size()).first == 0;
        return piece_with(is_first ? "ETag: \"1\"\r\nLast-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n" : "", body,
                          request);
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/")}, [] { return std::make_unique<WantsAll>(); });
    const Ending ending = endings.take(0);
    EXPECT_EQ(ending.outcome.value().body.bytes(), body);
    EXPECT_EQ(ending.file.etag, "\"1\"");
    EXPECT_EQ(ending.file.last_modified, "Mon, 01 Jan 2024 00:00:00 GMT");
    EXPECT_EQ(server.requests().size(), 2U);
}

TEST(HttpClient, WhatPassesIsTriedAgain) {
    std::atomic<int> asked = 0;
    LoopbackServer server([&](const std::string&) {
        return ++asked < 3 ? std::string("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n") : LoopbackServer::ok("done");
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/")});
    const Ending ending = endings.take(0);
    ASSERT_TRUE(ending.outcome.ok());
    EXPECT_EQ(ending.outcome.value().body.bytes(), "done");
    EXPECT_EQ(ending.attempts, 3);
}

TEST(HttpClient, AnUnsafeRequestIsNotRepeated) {
    LoopbackServer server(
        [&](const std::string&) { return std::string("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/"), .method = "POST"});
    const Ending ending = endings.take(0);
    ASSERT_TRUE(ending.outcome.ok());
    EXPECT_EQ(ending.outcome.value().status, 500);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(HttpClient, SecretsStayWithTheirServer) {
    LoopbackServer other([](const std::string&) { return LoopbackServer::ok("there"); });
    LoopbackServer server([&](const std::string& request) {
        const bool is_near = request.find("GET /near") == 0;
        return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + (is_near ? "/" : other.url("/")) + "\r\n\r\n";
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/near"),
                     .headers = {{"Authorization", "Bearer s"}, {"X-Api-Key", "k"}, {"Accept", "image/*"}}});
    const Ending ending = endings.take(0);
    ASSERT_TRUE(ending.outcome.ok());
    EXPECT_EQ(ending.outcome.value().body.bytes(), "there");
    ASSERT_EQ(server.requests().size(), 2U);
    EXPECT_NE(server.requests()[1].find("Bearer s"), std::string::npos) << "the same server again";
    ASSERT_EQ(other.requests().size(), 1U);
    const std::string abroad = other.requests()[0];
    EXPECT_EQ(abroad.find("Bearer"), std::string::npos);
    EXPECT_EQ(abroad.find("Api-Key"), std::string::npos);
    EXPECT_NE(abroad.find("Accept: image/*"), std::string::npos);
}

TEST(HttpClient, TheEngineSaysWhereABodyEnds) {
    LoopbackServer server([](const std::string&) { return LoopbackServer::ok("heard"); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    const Headers wrong{{"content-length", "1"}, {"Transfer-Encoding", "chunked"}, {"X-A", "a"}};
    client->send(0, {.url = server.url("/"), .method = "POST", .headers = wrong, .body = "GET /admin"});
    client->send(1, {.url = server.url("/"), .headers = wrong});
    for (ExchangeId id = 0; id < 2; ++id)
        EXPECT_TRUE(endings.take(id).outcome.ok()) << id;
    for (const std::string& request : server.requests()) {
        EXPECT_EQ(request.find("content-length: 1"), std::string::npos) << request;
        EXPECT_EQ(request.find("Transfer-Encoding"), std::string::npos) << request;
        EXPECT_NE(request.find("X-A: a"), std::string::npos) << request;
        EXPECT_EQ(request.find("Content-Length: 10") != std::string::npos, request.find("POST") == 0) << request;
    }
}

TEST(HttpClient, OfABodyThatIsGoneNothingIsSaid) {
    LoopbackServer server([](const std::string& request) {
        if (request.find("GET /there") != std::string::npos) return LoopbackServer::ok("there");
        return std::string("HTTP/1.1 303 See Other\r\nContent-Length: 0\r\nLocation: /there\r\n\r\n");
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/here"),
                     .method = "POST",
                     .headers = {{"Content-Type", "text/plain"},
                                 {"CONTENT-ENCODING", "gzip"},
                                 {"content-md5", "x"},
                                 {"Expect", "100-continue"},
                                 {"X-Content", "stays"}},
                     .body = "x"});
    EXPECT_EQ(endings.take(0).outcome.value().body.bytes(), "there");
    const std::string last = server.requests().back();
    for (const char* const gone : {"Content-Type", "CONTENT-ENCODING", "content-md5", "Expect"})
        EXPECT_EQ(last.find(gone), std::string::npos) << last;
    EXPECT_NE(last.find("X-Content: stays"), std::string::npos) << last;
}

TEST(HttpClient, RedirectsEnd) {
    LoopbackServer server([](const std::string&) {
        return std::string("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /again\r\n\r\n");
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/")});
    EXPECT_EQ(endings.take(0).outcome.failure().reason, FailureReason::Network);
    EXPECT_EQ(server.requests().size(), 6U);
}

TEST(HttpClient, AHeadIsReadAsItIsMeant) {
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    const std::string trailers = "Location: /elsewhere\r\nHTTP/1.1 500 No: x\r\nX-Trailer: 1\r\n\r\n";
    const std::map<std::string, std::string> answers = {
        {"/folded", ok + "X-A: a\r\n \t b\r\n\tLocation: /elsewhere\r\n \r\nContent-Length: 4\r\n\r\nbody"},
        {"/folded-location", "HTTP/1.1 302 Found\r\nX-A: a\r\n Location: /elsewhere\r\nContent-Length: 4\r\n\r\nbody"},
        {"/no-status-line", ok + "X-A: a\r\nHTTP/2: yes\r\nContent-Length: 4\r\n\r\nbody"},
        {"/hints", "HTTP/1.1 103 Early Hints\r\nX-A: a\r\n\r\n" + ok + "Content-Length: 4\r\n\r\nbody"},
        {"/trailers", ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n" + trailers},
        {"/trailers-only", "HTTP/1.1 302 Found\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + trailers},
    };
    LoopbackServer server(by_path(answers));
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    const auto answer_to = [&](const char* path) {
        client->send(0, {.url = server.url(path)});
        Ending ending = endings.take(0);
        EXPECT_TRUE(ending.outcome.ok()) << path;
        return std::move(ending.outcome).value();
    };
    const std::pair<std::string, std::string> length{"content-length", "4"};
    const std::pair<std::string, std::string> chunks{"transfer-encoding", "chunked"};
    EXPECT_EQ(answer_to("/folded").headers, (Headers{{"x-a", "a b Location: /elsewhere"}, length}));
    EXPECT_EQ(answer_to("/folded-location").status, 302);
    EXPECT_EQ(answer_to("/no-status-line").headers, (Headers{{"x-a", "a"}, {"http/2", "yes"}, length}));
    EXPECT_EQ(answer_to("/hints").headers, Headers{length});
    EXPECT_EQ(answer_to("/trailers").headers, Headers{chunks});
    const Response only_trailers = answer_to("/trailers-only");
    EXPECT_EQ(only_trailers.headers, Headers{chunks});
    EXPECT_EQ(only_trailers.status, 302);
}

TEST(HttpClient, AHeadThatBeginsWithABlankDoesNoHarm) {
    LoopbackServer server([&](const std::string& request) {
        const bool is_bad = request.find("/bad") != std::string::npos;
        return std::string("HTTP/1.1 200 OK\r\n") + (is_bad ? " " : "") + "X-A: a\r\nContent-Length: 4\r\n\r\nbody";
    });
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.retries = 0;
    options.concurrency = 1;
    const auto client = client_with(options, endings);
    for (ExchangeId id = 0; id < 20; ++id)
        client->send(id, {.url = server.url(id % 2 == 0 ? "/good" : "/bad")});
    for (ExchangeId id = 0; id < 20; ++id)
        EXPECT_TRUE(endings.take(id).outcome.ok() || id % 2 == 1) << id;
}

TEST(HttpClient, ARedirectInTheMiddleBeginsAnew) {
    const std::string old_body(300'000, 'o');
    const std::string new_body(300'000, 'n');
    LoopbackServer server([&](const std::string& request) {
        if (request.find("GET /new") == 0) return piece_of(new_body, request, "\"1\"");
        if (range_of(request, old_body.size()).first == 0) return piece_of(old_body, request, "\"1\"");
        return std::string("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /new\r\n\r\n");
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/old")}, [] { return std::make_unique<WantsAll>(); });
    EXPECT_EQ(endings.take(0).outcome.value().body.bytes(), new_body);
}

TEST(HttpClient, AFileThatBecomesShorterIsNotWaitedFor) {
    TemporaryFile file;
    file.resize(64'000'000);
    std::atomic<bool> may_answer = false;
    const LoopbackServer::Answer late = late_answer(may_answer);
    LoopbackServer server([&](const std::string& request) {
        file.resize(100);
        return late(request);
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/"), .method = "PUT", .body_file = file.path()});
    const Ending ending = endings.take(0);
    may_answer = true;
    ASSERT_FALSE(ending.outcome.ok());
    EXPECT_EQ(ending.outcome.failure().reason, FailureReason::Unreadable);
    EXPECT_NE(ending.outcome.failure().message.find("became shorter"), std::string::npos);
}

TEST(HttpClient, OfAFileThatBecomesLongerNoMoreIsSentThanAnnounced) {
    // The server takes it for a request.
    const std::string announced = std::string(2'000'000, 'x') + "\r\n\r\n";
    TemporaryFile file(announced);
    LoopbackServer server([&](const std::string& request) {
        if (request.find("PUT") != 0) return LoopbackServer::ok("heard");
        file.resize(announced.size() + 1000);
        return std::string("HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n");
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/"), .method = "PUT", .body_file = file.path()});
    EXPECT_TRUE(endings.take(0).outcome.ok());
    client->send(1, {.url = server.url("/next")});
    EXPECT_TRUE(endings.take(1).outcome.ok());
    ASSERT_EQ(server.requests().size(), 3U);
    EXPECT_EQ(server.requests()[2].find("GET /next"), 0U);
    EXPECT_EQ(server.most_connections(), 1);
}

TEST(HttpClient, WhatIsAskedForAgainBeginsAnew) {
    LoopbackServer server([](const std::string& request) {
        const bool is_expected = request.find("Expect: 100-continue") != std::string::npos;
        return is_expected ? std::string("HTTP/1.1 417 No\r\nX-A: a\r\nContent-Length: 2\r\n\r\nno")
                           : LoopbackServer::ok("heard");
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/"), .method = "PUT", .body = std::string(2'000'000, 'x')});
    const Ending ending = endings.take(0);
    ASSERT_TRUE(ending.outcome.ok());
    const Response& response = ending.outcome.value();
    EXPECT_EQ(response.body.bytes(), response.status == 200 ? "heard" : "no");
    EXPECT_EQ(response.headers.size(), response.status == 200 ? 1U : 2U);
}

TEST(HttpClient, WhatSaysNoSizeIsSentAsItComes) {
    LoopbackServer server([](const std::string&) { return LoopbackServer::ok("heard"); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/"), .method = "PUT", .body_file = "/proc/self/status"});
    EXPECT_TRUE(endings.take(0).outcome.ok());
    EXPECT_NE(server.requests()[0].find("Transfer-Encoding: chunked"), std::string::npos);
    const TemporaryFile empty;
    client->send(1, {.url = server.url("/"), .method = "PUT", .body_file = empty.path()});
    EXPECT_TRUE(endings.take(1).outcome.ok());
    EXPECT_NE(server.requests().back().find("Content-Length: 0"), std::string::npos);
}

TEST(HttpClient, PartsAreSentWithTheirLength) {
    const TemporaryFile file(std::string(300'000, 'x') + "\r\n\r\n");
    LoopbackServer server([](const std::string& request) {  // it takes each part for a request
        return request.find("xxx") != std::string::npos
                   ? LoopbackServer::ok("heard")
                   : std::string("HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n");
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/"),
                     .method = "POST",
                     .headers = {{"Content-Type", "a/b"}, {"Content-Length", "1"}},
                     .parts = {{.name = "a", .content = "text"}, {.name = "f", .file = file.path()}}});
    EXPECT_TRUE(endings.take(0).outcome.ok());
    const std::string head = server.requests()[0];
    EXPECT_NE(head.find("\r\nContent-Type: multipart/form-data; boundary=photolibrary-"), std::string::npos) << head;
    EXPECT_EQ(head.find("a/b"), std::string::npos);
    EXPECT_EQ(head.find("chunked"), std::string::npos);
    const auto length = std::stoul(head.substr(head.find("Content-Length: ") + 16));
    EXPECT_GT(length, 300'004U);
    EXPECT_GT(client->bytes_sent(), 300'000U);
    EXPECT_LE(client->bytes_sent(), length);
}

TEST(HttpClient, AServerMayThinkForLongerThanATransferMayStall) {
    LoopbackServer server([](const std::string&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        return LoopbackServer::ok("late");
    });
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.stall_time = std::chrono::duration<double>(0.1);
    const auto client = client_with(options, endings);
    client->send(0, {.url = server.url("/"), .method = "POST", .body = "body"});
    client->send(1, {.url = server.url("/")});
    for (const ExchangeId id : {0U, 1U}) {
        const Ending ending = endings.take(id);
        ASSERT_TRUE(ending.outcome.ok()) << ending.outcome.failure().message;
        EXPECT_EQ(ending.attempts, 1);
    }
}

TEST(HttpClient, AnAnswerHasATimeToBeginIn) {
    std::atomic<bool> may_answer = false;
    LoopbackServer server(late_answer(may_answer));
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.answer_timeout = std::chrono::duration<double>(0.1);
    options.retries = 1;
    const auto client = client_with(options, endings);
    client->send(0, {.url = server.url("/"), .method = "POST", .body = "body"});
    client->send(1, {.url = server.url("/")});
    client->send(2, {.url = server.url("/"), .method = "HEAD", .body = "not sent"});
    for (const ExchangeId id : {0U, 1U, 2U}) {
        const Ending ending = endings.take(id);
        ASSERT_FALSE(ending.outcome.ok());
        EXPECT_EQ(ending.outcome.failure().reason, FailureReason::Timeout);
        EXPECT_EQ(ending.outcome.failure().message, "no answer within 0.1 s (answerTimeout)");
        EXPECT_EQ(ending.attempts, id == 0 ? 1 : 2);
    }
    may_answer = true;
}

TEST(HttpClient, WhatStallsInTheMiddleIsCutOff) {
    TemporaryFile file;
    file.resize(64'000'000);
    std::atomic<bool> may_answer = false;
    const LoopbackServer::Answer late = late_answer(may_answer);
    LoopbackServer server([&](const std::string& request) {
        if (request.find("PUT") == 0) return late(request);  // reads nothing meanwhile
        return std::string("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning");
    });
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.stall_time = std::chrono::duration<double>(0.1);
    options.retries = 0;
    const auto client = client_with(options, endings);
    client->send(0, {.url = server.url("/")});
    client->send(1, {.url = server.url("/"), .method = "PUT", .body_file = file.path()});
    for (const ExchangeId id : {0U, 1U}) {
        const Ending ending = endings.take(id);
        ASSERT_FALSE(ending.outcome.ok());
        EXPECT_EQ(ending.outcome.failure().reason, FailureReason::Timeout);
        EXPECT_EQ(ending.outcome.failure().message, "the transfer stalled: less than 64 bytes a second for 0.1 s");
    }
    may_answer = true;
}

/// Wants more, and cannot say how much.
class ThrowsInTheMiddle final : public BodyWatcher {
  public:
    Verdict look(std::span<const std::byte>) override { return Verdict::Undecided; }
    std::uint64_t expected() const override { throw std::runtime_error("no number is left"); }
    core::Failure failure() const override { return {}; }
};

TEST(HttpClient, AnExceptionEndsOneExchangeAlone) {
    const std::string body = pattern(300'000);
    LoopbackServer server([&](const std::string& request) {
        if (request.find("/contradiction") == std::string::npos) return piece_with("ETag: \"1\"\r\n", body, request);
        return std::string("HTTP/1.1 206 Partial Content\r\nContent-Length: 1\r\nContent-Range: bytes 7-7/9\r\n\r\n1");
    });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/")}, [] { return std::make_unique<ThrowsInTheMiddle>(); });
    client->send(1, {.url = server.url("/contradiction")}, [made = 0]() mutable {
        if (made++ > 0) throw std::runtime_error("no watcher is left");
        return std::make_unique<WantsAll>();
    });
    for (const auto& [id, what] :
         {std::pair<ExchangeId, const char*>(0, "no number is left"), {1, "no watcher is left"}}) {
        const Ending ending = endings.take(id);
        ASSERT_FALSE(ending.outcome.ok());
        EXPECT_EQ(ending.outcome.failure().reason, FailureReason::Internal);
        EXPECT_EQ(ending.outcome.failure().message, std::string("it cannot be sent: ") + what);
    }
    client->send(2, {.url = server.url("/")}, content_with(1));
    EXPECT_TRUE(endings.take(2).outcome.ok());
}

TEST(HttpClient, AnAnswerWithoutABodyTouchesNoFile) {
    LoopbackServer server([](const std::string& request) {
        if (request.find("/304") != std::string::npos)
            return std::string("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n");
        if (request.find("/204") != std::string::npos)
            return std::string("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");
        return request.find("HEAD") == 0 ? std::string("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
                                         : LoopbackServer::ok("");
    });
    const TemporaryFile file("precious");
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    ExchangeId id = 0;
    for (const auto& [method, path] : {std::pair("GET", "/304"), {"GET", "/204"}, {"HEAD", "/"}}) {
        client->send(++id, {.url = server.url(path), .method = method, .sink_file = file.path()});
        EXPECT_TRUE(endings.take(id).outcome.ok()) << path;
        EXPECT_EQ(file.content(), "precious") << path;
    }
    client->send(0, {.url = server.url("/"), .sink_file = file.path()});
    EXPECT_TRUE(endings.take(0).outcome.ok());
    EXPECT_EQ(file.content(), "") << "an empty body is one";
}

TEST(HttpClient, AHeadHasNoBody) {
    LoopbackServer server(
        [](const std::string&) { return std::string("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/"), .method = "HEAD", .body = "body"});
    EXPECT_TRUE(endings.take(0).outcome.ok());
    EXPECT_EQ(server.requests()[0].find("Content-Length"), std::string::npos);
}

TEST(HttpClient, ABodyHasOneLength) {
    const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: ";
    const std::map<std::string, std::string> answers = {{"/good-twice", ok + "4\r\ncontent-length: 4\r\n\r\nbody"},
                                                        {"/good-list", ok + "4, 4\r\n\r\nbody"},
                                                        {"/bad-twice", ok + "4\r\ncontent-length: 2\r\n\r\nbody"},
                                                        {"/bad-list", ok + "4, 2\r\n\r\nbody"},
                                                        {"/bad-order", ok + "2\r\ncontent-length: 4\r\n\r\nbody"}};
    LoopbackServer server(by_path(answers));
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.retries = 0;
    const auto client = client_with(options, endings);
    for (const auto& [path, answer] : answers) {
        client->send(0, {.url = server.url(path)});
        const Ending ending = endings.take(0);
        EXPECT_EQ(ending.outcome.ok(), path.find("good") != std::string::npos) << path;
        if (ending.outcome.ok()) continue;
        EXPECT_EQ(ending.outcome.failure().reason, FailureReason::Network) << path;
    }
}

TEST(HttpClient, TooManyHeadersAreCalledThat) {
    LoopbackServer server(
        [](const std::string&) { return LoopbackServer::ok("", "X: " + std::string(2'000'000, 'x') + "\r\n"); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/")});
    const Ending ending = endings.take(0);
    ASSERT_FALSE(ending.outcome.ok());
    EXPECT_EQ(ending.outcome.failure().reason, FailureReason::Network);
    EXPECT_EQ(ending.outcome.failure().message, "the server sends too many headers");
}

TEST(HttpClient, ABodyHasALimitHoweverItComes) {
    LoopbackServer server([](const std::string& request) {
        const std::string body(100'000, 'x');
        if (request.find("/told") != std::string::npos) return LoopbackServer::ok(body);
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n" + body + "\r\n0\r\n\r\n";
    });
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.max_bytes = 50'000;
    const auto client = client_with(options, endings);
    client->send(0, {.url = server.url("/told")});
    client->send(1, {.url = server.url("/chunked")});
    client->send(2, {.url = server.url("/told")}, [] { return std::make_unique<WantsAll>(); });
    for (ExchangeId id = 0; id < 3; ++id)
        EXPECT_EQ(endings.take(id).outcome.failure().reason, FailureReason::TooLarge) << id;
}

TEST(HttpClient, BodiesWaitForRoom) {
    const std::string body = pattern(300'000);
    LoopbackServer server([&](const std::string& request) {
        if (request.find("/small") != std::string::npos) return LoopbackServer::ok("small");
        return request.find("Range") == std::string::npos ? LoopbackServer::ok(body) : piece_of(body, request, "\"a\"");
    });
    Endings endings;
    const auto budget = std::make_shared<core::ByteBudget>(500'000);
    const auto client = client_with(loopback_allowed(), endings, budget);
    std::optional<Ending> held;
    client->send(0, {.url = server.url("/0")});
    held = endings.take(0);
    EXPECT_GE(budget->used(), body.size());
    client->send(1, {.url = server.url("/1")});
    client->send(2, {.url = server.url("/2")}, [] { return std::make_unique<WantsAll>(); });
    client->send(3, {.url = server.url("/small")});
    endings.take(3);
    EXPECT_LE(budget->used(), 500'000U);
    held.reset();
    // One after the other finds room.
    for (int i = 0; i < 2; ++i) {
        while (!endings.has(1) && !endings.has(2))
            std::this_thread::yield();
        const ExchangeId id = endings.has(1) ? 1 : 2;
        const Ending ending = endings.take(id);
        ASSERT_TRUE(ending.outcome.ok());
        EXPECT_EQ(ending.outcome.value().body.bytes(), body);
    }
    EXPECT_EQ(budget->used(), 0U);
}

std::string chunked(const std::vector<std::string>& chunks) {
    std::string answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const std::string& chunk : chunks) {
        std::array<char, 16> size{};
        const auto end = std::to_chars(size.data(), size.data() + size.size(), chunk.size(), 16).ptr;
        answer.append(size.data(), end).append("\r\n").append(chunk).append("\r\n");
    }
    return answer + "0\r\n\r\n";
}

TEST(HttpClient, SmallChunksAreJoined) {
    LoopbackServer server([](const std::string&) { return chunked({"one ", "two ", "three"}); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    client->send(0, {.url = server.url("/")});
    EXPECT_EQ(endings.take(0).outcome.value().body.bytes(), "one two three");
}

TEST(HttpClient, WhatMayNotBeSentTwiceNeedsNoRoom) {
    const std::string body = pattern(300'000);
    LoopbackServer server([&](const std::string& request) {
        return request.find("/chunked") == std::string::npos ? LoopbackServer::ok(body) : chunked({body, body});
    });
    Endings endings;
    const auto budget = std::make_shared<core::ByteBudget>(400'000);
    const auto client = client_with(loopback_allowed(), endings, budget);
    client->send(0, {.url = server.url("/")});
    const Ending held = endings.take(0);
    ExchangeId id = 0;
    for (const char* const method : {"POST", "PATCH", "PUT", "DELETE"}) {
        for (const char* const path : {"/told", "/chunked"}) {
            const std::size_t before = server.requests().size();
            client->send(++id, {.url = server.url(path), .method = method});
            const Ending ending = endings.take(id);
            ASSERT_TRUE(ending.outcome.ok()) << method << path;
            EXPECT_EQ(ending.outcome.value().bytes, path == std::string_view("/told") ? 300'000U : 600'000U);
            EXPECT_EQ(server.requests().size(), before + 1) << method << path;
            EXPECT_GE(budget->used(), 600'000U) << "counted all the same";
        }
    }
}

TEST(HttpClient, WhatEverythingWaitsForFindsRoom) {
    const std::string large = pattern(300'000);
    LoopbackServer server([&](const std::string& request) {
        return LoopbackServer::ok(request.find("/large") == std::string::npos ? "small" : large);
    });
    Endings endings;
    const auto budget = std::make_shared<core::ByteBudget>(400'000);
    HttpOptions options = loopback_allowed();
    options.concurrency = 1;
    const auto client = client_with(options, endings, budget);
    client->send(0, {.url = server.url("/large")});
    const Ending held = endings.take(0);
    client->send(1, {.url = server.url("/large")});
    client->send(2, {.url = server.url("/small")});
    EXPECT_TRUE(endings.take(2).outcome.ok());
    EXPECT_FALSE(endings.told().contains(1)) << "there is no room for it";
    client->await(1);
    EXPECT_TRUE(endings.take(1).outcome.ok());
}

TEST(HttpClient, AllMemoryOfABodyIsCounted) {
    const std::string half = pattern(40'000'000);
    LoopbackServer server([&](const std::string& request) {
        return request.find("/told") == std::string::npos ? chunked({half, "x"}) : LoopbackServer::ok(half + "x");
    });
    Endings endings;
    const auto budget = std::make_shared<core::ByteBudget>(500'000'000);
    const auto client = client_with(loopback_allowed(), endings, budget);
    ExchangeId id = 0;
    for (const char* const path : {"/told", "/chunked"}) {
        client->send(++id, {.url = server.url(path)});
        const Ending ending = endings.take(id);
        ASSERT_TRUE(ending.outcome.ok());
        EXPECT_GE(ending.share.bytes(), ending.outcome.value().body.capacity()) << path;
        EXPECT_EQ(budget->used(), ending.share.bytes());
    }
}

std::set<std::string> open_descriptors() {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        names.insert(entry.path().filename());
    return names;
}

TEST(HttpClient, NothingIsLeftOfAClientThatGoesInTheMiddle) {
    LoopbackServer server([](const std::string&) {
        // A body that does not come.
        return std::string("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nsome");
    });
    Endings warm;
    client_with(loopback_allowed(), warm);
    const auto before = open_descriptors();
    Endings endings;
    {
        const auto client = client_with(loopback_allowed(), endings);
        for (ExchangeId id = 0; id < 20; ++id)
            client->send(id, {.url = server.url("/")});
        while (server.requests().size() < 6)
            std::this_thread::yield();
    }
    EXPECT_TRUE(endings.told().empty());
    EXPECT_LE(open_descriptors().size(), before.size() + 6) << "but for the server's own ends";
}

TEST(HttpClient, WhatWasNotStartedIsCancelled) {
    std::atomic<bool> may_answer = false;
    LoopbackServer server(late_answer(may_answer));
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.concurrency = 2;
    const auto client = client_with(options, endings);
    for (ExchangeId id = 0; id < 5; ++id)
        client->send(id, {.url = server.url("/")});
    while (server.requests().size() < 2)
        std::this_thread::yield();
    client->cancel_waiting();
    for (ExchangeId id = 2; id < 5; ++id) {
        const Ending ending = endings.take(id);
        EXPECT_EQ(ending.outcome.failure().reason, FailureReason::Cancelled);
        EXPECT_EQ(ending.attempts, 0);
    }
    may_answer = true;
    EXPECT_TRUE(endings.take(0).outcome.ok());
    EXPECT_TRUE(endings.take(1).outcome.ok());
}

TEST(HttpClient, OneThatIsBusyAtAHostHoldsUpNoOther) {
    std::atomic<bool> may_answer = false;
    const LoopbackServer::Answer late = late_answer(may_answer);
    LoopbackServer server([&](const std::string& request) {
        return request.find("/late") == std::string::npos ? LoopbackServer::ok("quick") : late(request);
    });
    Endings busy_endings;
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.per_host = 2;
    const auto busy = client_with(options, busy_endings);
    const auto client = client_with(options, endings);
    for (ExchangeId id = 0; id < 2; ++id)
        busy->send(id, {.url = server.url("/late")});
    while (server.requests().size() < 2)
        std::this_thread::yield();
    client->send(0, {.url = server.url("/quick")});
    EXPECT_TRUE(endings.take(0).outcome.ok());
    may_answer = true;
    EXPECT_TRUE(busy_endings.take(0).outcome.ok());
    EXPECT_TRUE(busy_endings.take(1).outcome.ok());
}

TEST(HttpClient, ADeadlineIsKeptWithoutAConnection) {
    std::atomic<bool> may_answer = false;
    LoopbackServer proxy(late_answer(may_answer));
    Endings endings;
    HttpOptions options = loopback_allowed();
    options.proxy = proxy.url("");
    options.per_host = 1;
    const auto client = client_with(options, endings);
    client->send(0, {.url = "http://one.example/"});
    while (proxy.requests().empty())
        std::this_thread::yield();
    // The only connection to the proxy is taken.
    client->send(1, {.url = "http://another.example/", .timeout = std::chrono::milliseconds(50)});
    const Ending ending = endings.take(1);
    EXPECT_EQ(ending.outcome.failure().reason, FailureReason::Timeout);
    EXPECT_FALSE(endings.has(0));
    may_answer = true;
    EXPECT_TRUE(endings.take(0).outcome.ok());
    EXPECT_EQ(proxy.requests().size(), 1U);
}

TEST(HttpClient, WhatIsNoUrlFails) {
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings);
    ExchangeId id = 0;
    for (const char* const url : {"", "file:///etc/passwd", "ftp://127.0.0.1/", "http://", "gopher://x/", "no url"}) {
        client->send(id, {.url = url});
        EXPECT_EQ(endings.take(id).outcome.failure().reason, FailureReason::Network) << url;
        ++id;
    }
}

TEST(HttpClient, WhoWaitsMayDoTheWork) {
    LoopbackServer server([](const std::string&) { return LoopbackServer::ok("body"); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings, nullptr, true);
    // On a busy machine the loop's own thread may be there first.
    ExchangeId id = 0;
    while (endings.of(std::this_thread::get_id()) == 0 && id < 1000) {
        client->send(++id, {.url = server.url("/")});
        while (!endings.has(id))
            client->help(std::chrono::milliseconds(250));
        EXPECT_EQ(endings.take(id).outcome.value().body.bytes(), "body");
    }
    EXPECT_GT(endings.of(std::this_thread::get_id()), 0);
}

TEST(HttpClient, WhoDoesNotWaitIsServedAllTheSame) {
    LoopbackServer server([](const std::string&) { return LoopbackServer::ok("body"); });
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings, nullptr, true);
    for (ExchangeId id = 0; id < 20; ++id) {
        client->send(id, {.url = server.url("/")});
        if (id % 2 == 0) client->help(std::chrono::milliseconds(1));
        EXPECT_TRUE(endings.take(id).outcome.ok());
    }
    EXPECT_EQ(endings.told().size(), 20U);
}

TEST(HttpClient, ASignalEndsTheWork) {
    std::atomic<bool> may_answer = false;
    LoopbackServer server(late_answer(may_answer));
    Endings endings;
    const auto client = client_with(loopback_allowed(), endings, nullptr, true);
    client->send(0, {.url = server.url("/")});
    struct sigaction nothing {};
    nothing.sa_handler = [](int) {};
    struct sigaction before {};
    ::sigaction(SIGUSR1, &nothing, &before);
    std::atomic<bool> has_ended = false;
    // Again and again: the first may come before the wait.
    std::thread signals([&, waiting = ::pthread_self()] {
        while (!has_ended) {
            ::pthread_kill(waiting, SIGUSR1);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    client->help(std::chrono::hours(1));
    has_ended = true;
    signals.join();
    ::sigaction(SIGUSR1, &before, nullptr);
    EXPECT_FALSE(endings.has(0));
    may_answer = true;
    EXPECT_TRUE(endings.take(0).outcome.ok());
}

TEST(ByteBudget, SharesAreGivenBack) {
    const auto budget = std::make_shared<core::ByteBudget>(100);
    int returned = 0;
    budget->on_return([&] { ++returned; });
    core::ByteBudget::Share alone;
    EXPECT_TRUE(budget->grow(alone, 1000)) << "whoever is alone may exceed it";
    core::ByteBudget::Share other;
    EXPECT_FALSE(budget->grow(other, 1));
    alone.reset();
    EXPECT_EQ(returned, 1);
    EXPECT_TRUE(budget->grow(other, 60));
    EXPECT_TRUE(budget->grow(other, 40)) << "it holds more already";
    core::ByteBudget::Share third;
    EXPECT_TRUE(budget->grow(third, 40));
    EXPECT_FALSE(budget->grow(third, 41));
    EXPECT_EQ(third.bytes(), 40U);
    other = std::move(third);
    EXPECT_EQ(budget->used(), 40U);
    budget->grow_regardless(third, 90);
    EXPECT_EQ(budget->used(), 130U);
    budget->grow_regardless(third, 10);
    EXPECT_EQ(third.bytes(), 90U) << "it holds more already";
    EXPECT_FALSE(budget->grow(other, 41));
    third.reset();
    EXPECT_EQ(budget->used(), 40U);
}

}  // namespace
}  // namespace photolibrary::net
