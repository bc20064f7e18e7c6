#pragma once

#include <functional>
#include <string>
#include <vector>

namespace photolibrary::process {

/// The program that becomes the zygote: it must call serve_zygote().
struct ZygoteProgram {
    std::vector<std::vector<std::string>> commands;  ///< argv each, tried in this order; argv[0] is an absolute path
    std::string identity;                            ///< the zygote must give the same one
    std::string remedy;                              ///< what errors recommend when none of the commands works
    /// What a command is that did not serve, if that explains it ("/usr/bin/php is PHP 8.5.2"); empty: it does not.
    std::function<std::string(const std::vector<std::string>& argv)> explain{};
};

}  // namespace photolibrary::process
