// Peers of the benchmark that are C libraries, each asked file by file in one long-running process.
//
//   native libjpeg           bare libjpeg-turbo: decodes a JPEG at the scale that photolibrary chooses, every row, and
//                            makes no palette of it. The floor of what decoding by libjpeg costs.
//   native vips_thumbnail    libvips' thumbnail to 256 pixels, with all its pixels computed, and no palette
//
// A line on STDIN: a path, a tab, a number of colours. A line on STDOUT: "ok", microseconds of processor time since the
// line was read, and here no colours; or "error" and a message.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include <jpeglib.h>  // needs cstdio

namespace {

std::int64_t spent() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * std::int64_t{1'000'000} + usage.ru_utime.tv_usec +
           usage.ru_stime.tv_usec;
}

/// The buffer is kept from file to file.
void read_file(const std::string& path, std::vector<unsigned char>& bytes) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (fd < 0 || ::fstat(fd, &status) != 0) throw std::runtime_error("cannot be opened");
    bytes.resize(static_cast<std::size_t>(status.st_size));
    const ssize_t got = ::read(fd, bytes.data(), bytes.size());
    ::close(fd);
    if (got != static_cast<ssize_t>(bytes.size())) throw std::runtime_error("cannot be read");
}

// ---- libjpeg-turbo ----

struct Errors {
    jpeg_error_mgr manager;
    std::jmp_buf jump;
};

void leave(j_common_ptr info) {
    std::longjmp(reinterpret_cast<Errors*>(info->err)->jump, 1);
}

/// The smallest of 1, 2, 4 and 8 eighths whose short side keeps at least 128 pixels.
unsigned eighths_of(const jpeg_decompress_struct& info) {
    const unsigned short_side = info.image_width < info.image_height ? info.image_width : info.image_height;
    unsigned eighths = 1;
    while (eighths < 8 && (short_side * eighths + 7) / 8 < 128)
        eighths *= 2;
    return eighths;
}

/// False if it is no JPEG that libjpeg decodes. Owns nothing: a jump out of libjpeg leaves it as it is.
bool decode(const std::vector<unsigned char>& bytes, std::vector<unsigned char>& row) {
    jpeg_decompress_struct info;
    Errors errors;
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = leave;
    errors.manager.output_message = [](j_common_ptr) {};
    jpeg_create_decompress(&info);
    if (setjmp(errors.jump) != 0) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_mem_src(&info, bytes.data(), bytes.size());
    jpeg_read_header(&info, TRUE);
    info.scale_num = eighths_of(info);
    info.scale_denom = 8;
    jpeg_start_decompress(&info);
    JSAMPROW rows[] = {row.data()};
    while (info.output_scanline < info.output_height)
        jpeg_read_scanlines(&info, rows, 1);
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return true;
}

void ask_libjpeg(const std::string& path) {
    static std::vector<unsigned char> bytes;
    static std::vector<unsigned char> row(4 * JPEG_MAX_DIMENSION);
    read_file(path, bytes);
    if (!decode(bytes, row)) throw std::runtime_error("libjpeg does not decode it");
}

// ---- libvips ----

void ask_vips_thumbnail(const std::string& path) {
    VipsImage* image = nullptr;
    if (vips_thumbnail(path.c_str(), &image, 256, "height", 256, nullptr) != 0) {
        const std::string message = vips_error_buffer();
        vips_error_clear();
        throw std::runtime_error(message.substr(0, message.find('\n')));
    }
    std::size_t size = 0;
    void* const pixels = vips_image_write_to_memory(image, &size);
    g_object_unref(image);
    if (pixels == nullptr) throw std::runtime_error("vips_thumbnail gives no pixels");
    g_free(pixels);
}

}  // namespace

int main(int argc, char** argv) {
    const std::string peer = argc == 2 ? argv[1] : "";
    if (peer != "libjpeg" && peer != "vips_thumbnail") {
        std::cerr << "usage: native libjpeg|vips_thumbnail\n";
        return 2;
    }
    if (peer == "vips_thumbnail") {
        if (VIPS_INIT(argv[0]) != 0) return 1;
        vips_concurrency_set(1);
        vips_cache_set_max(0);
    }
    for (std::string line; std::getline(std::cin, line);) {
        const std::int64_t start = spent();
        try {
            const std::string path = line.substr(0, line.find('\t'));
            peer == "libjpeg" ? ask_libjpeg(path) : ask_vips_thumbnail(path);
            std::cout << "ok\t" << spent() - start << '\t' << std::endl;
        } catch (const std::exception& exception) {
            std::cout << "error\t" << exception.what() << std::endl;
        }
    }
    return 0;
}
