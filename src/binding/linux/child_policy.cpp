#include "binding/child_policy.hpp"

#include <dlfcn.h>
#include <link.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyse.hpp"
#include "binding/php_photolibrary.hpp"
#include "process/command.hpp"

extern "C" {
#include "SAPI.h"
#include "php_ini.h"
}

namespace photolibrary::binding {
namespace {

/// Note NT_GNU_BUILD_ID of this module: two builds of one version differ in it.
struct BuildId {
    std::uintptr_t address_within;
    std::string hex;
};

void read_build_id(const ElfW(Phdr) & segment, ElfW(Addr) base, std::string& hex) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): where the loader has put the segment is given as a number
    const auto* bytes = reinterpret_cast<const unsigned char*>(base + segment.p_vaddr);
    const unsigned char* const end = bytes + segment.p_memsz;
    const auto padded = [](std::size_t size) { return (size + 3) & ~std::size_t{3}; };
    while (bytes + sizeof(ElfW(Nhdr)) <= end) {
        const auto* const note = reinterpret_cast<const ElfW(Nhdr)*>(bytes);
        const unsigned char* const content = bytes + sizeof *note + padded(note->n_namesz);
        if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == sizeof ELF_NOTE_GNU) {
            for (std::size_t i = 0; i < note->n_descsz; ++i) {
                static constexpr char digits[] = "0123456789abcdef";
                hex += {digits[content[i] >> 4], digits[content[i] & 15]};
            }
            return;
        }
        bytes = content + padded(note->n_descsz);
    }
}

int find_build_id(dl_phdr_info* module, std::size_t, void* data) {
    auto& wanted = *static_cast<BuildId*>(data);
    const auto* const first = module->dlpi_phdr;
    const auto* const last = first + module->dlpi_phnum;
    const bool is_ours = std::any_of(first, last, [&](const ElfW(Phdr) & segment) {
        return segment.p_type == PT_LOAD &&
               wanted.address_within - module->dlpi_addr - segment.p_vaddr < segment.p_memsz;
    });
    if (!is_ours) return 0;
    for (const auto* segment = first; segment != last; ++segment) {
        if (segment->p_type == PT_NOTE) read_build_id(*segment, module->dlpi_addr, wanted.hex);
    }
    return 1;
}

/// Must be equal on both sides of a pipe between this PHP and its children.
std::string identity() {
    BuildId build{reinterpret_cast<std::uintptr_t>(&find_build_id), {}};
    ::dl_iterate_phdr(find_build_id, &build);
    return "photolibrary " PHP_PHOTOLIBRARY_VERSION " " ZEND_MODULE_BUILD_ID " " + analysis::algorithm_stamp() + " " +
           build.hex;
}

std::string path_of_module() {
    Dl_info info{};
    if (::dladdr(reinterpret_cast<const void*>(&path_of_module), &info) == 0 || info.dli_fname == nullptr) return {};
    char resolved[MAXPATHLEN];
    return ::realpath(info.dli_fname, resolved) != nullptr ? resolved : info.dli_fname;
}

std::vector<std::string> php_binaries() {
    const char* const configured = INI_STR("photolibrary.php_binary");
    if (configured != nullptr && *configured != '\0') return {configured};
    std::vector<std::string> binaries;
    const auto add = [&binaries](std::string path) {
        const bool is_known = std::find(binaries.begin(), binaries.end(), path) != binaries.end();
        if (!is_known && ::access(path.c_str(), X_OK) == 0) binaries.push_back(std::move(path));
    };
    const std::string_view sapi = sapi_module.name != nullptr ? sapi_module.name : "";
    if (sapi == "cli" && PG(php_binary) != nullptr) add(PG(php_binary));
    add(PHP_BINDIR "/php" + std::to_string(PHP_MAJOR_VERSION) + "." + std::to_string(PHP_MINOR_VERSION));
    add(PHP_BINDIR "/php");
    // A host without the command line has this one, which serves as well. Never a web server with PHP in it.
    std::error_code error;
    if (sapi == "fpm-fcgi" || sapi == "cgi-fcgi") add(std::filesystem::read_symlink("/proc/self/exe", error));
    return binaries;
}

/// As a value of an ini file, in which no character means anything else than itself.
std::string quoted(const std::string& text) {
    std::string value = "'";
    for (const char c : text) {
        if (c == '\'') {
            value += "'\"'\"'";  // a quote of this kind goes into a string of the other
        } else {
            value += c;
        }
    }
    return value + "'";
}

std::vector<std::string> serving(const std::string& php, const std::string& module) {
    return {php,  "-n",           "-d", "extension=" + quoted(module), "-d", "display_errors=stderr",
            "-d", "log_errors=0", "-d", "photolibrary.serve=1"};
}

/// The PHP that runs, which may be a later one than the module was compiled for.
std::string running_version() {
    const zval* const version = zend_get_constant_str(ZEND_STRL("PHP_VERSION"));
    return version != nullptr && Z_TYPE_P(version) == IS_STRING ? Z_STRVAL_P(version) : PHP_VERSION;
}

/// "8.2" of "8.2.32".
std::string_view minor_version(std::string_view version) {
    return version.substr(0, version.find('.', version.find('.') + 1));
}

/// "/usr/bin/php is PHP 8.5.2, this is 8.2.32", if that is why a command does not load this module.
std::string other_php(const std::string& php, const std::string& version) {
    constexpr std::string_view opening = "PHP ";
    process::Command command;
    command.argv = {php, "-n", "-v"};
    core::Outcome<process::RunningCommand> running = process::RunningCommand::start(command);
    if (!running || !running.value().wait(std::chrono::seconds(2))) return {};
    const std::string& said = running.value().output().head;
    const std::string theirs =
        said.starts_with(opening) ? said.substr(opening.size(), said.find(' ', opening.size()) - opening.size()) : "";
    if (theirs.empty()) return php + " is not PHP";
    return minor_version(theirs) == minor_version(version) ? "" : php + " is PHP " + theirs + ", this is " + version;
}

}  // namespace

schedule::ChildPolicy child_policy() {
    schedule::ChildPolicy policy;
    const std::string version = running_version();
    const std::string module = path_of_module();
    for (const std::string& php : php_binaries())
        policy.program.commands.push_back(serving(php, module));
    policy.program.identity = identity();
    policy.program.remedy =
        "The setting photolibrary.php_binary names the PHP command line that runs them (of the same version as this "
        "PHP, which is " +
        version + ").";
    policy.program.explain = [version](const std::vector<std::string>& argv) {
        return other_php(argv.front(), version);
    };
    policy.nice = static_cast<int>(std::clamp<zend_long>(INI_INT("photolibrary.nice"), 0, 19));
    return policy;
}

void serve_if_asked() {
    if (INI_BOOL("photolibrary.serve")) schedule::serve_decoding_children(identity());
}

}  // namespace photolibrary::binding
