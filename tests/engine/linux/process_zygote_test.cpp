#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>

#include <csignal>

#include "process/linux/wire.hpp"
#include "process/linux/zygote.hpp"

namespace photolibrary::process {
namespace {

ZygoteProgram program(std::vector<std::string> argv, std::string identity = "engine_host") {
    return {{std::move(argv)}, std::move(identity), "Name another program."};
}

ZygoteProgram engine_host() {
    return program({PHOTOLIBRARY_ENGINE_HOST, "--serve"});
}

bool wait_readable(int fd) {
    pollfd waiting{fd, POLLIN, 0};
    return ::poll(&waiting, 1, 20'000) == 1;
}

/// The next event, which must be an Event.
template <class Event>
Event next(const ZygoteSession& session) {
    EXPECT_TRUE(wait_readable(session.fd()));
    auto event = session.next_event();
    if (!event || !std::holds_alternative<Event>(*event)) {
        ADD_FAILURE() << "another event came";
        return {};
    }
    return std::get<Event>(std::move(*event));
}

struct Child {
    Channel channel;
    PidFd pid;
};

Child fork_child(const ZygoteSession& session, std::uint32_t number) {
    auto [ours, theirs] = Channel::make_pair();
    EXPECT_TRUE(session.fork(number, theirs, {256U << 20, 1, 0}));
    theirs.reset();
    auto forked = next<ZygoteSession::Forked>(session);
    EXPECT_EQ(forked.number, number);
    return {Channel(std::move(ours)), std::move(forked.pid)};
}

ZygoteSession open_session() {
    auto session = ZygoteSession::open(engine_host());
    EXPECT_TRUE(session.ok()) << session.failure().message;
    return std::move(session).value();
}

TEST(Zygote, NobodyElseHearsOfItsEnd) {
    {
        const ZygoteSession session = open_session();
        EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
        EXPECT_EQ(errno, ECHILD);
    }
    end_zygote();
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_FALSE(ZygoteSession::open(program({"/no/such/php"})).ok()) << "it has not ended";
}

TEST(Zygote, StaysAsLongAsASessionOfAnotherThreadIsOpen) {
    const ZygoteSession session = open_session();
    const Child child = fork_child(session, 1);
    end_zygote();
    EXPECT_FALSE(child.pid.has_ended());
    EXPECT_FALSE(fork_child(session, 2).pid.has_ended());
}

TEST(Zygote, SaysHowAChildEnded) {
    const ZygoteSession session = open_session();
    Child killed = fork_child(session, 1);
    EXPECT_TRUE(killed.pid.send(SIGKILL));
    auto ended = next<ZygoteSession::Ended>(session);
    EXPECT_EQ(ended.number, 1U);
    EXPECT_TRUE(WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == SIGKILL);

    Child left = fork_child(session, 2);
    left.channel.end_sending();  // there is nothing more to do
    ended = next<ZygoteSession::Ended>(session);
    EXPECT_EQ(ended.number, 2U);
    EXPECT_TRUE(WIFEXITED(ended.status) && WEXITSTATUS(ended.status) == 0);
}

TEST(Zygote, ClosingASessionEndsItsChildrenOnly) {
    const ZygoteSession other = open_session();
    const Child stays = fork_child(other, 1);
    Child goes;
    {
        const ZygoteSession session = open_session();
        goes = fork_child(session, 1);
    }
    EXPECT_TRUE(wait_readable(goes.pid.fd()));
    EXPECT_TRUE(goes.pid.has_ended());
    EXPECT_FALSE(stays.pid.has_ended());
}

TEST(Zygote, ItsDeathIsTheChildrensAndTheNextSessionStartsAnother) {
    const ZygoteSession session = open_session();
    const Child child = fork_child(session, 1);
    session.kill_zygote();
    EXPECT_TRUE(wait_readable(child.pid.fd()));
    const ZygoteSession next_session = open_session();
    EXPECT_FALSE(fork_child(next_session, 1).pid.has_ended());
}

TEST(Zygote, WhatCannotServeIsNamedWithTheRemedy) {
    end_zygote();
    const auto message = [](const ZygoteProgram& wrong) {
        const auto session = ZygoteSession::open(wrong);
        return session.ok() ? std::string() : session.failure().message;
    };
    const std::string missing = message(program({"/no/such/php"}));
    EXPECT_NE(missing.find("/no/such/php"), std::string::npos) << missing;
    EXPECT_NE(missing.find("Name another program."), std::string::npos) << missing;
    const std::string silent = message(program({"/bin/true"}));
    EXPECT_NE(silent.find("/bin/true"), std::string::npos) << silent;
    const std::string speaking = message(program({"/bin/sh", "-c", "echo 'no such extension' >&2"}));
    EXPECT_NE(speaking.find("no such extension"), std::string::npos) << speaking;
    const std::string stranger = message(program({PHOTOLIBRARY_ENGINE_HOST, "--serve"}, "another build"));
    EXPECT_NE(stranger.find("another build of photolibrary"), std::string::npos) << stranger;
    EXPECT_NE(message({{}, "", ""}).find("no program is known"), std::string::npos);

    auto second_try = engine_host();
    second_try.commands.insert(second_try.commands.begin(), {"/no/such/php"});
    EXPECT_TRUE(ZygoteSession::open(second_try).ok());
}

TEST(Zygote, OneThatHangsHoldsUpNoOtherAndASlowOneIsWaitedFor) {
    end_zygote();
    auto host = engine_host();
    host.commands.insert(host.commands.begin(), {"/bin/sleep", "1000"});
    EXPECT_TRUE(ZygoteSession::open(host).ok());
    end_zygote();
    const std::string slow = "sleep 3; exec " PHOTOLIBRARY_ENGINE_HOST " --serve";
    {
        const auto session = ZygoteSession::open(program({"/bin/sh", "-c", slow}, host.identity));
        EXPECT_TRUE(session.ok()) << session.failure().message;
    }
    end_zygote();
}

TEST(Channel, CarriesWholeFramesWithTheirDescriptors) {
    auto [one, other] = Channel::make_pair();
    const Channel sender(std::move(one));
    const Channel receiver(std::move(other));
    const int fd = sender.fd();
    EXPECT_TRUE(sender.send(WireWriter().put(1).bytes(), {&fd, 1}));
    EXPECT_TRUE(sender.send(WireWriter().put(2).bytes()));
    Frame frame;
    ASSERT_EQ(receiver.receive(frame), Channel::State::Frame);
    EXPECT_EQ(frame.descriptors.size(), 1U);
    ASSERT_EQ(receiver.receive(frame), Channel::State::Frame);
    EXPECT_TRUE(frame.descriptors.empty());
    EXPECT_EQ(WireReader(frame.bytes).take<int>(), 2);
    EXPECT_EQ(receiver.receive(frame), Channel::State::Nothing);
    EXPECT_FALSE(sender.send(std::vector<std::byte>(1U << 20)));
}

/// Linux tells of an end that died with frames unread (ECONNRESET) ahead of what it has said.
TEST(Channel, HearsWhatWasSaidByOneThatDiedWithoutListening) {
    auto [one, other] = Channel::make_pair();
    const Channel listener(std::move(one));
    {
        const Channel dying(std::move(other));
        EXPECT_TRUE(dying.send(WireWriter().put(1).bytes()));
        EXPECT_TRUE(listener.send(WireWriter().put(2).bytes()));
    }
    Frame frame;
    ASSERT_EQ(listener.receive(frame), Channel::State::Frame);
    EXPECT_EQ(WireReader(frame.bytes).take<int>(), 1);
    EXPECT_EQ(listener.receive(frame), Channel::State::Closed);
}

TEST(Wire, ReadingPastTheEndGivesZerosAndIsNoticed) {
    const WireWriter writer = WireWriter().put(7).put_text("seven");
    WireReader good(writer.bytes());
    EXPECT_EQ(good.take<int>(), 7);
    EXPECT_EQ(good.take_text(5), "seven");
    EXPECT_TRUE(good.finished());

    WireReader short_text(writer.bytes());
    short_text.take<int>();
    EXPECT_EQ(short_text.take_text(4), "");
    EXPECT_FALSE(short_text.finished());

    WireReader cut(writer.bytes().first(6));
    EXPECT_EQ(cut.take<int>(), 7);
    EXPECT_EQ(cut.take<std::uint32_t>(), 0U);
    EXPECT_FALSE(cut.finished());

    WireReader left_over(writer.bytes());
    left_over.take<int>();
    EXPECT_FALSE(left_over.finished());
}

}  // namespace
}  // namespace photolibrary::process
