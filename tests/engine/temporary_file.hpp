#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace photolibrary::testing {

/// A file that ends with its scope.
class TemporaryFile {
  public:
    explicit TemporaryFile(std::string_view content = {})
        : path_(std::filesystem::temp_directory_path() /
                ("photolibrary-" + std::to_string(::getpid()) + '-' + std::to_string(next_number()))) {
        std::ofstream(path_) << content;
    }
    ~TemporaryFile() { std::filesystem::remove(path_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    std::string path() const { return path_.string(); }
    void resize(std::uintmax_t size) { std::filesystem::resize_file(path_, size); }
    std::string content() const {
        std::ifstream file(path_);
        return {std::istreambuf_iterator<char>(file), {}};
    }

  private:
    static int next_number() {
        static std::atomic<int> number = 0;
        return ++number;
    }

    std::filesystem::path path_;
};

}  // namespace photolibrary::testing
