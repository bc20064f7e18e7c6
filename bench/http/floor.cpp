// The floor of the HTTP benchmark: what libcurl itself costs, without PHP and without a thread of its own.
//
//   floor CONCURRENCY PORT
//
// Reads and answers lines as client.php does. One loop of curl_multi_poll, easy handles that are used again, as many
// requests under way as are allowed, every body kept whole in memory until it is complete, counted and dropped.
#include <curl/curl.h>
#include <malloc.h>
#include <sys/resource.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr int kFiles = 8;
constexpr int kHosts = 2;

std::int64_t spent() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * std::int64_t{1'000'000} + usage.ru_utime.tv_usec +
           usage.ru_stime.tv_usec;
}

std::int64_t now() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * std::int64_t{1'000'000} + time.tv_nsec / 1000;
}

struct Work {
    int requests = 0;
    std::size_t bytes = 0;
    std::string prefix;
};

struct Release {
    void operator()(void* memory) const { std::free(memory); }
};

/// One request under way: its handle, and its body in a block of the size that the server announced.
class Transfer {
  public:
    Transfer() : easy_(curl_easy_init()) {
        if (easy_ == nullptr) throw std::runtime_error("libcurl gives no handle");
        curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &Transfer::write);
        curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
        curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
        curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy_, CURLOPT_BUFFERSIZE, 128L << 10);  // 64 kB and 512 kB are slower
        curl_easy_setopt(easy_, CURLOPT_PROXY, "");
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() { curl_easy_cleanup(easy_); }

    void start(CURLM* multi, const std::string& url, std::size_t expected) {
        expected_ = expected;
        size_ = 0;
        curl_easy_setopt(easy_, CURLOPT_URL, url.c_str());
        curl_multi_add_handle(multi, easy_);
    }

    void finish(CURLM* multi, CURLcode code) {
        curl_multi_remove_handle(multi, easy_);
        body_.reset();
        if (code != CURLE_OK) throw std::runtime_error(curl_easy_strerror(code));
        if (size_ != expected_) throw std::runtime_error("a body has not the size it should have");
    }

  private:
    static std::size_t write(char* data, std::size_t, std::size_t size, void* self) {
        return static_cast<Transfer*>(self)->append(data, size);
    }

    std::size_t append(const char* data, std::size_t size) {
        if (!body_) {
            curl_off_t length = 0;
            curl_easy_getinfo(easy_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
            capacity_ = static_cast<std::size_t>(length > 0 ? length : 0);
            body_.reset(static_cast<char*>(std::malloc(capacity_)));
        }
        if (!body_ || size > capacity_ - size_) return 0;
        std::memcpy(body_.get() + size_, data, size);
        size_ += size;
        return size;
    }

    CURL* easy_;
    std::unique_ptr<char, Release> body_;
    std::size_t capacity_ = 0;
    std::size_t size_ = 0;
    std::size_t expected_ = 0;
};

class Loop {
  public:
    Loop(int concurrency, std::string port) : multi_(curl_multi_init()), port_(std::move(port)) {
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(concurrency));
        for (int i = 0; i < concurrency; ++i)
            transfers_.push_back(std::make_unique<Transfer>());
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;
    ~Loop() {
        transfers_.clear();
        curl_multi_cleanup(multi_);
    }

    void run(const Work& work) {
        started_ = 0;
        for (auto& transfer : transfers_)
            start_next(*transfer, work);
        for (int done = 0; done < work.requests;) {
            int running = 0;
            curl_multi_perform(multi_, &running);
            int queued = 0;
            while (CURLMsg* message = curl_multi_info_read(multi_, &queued)) {
                if (message->msg != CURLMSG_DONE) continue;
                const CURLcode code = message->data.result;
                Transfer* transfer = nullptr;
                curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
                transfer->finish(multi_, code);
                ++done;
                start_next(*transfer, work);
            }
            if (done < work.requests) curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
        }
    }

  private:
    void start_next(Transfer& transfer, const Work& work) {
        if (started_ == work.requests) return;
        const int number = started_++;
        const std::string url = "http://127.0.0." + std::to_string(1 + number % kHosts) + ":" + port_ + work.prefix +
                                "/" + std::to_string(work.bytes) + "/" + std::to_string(number % kFiles);
        transfer.start(multi_, url, work.bytes + static_cast<std::size_t>(number % kFiles));
    }

    CURLM* multi_;
    std::string port_;
    std::vector<std::unique_ptr<Transfer>> transfers_;
    int started_ = 0;
};

void serve(Loop& loop) {
    for (std::string line; std::getline(std::cin, line);) {
        Work work;
        std::istringstream(line) >> work.requests >> work.bytes >> work.prefix;
        const std::int64_t cpu = spent();
        const std::int64_t start = now();
        try {
            loop.run(work);
            std::cout << "ok\t" << spent() - cpu << '\t' << now() - start << std::endl;
        } catch (const std::exception& error) {
            std::cout << "error\t" << error.what() << std::endl;
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: floor CONCURRENCY PORT\n";
        return 2;
    }
    // Blocks of a body's size stay in the heap: given back to the system after each body, their pages would have to be
    // made anew for the next, and that is most of what such a loop costs.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    {
        Loop loop(std::atoi(arguments[1]), arguments[2]);
        serve(loop);
    }
    curl_global_cleanup();
    return 0;
}
