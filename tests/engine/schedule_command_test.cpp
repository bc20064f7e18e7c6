#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "schedule/command/action_queue.hpp"
#include "schedule/command/action_run.hpp"

namespace photolibrary::schedule {
namespace {

using namespace std::chrono_literals;

std::shared_ptr<Action> action(const std::string& id, const std::string& target, const std::string& script = "true") {
    auto made = std::make_shared<Action>();
    made->id = id;
    made->target = target;
    made->command = {"/bin/sh", "-c", script};
    made->stop_grace = 60s;
    return made;
}

std::shared_ptr<Action> with(std::shared_ptr<Action> made, const std::function<void(Action&)>& change) {
    change(*made);
    return made;
}

std::shared_ptr<Action> after(const std::string& id, const std::string& target, std::vector<std::string> ids) {
    return with(action(id, target), [&](Action& made) { made.after = std::move(ids); });
}

std::shared_ptr<Action> urgent(const std::string& id, const std::string& target, std::int64_t priority) {
    return with(action(id, target), [&](Action& made) { made.priority = priority; });
}

// ------------------------------------------------------------------------------------------------ the queue

class ActionQueueTest : public testing::Test {
  protected:
    ActionKey add(std::shared_ptr<Action> added) {
        const core::Outcome<ActionKey> key = queue.add(std::move(added));
        EXPECT_TRUE(key.ok()) << key.failure_if()->message;
        return key.ok() ? key.value() : 0;
    }
    std::string why_not(std::shared_ptr<Action> added) {
        const core::Outcome<ActionKey> key = queue.add(std::move(added));
        return key ? "it was added" : key.failure().message;
    }
    /// The id of the next one; empty if it is nobody's turn.
    std::string next() {
        const std::optional<ActionQueue::Turn> turn = queue.choose();
        if (!turn) return "";
        keys[turn->action->id] = turn->key;
        attempts[turn->action->id] = turn->attempt;
        return turn->action->id;
    }
    void end(const std::string& id, bool ok = true) { queue.end(keys.at(id), ok); }
    std::string doomed() const {
        const std::optional<ActionQueue::Doomed> found = queue.doomed();
        return found ? found->action->id + " because of " + found->cause : "";
    }
    static ActionQueue::Time at(int second) { return ActionQueue::Time(std::chrono::seconds(second)); }

