#include "analysis/analyse.hpp"
#include "binding/php_photolibrary.hpp"
#include "core/cpu.hpp"
#include "image/formats.hpp"
#include "image/library_versions.hpp"
#include "net/curl_library.hpp"
#include "net/exchange.hpp"
#include "schedule/decode/isolation.hpp"
#include "schedule/decode/thread_runtime.hpp"
#include "schedule/library_version.hpp"
#include "schedule/stage.hpp"

extern "C" {
#include "ext/standard/info.h"
}

namespace photolibrary::binding {
namespace {

void version_row(const std::string& name, const std::string& compiled, const std::string& running) {
    php_info_print_table_row(3, name.c_str(), compiled.empty() ? "headers only" : compiled.c_str(),
                             running.empty() ? "not loaded yet" : running.c_str());
}

void number_row(const char* name, std::uint64_t value) {
    php_info_print_table_row(2, name, std::to_string(value).c_str());
}

std::string sandbox() {
    std::string list;
    for (const std::string& name : schedule::available_confinement())
        list += (list.empty() ? "" : ", ") + name;
    return list.empty() ? "none" : list;
}

}  // namespace

void print_info() {
    php_info_print_table_start();
    php_info_print_table_row(2, "photolibrary", PHP_PHOTOLIBRARY_VERSION);
    php_info_print_table_row(2, "Palette algorithm", analysis::algorithm_stamp().c_str());
    php_info_print_table_row(2, "Decoders", image::decoders_of_formats().c_str());
    php_info_print_table_row(
        2, "Modes", schedule::has_isolated_processes() ? "sequential, workers, processes" : "sequential, workers");
    php_info_print_table_row(2, "Sandbox of processes", sandbox().c_str());
    php_info_print_table_end();

    php_info_print_table_start();
    php_info_print_table_header(3, "Library", "Compiled", "Running");
    for (const image::LibraryVersion& library : image::library_versions()) {
        version_row(library.name, library.compiled, library.running);
    }
    const schedule::TbbVersion tbb = schedule::tbb_version();
    version_row("oneTBB", tbb.compiled, tbb.running);
    version_row("libcurl", net::compiled_curl_version(), net::running_curl_version());
    php_info_print_table_end();

    const analysis::Options defaults;
    php_info_print_table_start();
    php_info_print_table_header(2, "Limit", "Value");
    number_row("Usable CPUs", static_cast<std::uint64_t>(core::usable_cpus()));
    number_row("Most workers", schedule::ThreadRuntime::max_threads);
    number_row("Default maxPixels", defaults.limits.max_pixels);
    number_row("Default maxBytes", defaults.limits.max_bytes);
    number_row("Default maxMemory", defaults.limits.max_memory);
    number_row("Bytes in flight, a batch", schedule::max_bytes_in_flight);
    const net::HttpOptions http;
    number_row("Default HTTP concurrency", static_cast<std::uint64_t>(http.concurrency));
    number_row("Default HTTP connections to a host", static_cast<std::uint64_t>(http.per_host));
    php_info_print_table_end();
}

}  // namespace photolibrary::binding
