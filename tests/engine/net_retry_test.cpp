#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <set>

#include "net/retry_rule.hpp"

namespace photolibrary::net {
namespace {

using Duration = RetryRule::Duration;

Attempt answered(int status) {
    Attempt ending;
    ending.status = status;
    return ending;
}

Attempt failed(bool is_transient) {
    Attempt ending;
    ending.is_transient = is_transient;
    return ending;
}

/// In seconds; -1: there is no further attempt.
double wait(const RetryRule& rule, int number, Attempt ending, double chance = 0.5) {
    ending.number = number;
    return rule.wait(ending, chance).value_or(Duration(-1)).count();
}

constexpr double never = -1;
constexpr double almost_one = 1 - std::numeric_limits<double>::epsilon();

TEST(RetryRule, OnlySomeAnswersMayPass) {
    const std::set<int> passing = {408, 425, 429, 500, 502, 503, 504};
    for (int status = -1; status <= 1000; ++status) {
        EXPECT_EQ(is_transient_status(status), passing.contains(status)) << status;
        // Without a status there is no answer, and a fault that may not pass.
        EXPECT_EQ(wait({}, 1, answered(status)) != never, passing.contains(status)) << status;
    }
}

TEST(RetryRule, WithoutAnAnswerTheKindOfFaultDecides) {
    EXPECT_NE(wait({}, 1, failed(true)), never);
    EXPECT_EQ(wait({}, 1, failed(false)), never);
}

TEST(RetryRule, AnAnswerSaysMoreThanTheKindOfFault) {
    Attempt ending = answered(404);
    ending.is_transient = true;
    EXPECT_EQ(wait({}, 1, ending), never);
    ending = answered(503);
    ending.is_transient = false;
    EXPECT_NE(wait({}, 1, ending), never);
}

TEST(RetryRule, AttemptsHaveANumber) {
    RetryRule rule;
    for (rule.retries = 0; rule.retries <= 20; ++rule.retries) {
        for (int attempt = 1; attempt <= 30; ++attempt)
            EXPECT_EQ(wait(rule, attempt, answered(503)) != never, attempt <= rule.retries) << attempt;
    }
    rule.retries = 3;
    for (const int attempt : {0, -1, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()})
        EXPECT_EQ(wait(rule, attempt, answered(503)), never) << attempt;
}

TEST(RetryRule, TheCeilingDoublesUntilTheLongestWait) {
    const RetryRule rule{20, {Duration(0.25), Duration(20)}};
    const std::array ceilings = {0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0, 20.0};
    for (std::size_t i = 0; i < ceilings.size(); ++i) {
        const int attempt = static_cast<int>(i) + 1;
        EXPECT_EQ(wait(rule, attempt, answered(500), 0), 0) << attempt;
        EXPECT_DOUBLE_EQ(wait(rule, attempt, answered(500), 0.5), ceilings[i] / 2) << attempt;
        EXPECT_DOUBLE_EQ(wait(rule, attempt, answered(500), almost_one), ceilings[i]) << attempt;
        EXPECT_LT(wait(rule, attempt, answered(500), almost_one), ceilings[i]) << attempt;
    }
}

TEST(RetryRule, WaitsAreSpreadEvenlyFromZeroToTheCeiling) {
    constexpr int draws = 1000, parts = 10;
    std::array<int, parts> counts{};
    for (int i = 0; i < draws; ++i) {
        const double share = wait({}, 3, answered(502), (i + 0.5) / draws) / 1.0;  // of a ceiling of one second
        ++counts.at(static_cast<std::size_t>(share * parts));
    }
    for (const int count : counts)
        EXPECT_EQ(count, draws / parts);
}

TEST(RetryRule, ManyAttemptsDoNotOverflow) {
    const RetryRule rule{std::numeric_limits<int>::max(), {Duration(0.25), Duration(20)}};
    for (const int attempt : {64, 1100, 100'000, std::numeric_limits<int>::max()})
        EXPECT_EQ(wait(rule, attempt, answered(500), 0.5), 10) << attempt;
}

TEST(RetryRule, WithoutABaseItDoesNotWait) {
    const RetryRule rule{5, {Duration(0), Duration(20)}};
    EXPECT_EQ(wait(rule, 5, answered(500), almost_one), 0);
}

TEST(RetryRule, TheWaitThatTheServerAsksForWins) {
    for (const double seconds : {0.0, 0.001, 7.0, 20.0, 3600.0}) {
        for (const int status : {408, 425, 429, 500, 502, 503, 504}) {
            Attempt ending = answered(status);
            ending.retry_after = Duration(seconds);
            for (const double chance : {0.0, 0.5, almost_one})
                EXPECT_EQ(wait({}, 2, ending, chance), seconds) << status;
        }
    }
}

TEST(RetryRule, ATimeThatIsOverIsNow) {
    Attempt ending = answered(503);
    ending.retry_after = Duration(-5);
    EXPECT_EQ(wait({}, 1, ending), 0);
}

TEST(RetryRule, ATimeToComeBackMakesNoFurtherAttempt) {
    Attempt ending = answered(429);
    ending.retry_after = Duration(1);
    EXPECT_EQ(wait({}, 4, ending), never);
    ending.status = 301;
    EXPECT_EQ(wait({}, 1, ending), never);
    ending = failed(false);
    ending.retry_after = Duration(1);
    EXPECT_EQ(wait({}, 1, ending), never);
}

TEST(RetryRule, WhatIsNotIdempotentIsRepeatedOnlyIfItCannotHaveBeenDone) {
    const struct {
        int status;
        bool asks_to_come_back;
        bool is_repeated;
    } cases[] = {
        {408, false, false}, {408, true, false}, {425, false, false}, {425, true, false},  //
        {429, false, true},  {429, true, true},  {500, false, false}, {500, true, false},  //
        {502, false, false}, {502, true, false}, {503, false, false}, {503, true, true},   //
        {504, false, false}, {504, true, false}, {404, true, false},
    };
    for (const auto& [status, asks_to_come_back, is_repeated] : cases) {
        Attempt ending = answered(status);
        ending.is_idempotent = false;
        if (asks_to_come_back) ending.retry_after = Duration(2);
        EXPECT_EQ(wait({}, 1, ending) != never, is_repeated) << status << ' ' << asks_to_come_back;
        ending.was_sent = false;  // says something only where there is no answer
        EXPECT_EQ(wait({}, 1, ending) != never, is_repeated) << status << ' ' << asks_to_come_back;
    }
}

TEST(RetryRule, WhatIsNotIdempotentAndWasNotSentIsRepeated) {
    for (const bool is_transient : {false, true}) {
        for (const bool was_sent : {false, true}) {
            Attempt ending = failed(is_transient);
            ending.is_idempotent = false;
            ending.was_sent = was_sent;
            EXPECT_EQ(wait({}, 1, ending) != never, is_transient && !was_sent) << is_transient << was_sent;
            ending.is_idempotent = true;
            EXPECT_EQ(wait({}, 1, ending) != never, is_transient) << is_transient << was_sent;
        }
    }
}

}  // namespace
}  // namespace photolibrary::net
