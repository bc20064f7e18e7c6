// The engine without PHP: analyses files and prints one line for each. For sanitizers, fuzzing and profiling.
//
//   engine_host [--colors=N] [--style=accent|representative] [--workers=N] [--processes=N] [--timeout=SECONDS]
//               [--max-memory=BYTES] [--quiet] FILE...
//   engine_host --serve     as what decoding processes are forked from
//
// A line: PATH <tab> WIDTHxHEIGHT <tab> DECODER METHOD <tab> #rrggbb SHARE ...
//     or: PATH <tab> failed: REASON <tab> MESSAGE
// Exit status: 0 whatever became of the files, 1 if the engine could not run, 2 for bad usage.
#include <poll.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "schedule/decode/isolation.hpp"
#include "schedule/make_batch.hpp"

namespace photolibrary {
namespace {

constexpr const char* identity = "engine_host";

struct Request {
    analysis::Options options;
    schedule::Parallelism parallelism;
    bool quiet = false;
    std::vector<std::string> files;
};

template <class Number>
bool parse(std::string_view text, Number low, Number high, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && number >= low && number <= high;
}

bool parse_flag(std::string_view flag, Request& request) {
    const auto value_of = [flag](std::string_view name) -> std::optional<std::string_view> {
        if (!flag.starts_with(name)) return std::nullopt;
        return flag.substr(name.size());
    };
    if (flag == "--quiet") return request.quiet = true;
    if (flag == "--style=accent") return true;
    if (flag == "--style=representative") {
        request.options.style = palette::Style::Representative;
        return true;
    }
    if (const auto value = value_of("--colors=")) return parse(*value, 1, 32, request.options.colors);
    if (const auto value = value_of("--max-memory=")) {
        return parse(*value, std::uint64_t{1}, std::uint64_t{1} << 40, request.options.limits.max_memory);
    }
    if (const auto value = value_of("--timeout=")) {
        int seconds = 0;
        if (!parse(*value, 1, 86'400, seconds)) return false;
        request.options.timeout = std::chrono::seconds(seconds);
        return true;
    }
    if (const auto value = value_of("--workers=")) {
        if (request.parallelism.mode == schedule::Mode::Sequential) request.parallelism.mode = schedule::Mode::Workers;
        return parse(*value, 1, 256, request.parallelism.workers);
    }
    if (const auto value = value_of("--processes=")) {
        request.parallelism.mode = schedule::Mode::Processes;
        return parse(*value, 1, 256, request.parallelism.processes);
    }
    return false;
}

std::optional<Request> parse_arguments(int argc, char** argv) {
    Request request;
    for (int i = 1; i < argc; ++i) {
        if (std::strncmp(argv[i], "--", 2) != 0) {
            request.files.emplace_back(argv[i]);
        } else if (!parse_flag(argv[i], request)) {
            std::fprintf(stderr, "engine_host: do not know %s\n", argv[i]);
            return std::nullopt;
        }
    }
    if (request.files.empty()) {
        std::fputs(
            "usage: engine_host [--colors=N] [--style=accent|representative] [--workers=N] [--processes=N] FILE...\n",
            stderr);
        return std::nullopt;
    }
    return request;
}

const char* name_of(image::Method method) {
    static constexpr const char* names[] = {"scaled", "dc_pass", "full", "thumbnail"};
    return names[static_cast<int>(method)];
}

void print(const schedule::Result& result) {
    const auto& outcome = result.outcome;
    if (!outcome) {
        std::printf("%s\tfailed: %s\t%s\n", result.source.c_str(),
                    std::string(core::to_string(outcome.failure().reason)).c_str(), outcome.failure().message.c_str());
        return;
    }
    const analysis::Analysis& analysis = *schedule::analysis_of(result);
    std::printf("%s\t%ux%u\t%s %s\t", result.source.c_str(), analysis.width, analysis.height,
                std::string(image::to_string(analysis.decode.decoder)).c_str(), name_of(analysis.decode.method));
    for (const palette::Swatch& swatch : analysis.palette.swatches) {
        std::printf(" #%06x %.6f", swatch.color.packed(), swatch.share);
    }
    std::putchar('\n');
}

void wait_for(schedule::Batch& batch) {
    pollfd waiting{batch.ready_fd(), POLLIN, 0};
    ::poll(&waiting, 1, -1);
}

/// This program is its own decoding process.
schedule::ChildPolicy children() {
    schedule::ChildPolicy policy;
    if (!schedule::has_isolated_processes()) return policy;
    policy.program = {{{std::filesystem::canonical("/proc/self/exe"), "--serve"}}, identity, {}};
    return policy;
}

/// In the order of the files.
void run(const Request& request) {
    auto created = schedule::make_image_batch(request.parallelism, request.options, true, children());
    if (!created) throw std::runtime_error(created.failure().message);
    const auto& batch = created.value();
    std::size_t next = 0;
    while (!batch->finished()) {
        while (batch->has_room() && next < request.files.size()) {
            const std::string& path = request.files[next++];
            batch->submit(analysis::File{path, path}, 0);
        }
        if (next == request.files.size() && !batch->closed()) batch->close();
        if (const auto result = batch->take()) {
            if (!request.quiet) print(*result);
        } else if (!batch->finished() && !batch->help(std::chrono::seconds(1))) {
            wait_for(*batch);
        }
    }
    if (batch->breakdown()) throw std::runtime_error(batch->breakdown()->message);
}

}  // namespace
}  // namespace photolibrary

int main(int argc, char** argv) {
    using namespace std::string_view_literals;
    try {
        if (argc == 2 && argv[1] == "--serve"sv) {
            photolibrary::schedule::serve_decoding_children(photolibrary::identity);
            std::fputs("engine_host: --serve is for engine_host itself\n", stderr);
            return 2;
        }
        const auto request = photolibrary::parse_arguments(argc, argv);
        if (!request) return 2;
        photolibrary::run(*request);
        return 0;
    } catch (const std::exception& exception) {
        std::fprintf(stderr, "engine_host: %s\n", exception.what());
        return 1;
    }
}