    ActionQueue queue;
    std::map<std::string, ActionKey> keys;
    std::map<std::string, int> attempts;
};

TEST_F(ActionQueueTest, LargerPrioritiesComeFirstAndOfEqualsTheOlder) {
    add(urgent("a", "1", 0));
    add(urgent("b", "2", INT64_MIN));
    add(urgent("c", "3", 5));
    add(urgent("d", "4", 0));
    add(urgent("e", "5", INT64_MAX));
    std::string order;
    for (std::string id = next(); !id.empty(); id = next())
        order += id;
    EXPECT_EQ(order, "ecadb");
    EXPECT_EQ(queue.running(), 5U);
    EXPECT_EQ(queue.waiting(), 0U);
}

TEST_F(ActionQueueTest, OneOfATargetAtATimeAndOthersPassIt) {
    add(action("a", "web-01"));
    add(action("b", "web-01"));
    add(action("c", "web-02"));
    EXPECT_EQ(next(), "a");
    EXPECT_EQ(next(), "c");
    EXPECT_EQ(next(), "") << "web-01 is busy";
    end("a");
    EXPECT_EQ(next(), "b");
    EXPECT_EQ(queue.ended(), 1U);
}

TEST_F(ActionQueueTest, AnUrgentOneOvertakesThoseOfItsTarget) {
    add(action("a", "web-01"));
    add(action("b", "web-01"));
    add(urgent("c", "web-01", 1));
    EXPECT_EQ(next(), "c");
    end("c");
    EXPECT_EQ(next(), "a");
}

TEST_F(ActionQueueTest, WhatComesAfterOthersWaitsForAllOfThem) {
    add(action("a", "1"));
    add(action("b", "2"));
    add(after("c", "3", {"a", "b", "a"}));
    EXPECT_EQ(next(), "a");
    EXPECT_EQ(next(), "b");
    end("a");
    EXPECT_EQ(next(), "");
    end("b");
    EXPECT_EQ(next(), "c");
}

TEST_F(ActionQueueTest, WhatComesAfterAFailureIsDoomedAndSoIsWhatComesAfterThat) {
    add(action("a", "1"));
    add(after("b", "2", {"a"}));
    add(after("c", "3", {"b"}));
    EXPECT_EQ(next(), "a");
    end("a", false);
    EXPECT_EQ(doomed(), "b because of a");
    queue.end(queue.doomed()->key, false);
    EXPECT_EQ(doomed(), "c because of b");
    queue.end(queue.doomed()->key, false);
    EXPECT_EQ(doomed(), "");
    EXPECT_EQ(queue.waiting(), 0U);
    add(after("d", "4", {"a"}));
    EXPECT_EQ(doomed(), "d because of a") << "a ended long before";
}

TEST_F(ActionQueueTest, AnEndThatWasOkIsRememberedAndARemovalIsNone) {
    add(action("a", "1"));
    next();
    end("a");
    add(after("b", "1", {"a"}));
    EXPECT_EQ(next(), "b");
    add(action("c", "2"));
    add(after("d", "3", {"c"}));
    EXPECT_TRUE(queue.remove("c"));
    EXPECT_EQ(doomed(), "d because of c");
    EXPECT_FALSE(queue.remove("b")) << "it runs";
    EXPECT_FALSE(queue.remove("nobody"));
}

TEST_F(ActionQueueTest, RefusesAnIdTwiceAndWhatCannotComeAfterAnything) {
    add(action("a", "1"));
    EXPECT_EQ(why_not(action("a", "2")), "not have the id \"a\": another action with it has not ended yet");
    EXPECT_EQ(why_not(after("b", "2", {"x"})),
              "come after actions that were added before: $after has the unknown id \"x\"");
    EXPECT_EQ(why_not(after("b", "2", {"b"})), "not come after itself: $after has its own id, \"b\"");
    EXPECT_EQ(queue.waiting(), 1U);
    next();
    EXPECT_NE(why_not(action("a", "2")), "it was added");
    end("a");
    add(action("a", "2"));
}

TEST_F(ActionQueueTest, WhatIsPutBackIsNextAgain) {
    add(action("a", "1"));
    add(action("b", "1"));
    EXPECT_EQ(next(), "a");
    queue.put_back(keys["a"]);
    EXPECT_EQ(queue.running(), 0U);
    EXPECT_EQ(next(), "a");
    EXPECT_EQ(attempts["a"], 1) << "the first was none";
}

TEST_F(ActionQueueTest, WhoIsPassedOverLeavesItsTargetToOthers) {
    add(with(action("a", "1"), [](Action& made) { made.lock_file = "/lock"; }));
    add(action("b", "1"));
    EXPECT_EQ(next(), "a");
    queue.pass_over(keys["a"], at(100));
    EXPECT_EQ(next(), "b");
    end("b");
    EXPECT_EQ(next(), "");
    EXPECT_EQ(queue.next_wake(), at(100));
    queue.wake(at(99));
    EXPECT_EQ(next(), "");
    queue.wake_those_for_lock("/other");
    EXPECT_EQ(next(), "");
    queue.wake_those_for_lock("/lock");
    EXPECT_EQ(next(), "a");
    EXPECT_EQ(attempts["a"], 1);
    EXPECT_FALSE(queue.next_wake());
}

TEST_F(ActionQueueTest, WhoPausesBeforeAnotherAttemptKeepsItsTarget) {
    add(action("a", "1"));
    add(action("b", "1"));
    next();
    queue.retry(keys["a"], at(100));
    EXPECT_EQ(queue.waiting(), 2U);
    EXPECT_EQ(next(), "");
    queue.wake(at(100));
    EXPECT_EQ(next(), "a");
    EXPECT_EQ(attempts["a"], 2);
    queue.retry(keys["a"], at(200));
    EXPECT_TRUE(queue.remove("a"));
    EXPECT_EQ(next(), "b") << "the target is free";
}

TEST_F(ActionQueueTest, LeasesHoldTheirTargetsUntilTheyExpire) {
    const ActionKey a = add(action("a", "1")), c = add(action("c", "2"));
    add(action("b", "1"));
    EXPECT_EQ(queue.lease(5, at(100)), (std::vector<ActionKey>{a, c}));
    EXPECT_EQ(queue.leased(), 2U);
    EXPECT_EQ(next(), "");
    EXPECT_EQ(queue.complete("c"), c);
    EXPECT_FALSE(queue.complete("c")) << "once";
    EXPECT_FALSE(queue.complete("b")) << "it waits";
    queue.wake(at(100));
    EXPECT_FALSE(queue.complete("a")) << "it has expired";
    EXPECT_FALSE(queue.release("a"));
    EXPECT_EQ(next(), "a");
    EXPECT_EQ(attempts["a"], 2);
}

TEST_F(ActionQueueTest, AReleasedLeaseWaitsWhereItWas) {
    add(action("a", "1"));
    add(action("b", "1"));
    queue.lease(1, at(100));
    EXPECT_TRUE(queue.release("a"));
    EXPECT_EQ(next(), "a");
    EXPECT_EQ(attempts["a"], 1);
    EXPECT_FALSE(queue.next_wake());
}

// ------------------------------------------------------------------------------------------------ a run

/// A folder of the test's own.
class Folder {
  public:
    Folder() {
        std::string name = testing::TempDir() + "/actions.XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder");
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string operator/(const std::string& name) const { return path_ + '/' + name; }
    void touch(const std::string& name) const { std::ofstream(*this / name); }
    bool has(const std::string& name) const { return std::filesystem::exists(*this / name); }
    std::string text(const std::string& name) const {
        std::ostringstream text;
        text << std::ifstream(*this / name).rdbuf();
        return text.str();
    }

