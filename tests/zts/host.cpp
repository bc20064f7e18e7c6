// A host with PHP in several threads at once, as servers have it, on PHP's embed SAPI:
//   host SCRIPT THREADS REQUESTS
// First each thread, alone, makes one sequential batch for each way in which a request can end. What that prints is
// what every later request of the same thread must print, whatever its mode and whatever the other threads do
// meanwhile.

#include "sapi/embed/php_embed.h"

#include <algorithm>
#include <array>
#include <barrier>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::array modes{"sequential", "threads", "processes", "threads in processes", "detected"};
constexpr std::array ends{"end",          "break",      "exit", "exception", "fatal error",
                          "memory limit", "time limit", "kept", "too slow"};

struct Run {
    std::string script;
    int threads;
    int requests;
};

struct Request {
    int thread;
    int number;
    std::size_t mode;
    std::size_t end;
};

using References = std::array<std::string, ends.size()>;

thread_local std::string output;

size_t collect(const char* text, size_t length) {
    output.append(text, length);
    return length;
}

std::string perform(const Run& run, const Request& request) {
    std::array words{run.script,
                     std::to_string(request.thread),
                     std::to_string(run.threads),
                     std::to_string(request.number),
                     std::string(modes[request.mode]),
                     std::string(ends[request.end])};
    std::array<char*, words.size()> arguments{};
    std::ranges::transform(words, arguments.begin(), [](std::string& word) { return word.data(); });
    output.clear();
    SG(request_info).argc = static_cast<int>(arguments.size());
    SG(request_info).argv = arguments.data();
    if (php_request_startup() == FAILURE) return "the request did not start";
    SG(headers_sent) = 1;
    SG(request_info).no_headers = 1;
    zend_file_handle file;
    zend_stream_init_filename(&file, run.script.c_str());
    php_execute_script(&file);
    zend_destroy_file_handle(&file);
    php_request_shutdown(nullptr);
    return output;
}

// Calls of PHP in a thread of its own, which PHP must get to know first.
template <class Work>
std::thread php_thread(Work work) {
    return std::thread([work] {
        ts_resource(0);
        work();
        ts_free_thread();
    });
}

std::vector<References> references(const Run& run) {
    std::vector<References> all(static_cast<std::size_t>(run.threads));
    for (int thread = 0; thread < run.threads; ++thread) {
        php_thread([&all, &run, thread] {
            for (std::size_t end = 0; end < ends.size(); ++end) {
                all[static_cast<std::size_t>(thread)][end] = perform(run, {thread, -1, 0, end});
            }
        }).join();
    }
    return all;
}

// Every mode with every end, in another order in each thread.
Request request(int thread, int number) {
    const auto step = static_cast<std::size_t>(number) * 7 + static_cast<std::size_t>(thread) * 11;
    return {thread, number, step % modes.size(), step % (modes.size() * ends.size()) / modes.size()};
}

int serve(const Run& run, int thread, const References& expected) {
    int differences = 0;
    for (int number = 0; number < run.requests; ++number) {
        const Request asked = request(thread, number);
        const std::string found = perform(run, asked);
        const std::string& wanted = expected[asked.end];
        if (found == wanted) continue;
        ++differences;
        std::printf("thread %d, request %d, %s, %s\nwanted:\n%s\nfound:\n%s\n", thread, number, modes[asked.mode],
                    ends[asked.end], wanted.c_str(), found.c_str());
    }
    return differences;
}

int serve_at_once(const Run& run, const std::vector<References>& expected) {
    std::vector<int> differences(expected.size());
    std::barrier start(run.threads);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < run.threads; ++thread) {
        threads.push_back(php_thread([&, thread] {
            start.arrive_and_wait();
            const auto own = static_cast<std::size_t>(thread);
            differences[own] = serve(run, thread, expected[own]);
        }));
    }
    int sum = 0;
    for (std::thread& thread : threads)
        thread.join();
    for (const int count : differences)
        sum += count;
    return sum;
}

// Without this, results that are all empty, or all the same, would be equal too.
bool are_distinct(const std::vector<References>& all) {
    std::vector<std::string> outputs;
    for (const References& own : all)
        outputs.insert(outputs.end(), own.begin(), own.end());
    std::ranges::sort(outputs);
    return std::ranges::adjacent_find(outputs) == outputs.end() &&
           outputs.front().find("\"swatches\"") != std::string::npos;
}

}  // namespace

int main(int argc, char** argv) {
    const std::span<char*> arguments(argv, static_cast<std::size_t>(argc));
    if (arguments.size() != 4) {
        std::fputs("usage: host SCRIPT THREADS REQUESTS\n", stderr);
        return 2;
    }
    const Run run{arguments[1], std::atoi(arguments[2]), std::atoi(arguments[3])};
    php_embed_module.ub_write = collect;
    if (php_embed_init(1, argv) == FAILURE) return 1;
    const std::vector<References> expected = references(run);
    int status = 1;
    if (!are_distinct(expected)) {
        std::printf("two of the threads and ends print the same, or no palette:\n%s\n",
                    expected.front().front().c_str());
    } else {
        const int differences = serve_at_once(run, expected);
        std::printf("%d threads with %d requests each: %d differ\n", run.threads, run.requests, differences);
        status = differences == 0 ? 0 : 1;
    }
    php_embed_shutdown();
    return status;
}
