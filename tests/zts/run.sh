#!/usr/bin/env bash
# PHP in four threads of one process. bin/test runs it with the PHP that it has built: `php` is that one, and loads the
# module.
#   tests/zts/run.sh [REQUESTS]    how many each thread serves; every mode with every end takes 45
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../build/lib.sh"

make_scratch
prefix=$(php -n -r 'echo PHP_PREFIX;')

is_thread_safe() { expect_lines '1 1' "$(php -r 'echo (int) PHP_ZTS, " ", (int) PHP_DEBUG;')"; }

is_compiled_without_warning() {
    ! grep -E '^[^ ]+:[0-9]+:[0-9]+: warning:' "$cache/build/$(basename "$(php -n -r 'echo PHP_EXTENSION_DIR;')")/make.err"
}

compile_host() {
    local includes
    read -ra includes < <("$prefix/bin/php-config" --includes)
    c++ -std=c++20 -O1 -g1 -Wall -Wextra -Werror "${includes[@]/#-I/-isystem}" tests/zts/host.cpp -o "$scratch/host" \
        -L"$prefix/lib" -lphp -Wl,-rpath,"$prefix/lib" -pthread
}

# PHP's limit of time has a second one, after which it kills the process: not on a busy machine.
serve() {
    printf 'hard_timeout=0\nlog_errors=0\n' >"$scratch/host.ini"
    PHP_INI_SCAN_DIR=$PHP_INI_SCAN_DIR:$scratch "$scratch/host" "$root/tests/zts/request.php" 4 "$requests" 2>"$scratch/errors"
}

# PHP with debugging writes there what a request that ended in order did not free.
tells_of_no_leak() { expect_lines '' "$(cat "$scratch/errors")"; }

requests=${1-45}
check 'this PHP is thread-safe, with debugging' is_thread_safe
check 'the module is compiled without a warning' is_compiled_without_warning
check 'a host with threads of PHP compiles' compile_host
check "four threads with $requests batches each: every result is the right one" serve
check 'nothing is leaked, nor written to standard error' tells_of_no_leak