  private:
    std::string path_;
};

void wait_until(const std::function<bool()>& is_true) {
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (!is_true()) {
        if (std::chrono::steady_clock::now() > end) throw std::runtime_error("that does not happen");
        ::usleep(1000);
    }
}

std::size_t open_descriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/dev/fd"))
        ++count;
    return count;
}

bool lives(pid_t pid) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(stat, line)) return false;
    const std::size_t name_end = line.rfind(')');
    return line.compare(name_end + 2, 1, "Z") != 0;
}

class ActionRunTest : public testing::Test {
  protected:
    using Starting = ActionRun::Starting;
    using Started = ActionRun::Started;
    using Output = ActionRun::Output;
    using Ended = ActionRun::Ended;

    void add(const std::shared_ptr<Action>& added) {
        const core::Outcome<ActionKey> key = queue.add(added);
        ASSERT_TRUE(key.ok()) << key.failure_if()->message;
        ids[key.value()] = added->id;
    }
    void start(std::size_t workers = 0, bool output = false) { run.emplace(queue, workers, output); }

    /// As the PHP thread goes through it. Nothing at the end.
    std::optional<ActionRun::Event> next() {
        if (run->is_starting()) run->proceed(environment);
        const auto end = std::chrono::steady_clock::now() + 60s;
        for (;;) {
            if (std::optional<ActionRun::Event> event = run->next()) {
                note(*event);
                return event;
            }
            if (run->finished()) return std::nullopt;
            pollfd waiting{run->ready_fd(), POLLIN, 0};
            ::poll(&waiting, 1, 60'000);
            if (std::chrono::steady_clock::now() > end) throw std::runtime_error("nothing happens");
        }
    }
    template <class Wanted>
    Wanted until(const std::string& id) {
        while (const std::optional<ActionRun::Event> event = next()) {
            if (const auto* const found = std::get_if<Wanted>(&*event); found != nullptr && ids.at(found->key) == id)
                return *found;
        }
        throw std::runtime_error("the run has ended before that happened to " + id);
    }
    void drain() {
        while (next()) {
        }
    }
    Ended only_result(const std::shared_ptr<Action>& added) {
        add(added);
        start();
        return until<Ended>(added->id);
    }

    void note(const ActionRun::Event& event) {
        if (const auto* const starting = std::get_if<Starting>(&event)) log += "<" + ids.at(starting->key);
        if (const auto* const ended = std::get_if<Ended>(&event)) {
            log += ">" + ids.at(ended->key);
            EXPECT_TRUE(ends.emplace(ids.at(ended->key), *ended).second) << "a second result";
        }
    }
    ActionOutcome outcome(const std::string& id) const { return ends.at(id).end.outcome; }

    Folder folder;
    ActionQueue queue;
    std::map<ActionKey, std::string> ids;
    std::map<std::string, Ended> ends;
    std::string log;  ///< "<a" it is about to start, ">a" it has ended
    std::shared_ptr<const std::vector<std::string>> environment = std::make_shared<const std::vector<std::string>>(
        std::vector<std::string>{"PATH=/usr/bin:/bin", "A=inherited", "B=inherited"});
    std::optional<ActionRun> run;  // before the queue's end
};

TEST_F(ActionRunTest, TellsCodesSignalsStreamsAndTimes) {
    const Ended ended = only_result(action("a", "1", "echo out; echo err >&2; exit 3"));
    EXPECT_EQ(ended.end.outcome, ActionOutcome::Failed);
    EXPECT_EQ(ended.end.code, 3);
    EXPECT_FALSE(ended.end.signal);
    EXPECT_EQ(ended.end.output.head, "out\n");
    EXPECT_EQ(ended.end.errors.head, "err\n");
    EXPECT_EQ(ended.end.message, "/bin/sh ended with exit code 3");
    EXPECT_EQ(ended.attempt, 1);
    EXPECT_EQ(ended.worker, 1U);
    EXPECT_GT(ended.end.elapsed.count(), 0);
    EXPECT_GT(ended.end.cpu.count(), 0);
    run.reset();
    const Ended killed = only_result(action("b", "1", "kill -9 $$"));
    EXPECT_EQ(killed.end.outcome, ActionOutcome::Failed);
    EXPECT_FALSE(killed.end.code);
    EXPECT_EQ(killed.end.signal, SIGKILL);
    EXPECT_EQ(killed.end.message, "/bin/sh was ended by SIGKILL");
}

TEST_F(ActionRunTest, AProcessDoesNotExistBeforeTheIterationMovesOn) {
    add(action("a", "1", "touch " + (folder / "a")));
    start();
    ASSERT_TRUE(std::holds_alternative<Starting>(*next()));
    EXPECT_EQ(queue.running(), 1U);
    run.reset();
    EXPECT_FALSE(folder.has("a"));
    EXPECT_EQ(queue.waiting(), 1U) << "it waits for another run";
    start();
    EXPECT_EQ(until<Starting>("a").attempt, 1);
    const Started started = until<Started>("a");
    EXPECT_GT(started.pid, 0);
    drain();
    EXPECT_TRUE(folder.has("a"));
    EXPECT_EQ(log, "<a<a>a");
}

TEST_F(ActionRunTest, StartTicksAreThoseOfTheSystem) {
    add(action("a", "1", "read -r line < " + (folder / "fifo") + "; cat /proc/$$/stat"));
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
    start();
    const Started started = until<Started>("a");
    if (started.start_ticks == 0) GTEST_SKIP() << "this platform does not tell when a process started";
    std::ofstream(folder / "fifo") << "go\n";
    std::string stat = until<Ended>("a").end.output.head;
    std::istringstream fields(stat.substr(stat.rfind(')') + 2));
    std::string field;
    for (int i = 3; i <= 22; ++i)
        fields >> field;
    EXPECT_EQ(field, std::to_string(started.start_ticks));
}

TEST_F(ActionRunTest, WorkersAreNumberedAndLimitHowManyRun) {
    for (const char* const id : {"a", "b", "c"})
        add(action(id, id, "while [ ! -e " + (folder / id) + " ]; do sleep 0.01; done"));
    start(2);
    EXPECT_EQ(until<Starting>("a").active, 1U);
    const Starting second = until<Starting>("b");
    EXPECT_EQ(second.worker, 2U);
    EXPECT_EQ(second.active, 2U);
    EXPECT_EQ(second.workers, 2U);
    until<Started>("b");
    folder.touch("a");
    until<Ended>("a");
    EXPECT_EQ(log, "<a<b>a") << "a third did not start before one had ended";
    EXPECT_EQ(until<Starting>("c").worker, 1U);
    folder.touch("b");
    folder.touch("c");
    drain();
    EXPECT_EQ(ends.size(), 3U);
}

TEST_F(ActionRunTest, WorkersMayChangeMeanwhile) {
    for (const char* const id : {"a", "b", "c", "d"})
        add(action(id, id, "while [ ! -e " + (folder / id) + " ]; do sleep 0.01; done"));
    start();
    until<Started>("a");
    run->set_workers(3);
    until<Started>("c");
    run->set_workers(1);
    folder.touch("a");
    until<Ended>("a");
    folder.touch("b");
    until<Ended>("b");
    EXPECT_EQ(log.find("<d"), std::string::npos) << "c still runs";
    folder.touch("c");
    folder.touch("d");
    drain();
    EXPECT_EQ(ends.size(), 4U);
}

TEST_F(ActionRunTest, ACommandGetsOurEnvironmentAndItsOwn) {
    const auto made = with(action("a", "1", "echo $A $B; pwd; readlink /proc/self/fd/0"), [&](Action& a) {
        a.environment = {"B=own", "C=x=y"};
        a.directory = "/";
    });
    EXPECT_EQ(only_result(made).end.output.head.substr(0, 16), "inherited own\n/\n");
}

TEST_F(ActionRunTest, SaysWhatCannotBeStartedAndWhy) {
    std::filesystem::create_symlink("/tmp", folder / "link");
    const auto message = [&](const std::function<void(Action&)>& change) {
        run.reset();
        ends.clear();
        static int number = 0;
        const Ended ended = only_result(with(action("x" + std::to_string(++number), "1"), change));
        EXPECT_EQ(ended.end.outcome, ActionOutcome::NotStarted);
        EXPECT_EQ(ended.attempt, 1);
        return ended.end.message;
    };
    EXPECT_EQ(message([](Action& a) { a.command = {"no-such-program"}; }), "command not found: no-such-program");
    EXPECT_EQ(message([](Action& a) { a.command = {"/no/such"}; }),
              "/no/such cannot be started: No such file or directory");
    EXPECT_EQ(message([](Action& a) { a.directory = "/nowhere"; }),
              "/bin/sh cannot be started: the directory /nowhere cannot be entered: No such file or directory");
    EXPECT_EQ(message([](Action& a) { a.output_file = "/nowhere/log"; }),
              "the output file /nowhere/log cannot be opened: No such file or directory");
    const std::string link = folder / "link";
    EXPECT_EQ(
        message([&](Action& a) { a.output_file = link; }),
        "the output file " + link + " cannot be opened: Too many levels of symbolic links (it is a symbolic link)");
    EXPECT_EQ(message([&](Action& a) { a.lock_file = link; }),
              "the lock file " + link + " cannot be opened: Too many levels of symbolic links (it is a symbolic link)");
    std::ofstream(folder / "script") << "#!/no/interpreter\n";
    ::chmod((folder / "script").c_str(), 0700);
    EXPECT_EQ(message([&](Action& a) { a.command = {folder / "script"}; }),
              (folder / "script") +
                  " cannot be started: the interpreter that it names is missing: No such file or directory");
}

TEST_F(ActionRunTest, TheCommandItselfWritesItsOutputFile) {
    std::ofstream(folder / "log") << "before\n";
    const Ended ended = only_result(with(action("a", "1", "echo out; echo err >&2; ls -l /proc/self/fd | grep -c pipe"),
                                         [&](Action& a) { a.output_file = folder / "log"; }));
    EXPECT_EQ(ended.end.output.head, "");
    EXPECT_EQ(folder.text("log").substr(0, 15), "before\nout\nerr\n");
    run.reset();
    only_result(with(action("b", "1", "umask 077; echo x"), [&](Action& a) { a.output_file = folder / "new"; }));
    struct stat info {};
    ASSERT_EQ(::stat((folder / "new").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(ActionRunTest, AHeldLockIsPassedOverAndTheCommandHoldsItsOwn) {
    const std::string lock = folder / "lock";
    const core::UniqueFd stranger(::open(lock.c_str(), O_RDWR | O_CREAT, 0600));
    ASSERT_EQ(::flock(stranger.get(), LOCK_EX), 0);
    add(with(action("a", "1",
                    "touch " + (folder / "runs") + "; while [ ! -e " + (folder / "go") + " ]; do sleep 0.01; done"),
             [&](Action& a) { a.lock_file = lock; }));
    add(action("b", "1"));
    start();
    until<Ended>("b");
    EXPECT_EQ(log, "<b>b") << "the other one neither starts nor holds the only worker or the target";
    ::flock(stranger.get(), LOCK_UN);
    until<Started>("a");
    wait_until([&] { return folder.has("runs"); });
    EXPECT_NE(::flock(stranger.get(), LOCK_EX | LOCK_NB), 0) << "it is held while the command runs";
    folder.touch("go");
    until<Ended>("a");
    EXPECT_EQ(::flock(stranger.get(), LOCK_EX | LOCK_NB), 0) << "and not longer, by nobody";
    drain();
}

TEST_F(ActionRunTest, TwoOfOneLockRunOneAfterTheOther) {
    for (const char* const id : {"a", "b", "c"})
        add(with(action(id, id, "echo + >> " + (folder / "log") + "; sleep 0.02; echo - >> " + (folder / "log")),
                 [&](Action& a) { a.lock_file = folder / "lock"; }));
    start(3);
    drain();
    EXPECT_EQ(folder.text("log"), "+\n-\n+\n-\n+\n-\n");
}

TEST_F(ActionRunTest, ATimeoutEndsTheWholeGroupThoughItIgnoresTheSignal) {
    const auto made = with(action("a", "1",
                                  "trap '' TERM INT; (trap '' TERM INT; echo $! $$; touch " + (folder / "ready") +
                                      "; while :; do sleep 0.05; done) & echo $! > " + (folder / "pid") + "; wait"),
                           [](Action& a) {
                               a.timeout = 300ms;
                               a.stop_grace = 50ms;
                           });
    const Ended ended = only_result(made);
    EXPECT_EQ(ended.end.outcome, ActionOutcome::Timeout);
    EXPECT_EQ(ended.end.signal, SIGKILL);
    EXPECT_EQ(ended.end.message, "/bin/sh was stopped: it took longer than its timeout of 0.3 s");
    const pid_t grandchild = std::stoi("0" + folder.text("pid"));
    if (grandchild > 0) wait_until([&] { return !lives(grandchild); });
}

TEST_F(ActionRunTest, OnceItHasObeyedWhatIsLeftOfItsGroupIsKilled) {
    add(with(action("a", "1",
                    "trap 'exit 7' INT; (trap '' TERM INT; exec sleep 1000) & echo $! > " + (folder / "pid") +
                        "; touch " + (folder / "ready") + "; while :; do wait; done"),
             [](Action& a) { a.stop_signal = SIGINT; }));
    start();
    until<Started>("a");
    wait_until([&] { return folder.has("ready"); });
    run->stop(true);
    const Ended ended = until<Ended>("a");
    EXPECT_EQ(ended.end.outcome, ActionOutcome::Interrupted);
    EXPECT_EQ(ended.end.code, 7);
    const pid_t grandchild = std::stoi(folder.text("pid"));
    wait_until([&] { return !lives(grandchild); });
}

TEST_F(ActionRunTest, StoppingLetsRunningOnesFinishAndCancelsTheOthers) {
    add(action("a", "1", "while [ ! -e " + (folder / "go") + " ]; do sleep 0.01; done"));
    add(action("b", "2"));
    add(after("c", "3", {"b"}));
    start();
    until<Started>("a");
    run->stop(false);
    add(action("d", "4"));
    EXPECT_EQ(until<Ended>("b").attempt, 0);
    folder.touch("go");
    drain();
    EXPECT_EQ(outcome("a"), ActionOutcome::Ok);
    for (const char* const id : {"b", "c", "d"})
        EXPECT_EQ(outcome(id), ActionOutcome::Cancelled) << id;
    EXPECT_EQ(queue.waiting(), 0U);
}

TEST_F(ActionRunTest, WhatIsStoppedBetweenItsAnnouncementAndItsStartIsCancelled) {
    add(action("a", "1", "touch " + (folder / "a")));
    start();
    until<Starting>("a");
    run->stop(false);
    drain();
    EXPECT_EQ(outcome("a"), ActionOutcome::Cancelled);
    EXPECT_FALSE(folder.has("a"));
}

TEST_F(ActionRunTest, AFailureIsTriedAgainAndEndsOnce) {
    add(with(action("a", "1", "echo x >> " + (folder / "tries") + "; [ $(wc -l < " + (folder / "tries") + ") = 3 ]"),
             [](Action& a) { a.max_attempts = 5; }));
    add(action("b", "1"));
    add(action("c", "2"));
    start();
    drain();
    EXPECT_EQ(outcome("a"), ActionOutcome::Ok);
    EXPECT_EQ(ends.at("a").attempt, 3);
    EXPECT_LT(log.find(">c"), log.find(">a")) << "the pause holds no worker";
    EXPECT_LT(log.find(">a"), log.find("<b")) << "but its target";
}

TEST_F(ActionRunTest, WhoWaitsForAnotherAttemptIsCancelledAtOnce) {
    add(with(action("a", "1", "exit 1"), [](Action& a) { a.max_attempts = 1000; }));
    add(action("b", "2"));
    start();
    until<Starting>("b");
    run->stop(false);
    drain();
    EXPECT_EQ(outcome("a"), ActionOutcome::Cancelled);
    EXPECT_EQ(ends.at("a").attempt, 1);
}

TEST_F(ActionRunTest, WhatComesAfterAFailureIsSkipped) {
    add(action("a", "1", "exit 1"));
    add(after("b", "2", {"a"}));
    start(2);
    drain();
    EXPECT_EQ(outcome("b"), ActionOutcome::Skipped);
    EXPECT_EQ(ends.at("b").end.message, "it was to come after \"a\", which has not ended ok");
    EXPECT_EQ(ends.at("b").worker, 0U);
}

TEST_F(ActionRunTest, TheEndOfACommandIsNotThatOfItsStreams) {
    add(action("a", "1", "sleep 1000 & echo $! > " + (folder / "pid") + "; echo done"));
    start();
    EXPECT_EQ(until<Ended>("a").end.output.head, "done\n");
    const pid_t left = std::stoi(folder.text("pid"));
    EXPECT_TRUE(lives(left)) << "it ended by itself: what it left is not ours";
    ::kill(left, SIGKILL);
}

TEST_F(ActionRunTest, TheEndOfItsStreamsIsNotThatOfACommand) {
    add(action("a", "1",
               "exec >&- 2>&-; touch " + (folder / "ready") + "; while [ ! -e " + (folder / "go") +
                   " ]; do sleep 0.01; done; exit 4"));
    start();
    until<Started>("a");
    wait_until([&] { return folder.has("ready"); });
    folder.touch("go");
    EXPECT_EQ(until<Ended>("a").end.code, 4);
}

TEST_F(ActionRunTest, AGigabyteOfOutputIsHeadAndTail) {
    const std::uint64_t size = 1'000'000'000;
    add(with(action("a", "1"), [&](Action& a) {
        a.command = {"/bin/sh", "-c", "echo first; head -c " + std::to_string(size) + " /dev/zero; echo last"};
    }));
    start();
    const process::CapturedOutput output = until<Ended>("a").end.output;
    EXPECT_EQ(output.head.substr(0, 6), "first\n");
    EXPECT_EQ(output.tail.substr(output.tail.size() - 5), "last\n");
    EXPECT_EQ(output.head.size() + output.tail.size() + output.dropped, size + 11);
    EXPECT_LE(output.head.size() + output.tail.size(), 65'536U);
}

TEST_F(ActionRunTest, OutputThatNobodyTakesIsCounted) {
    const std::size_t size = 5'000'000;
    constexpr std::size_t pipe = 65'536;  // what is left in it may be told while we take
    add(action("a", "1", "head -c " + std::to_string(size) + " /dev/zero"));
    start(1, true);
    const pid_t pid = until<Started>("a").pid;
    wait_until([&] { return ::kill(pid, 0) != 0; });
    std::size_t told = 0;
    std::optional<ActionRun::Event> event = next();
    for (; std::holds_alternative<Output>(*event); event = next())
        told += std::get<Output>(*event).text.size();
    EXPECT_LE(told, (std::size_t{1} << 20) + pipe);
    EXPECT_GT(told, 0U);
    EXPECT_EQ(told + std::get<Ended>(*event).end.untold, size);
}

TEST_F(ActionRunTest, OutputIsToldByStreamsAndBeforeTheResult) {
    add(action("a", "1", "echo out; echo err >&2"));
    start(1, true);
    std::map<bool, std::string> texts;
    while (const auto event = next()) {
        if (const auto* const output = std::get_if<Output>(&*event)) {
            EXPECT_TRUE(ends.empty());
            texts[output->is_error] += output->text;
        }
    }
    EXPECT_EQ(texts, (std::map<bool, std::string>{{false, "out\n"}, {true, "err\n"}}));
}

TEST_F(ActionRunTest, LeavingARunKillsAtOnceAndLeavesNothing) {
    const std::size_t before = open_descriptors();
    std::vector<pid_t> pids;
    for (const char* const id : {"a", "b", "c"})
        add(action(id, id, "trap '' TERM; while :; do sleep 0.05; done"));
    start(2);
    pids.push_back(until<Started>("a").pid);
    pids.push_back(until<Started>("b").pid);
    EXPECT_EQ(run->abandon().size(), 2U);
    run.reset();
    for (const pid_t pid : pids)
        EXPECT_FALSE(lives(pid));
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_EQ(queue.waiting(), 1U);
    EXPECT_EQ(queue.running(), 0U);
}

TEST_F(ActionRunTest, HundredsOfCommandsLeaveNothing) {
    const std::size_t before = open_descriptors();
    for (int i = 0; i < 300; ++i)
        add(action(std::to_string(i), std::to_string(i % 60), "exit " + std::to_string(i % 3)));
    start(50);
    drain();
    ASSERT_EQ(ends.size(), 300U);
    for (const auto& [id, ended] : ends)
        EXPECT_EQ(ended.end.code, std::stoi(id) % 3);
    EXPECT_EQ(open_descriptors(), before + 1) << "the run's own flag";
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD) << "no zombie";
}

TEST_F(ActionRunTest, AnExitCodeThatWasTakenAwayIsSaidToBe) {
    const auto previous = ::signal(SIGCHLD, SIG_IGN);
    const Ended ended = only_result(action("a", "1", "exit 3"));
    ::signal(SIGCHLD, previous);
    EXPECT_EQ(ended.end.outcome, ActionOutcome::Failed);
    EXPECT_FALSE(ended.end.code);
    EXPECT_NE(ended.end.message.find("took its exit code away"), std::string::npos) << ended.end.message;
}

}  // namespace
}  // namespace photolibrary::schedule
