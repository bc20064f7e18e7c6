// Runs a fuzz target without libFuzzer: over the files of a folder, then over mutations of each. The same files give
// the same inputs everywhere, so a finding comes back.
//
//   fuzz_TARGET [--mutations=N] [--longest=BYTES] FOLDER|FILE...
//
// An input that breaks a promise, or takes more than 30 seconds, is written to finding-fuzz_TARGET in the current
// folder; give that file as the only argument to see it again.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

#include "fuzz/fuzz.hpp"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#endif

namespace {

using Input = std::string;

constexpr unsigned seconds_an_input = 30;

struct Request {
    std::size_t mutations = 0;
    std::size_t longest = 64U << 10;
    std::vector<std::filesystem::path> files;
};

/// A small generator with the same numbers everywhere (xorshift64*, Vigna 2016).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed | 1) {}

    std::size_t below(std::size_t bound) {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return static_cast<std::size_t>((state_ * 0x2545F4914F6CDD1DULL) >> 32) % bound;
    }
    char byte() { return static_cast<char>(below(256)); }

  private:
    std::uint64_t state_;
};

/// FNV-1a.
std::uint64_t hash(std::string_view bytes) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return hash;
}

// ---- the input that is being tried, for whoever ends the process ----

const char* finding_path = "finding";
std::string_view current;

/// Only what a signal handler may do.
void save_finding() {
    const int fd = ::open(finding_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) return;
    for (std::string_view rest = current; !rest.empty();) {
        const ssize_t written = ::write(fd, rest.data(), rest.size());
        if (written <= 0) break;
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    ::close(fd);
}

void on_signal(int signal) {
    save_finding();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void watch() {
    for (const int signal : {SIGABRT, SIGALRM, SIGTERM})
        std::signal(signal, on_signal);
#ifdef __SANITIZE_ADDRESS__
    __sanitizer_set_death_callback(save_finding);
#endif
}

void try_input(const Input& input) {
    // A copy of exactly this size: a byte too far is outside of it.
    const auto bytes = std::make_unique<std::uint8_t[]>(input.size());
    std::copy(input.begin(), input.end(), bytes.get());
    current = input;
    ::alarm(seconds_an_input);
    LLVMFuzzerTestOneInput(bytes.get(), input.size());
    ::alarm(0);
}

// ---- mutations ----

/// Half of the places are in the header, where changes do most.
std::size_t place(const Input& input, Random& random) {
    constexpr std::size_t head = 600;
    return random.below(random.below(2) == 0 ? std::min(head, input.size()) : input.size());
}

void change(Input& input, const Input& other, Random& random) {
    const std::size_t at = place(input, random);
    const std::size_t count = 1 + random.below(std::min<std::size_t>(64, input.size() - at));
    switch (random.below(8)) {
        case 0:
            input[at] = random.byte();
            break;
        case 1:
            input[at] = static_cast<char>(input[at] ^ (1 << random.below(8)));
            break;
        case 2:
            input[at] = static_cast<char>(input[at] + (random.below(2) == 0 ? 1 : -1));
            break;
        case 3:
            input.replace(at, std::min<std::size_t>(4, input.size() - at), random.below(2) == 0 ? 4 : 2,
                          random.below(2) == 0 ? '\xFF' : '\0');
            break;
        case 4:
            input.insert(at, input, place(input, random), count);
            break;
        case 5:
            if (input.size() > count) input.erase(at, count);
            break;
        case 6:
            input.replace(at, count, other, random.below(other.size()), count);
            break;
        default:
            input.insert(at, count, random.byte());
            break;
    }
}

Input mutated(const Input& seed, const Input& other, std::size_t longest, Random& random) {
    Input input = seed;
    for (std::size_t i = 1 + random.below(6); i > 0; --i)
        change(input, other, random);
    if (random.below(8) == 0) input.resize(1 + random.below(input.size()));
    if (input.size() > longest) input.resize(longest);
    return input;
}

// ---- the run ----

bool parse(std::string_view text, std::size_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

void add_files(const std::filesystem::path& path, Request& request) {
    if (!std::filesystem::is_directory(path)) return request.files.push_back(path);
    for (const auto& entry : std::filesystem::directory_iterator(path))
        if (entry.is_regular_file()) request.files.push_back(entry.path());
}

std::optional<Request> request_of(std::span<char*> arguments) {
    constexpr std::string_view mutations = "--mutations=";
    constexpr std::string_view longest = "--longest=";
    Request request;
    for (const std::string_view argument : arguments) {
        if (argument.starts_with(mutations)) {
            if (!parse(argument.substr(mutations.size()), request.mutations)) return std::nullopt;
        } else if (argument.starts_with(longest)) {
            if (!parse(argument.substr(longest.size()), request.longest)) return std::nullopt;
        } else {
            add_files(argument, request);
        }
    }
    std::sort(request.files.begin(), request.files.end());
    return request.files.empty() ? std::nullopt : std::optional(request);
}

/// Whole, however long: a seed is also run as it is.
std::vector<Input> read(const std::vector<std::filesystem::path>& files) {
    std::vector<Input> inputs;
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        Input input{std::istreambuf_iterator<char>(file), {}};
        if (!input.empty()) inputs.push_back(std::move(input));
    }
    return inputs;
}

std::size_t run(const Request& request, const std::vector<Input>& seeds) {
    std::size_t tried = 0;
    for (std::size_t i = 0; i < seeds.size(); ++i) {
        try_input(seeds[i]);
        Random random(hash(seeds[i]));
        for (std::size_t mutation = 0; mutation < request.mutations; ++mutation)
            try_input(mutated(seeds[i], seeds[random.below(seeds.size())], request.longest, random));
        tried += 1 + request.mutations;
    }
    return tried;
}

}  // namespace

int main(int argc, char** argv) {
    const auto request = request_of(std::span(argv, static_cast<std::size_t>(argc)).subspan(1));
    if (!request) {
        std::fputs("usage: fuzz_TARGET [--mutations=N] [--longest=BYTES] FOLDER|FILE...\n", stderr);
        return 2;
    }
    const std::string finding = "finding-" + std::filesystem::path(argv[0]).filename().string();
    finding_path = finding.c_str();
    watch();
    const auto seeds = read(request->files);
    if (seeds.empty()) {
        std::fputs("there is no seed\n", stderr);
        return 1;
    }
    std::printf("%zu inputs of %zu seeds: no finding\n", run(*request, seeds), seeds.size());
    return 0;
}
