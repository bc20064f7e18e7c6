#!/usr/bin/env bash
# What can be said of the sources without running them.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

tools=$cache/tools/vendor/bin
make_scratch

files() { find "$@" -not -path '*/.libs/*' -type f | LC_ALL=C sort; }
cpp_files() { files bench src tools tests/engine tests/fuzz -name '*.[ch]pp'; }
php_files() { files php_stubs wp-cli-plugin tests bench bin examples -name '*.php'; }
# Scripts are what begins with a shell's #! line or says to shellcheck what it is.
shell_scripts() {
    files bin bench tests .ci -not -path 'bin/*.php' |
        xargs grep -lE -m 1 '^#!/usr/bin/env bash$|^#!/bin/sh$|^# shellcheck shell=bash$'
}

clang_format() { cpp_files | xargs clang-format --dry-run -Werror; }
lint_shell() { shell_scripts | xargs shellcheck -x -S warning; }
lint_php() { php_files | xargs -n 1 -P "$(nproc)" php -n -l >/dev/null; }

# Below binding/ the engine knows nothing of PHP, and no room includes one above it.
only_below() {
    local room=$1 allowed=$2 strangers
    strangers=$(grep -rnE '^#include "[a-z_]+/' "src/$room" --include='*.[ch]pp' |
        grep -vE "#include \"($allowed)/" || true)
    [ -z "$strangers" ] || { printf 'src/%s may include %s only:\n%s\n' "$room" "$allowed" "$strangers"; return 1; }
}
arrows() {
    only_below core core
    only_below palette 'core|palette'
    only_below image 'core|image'
    only_below analysis 'core|palette|image|analysis'
    only_below process 'core|process'
    only_below net 'core|net'
    only_below schedule 'core|palette|image|analysis|process|net|schedule'
    local rooms
    rooms=$(find src -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | LC_ALL=C sort | paste -sd' ')
    [ "$rooms" = 'analysis binding core image net palette process schedule' ] || { echo "a room is not judged here: $rooms"; return 1; }
}
php_stays_in_binding() {
    ! grep -rnE '#include [<"](php|zend|Zend|ext/|main/|SAPI|TSRM)' src --include='*.[ch]pp' | grep -v '^src/binding/'
}
setjmp_stays_in_one_file() {
    expect_lines src/image/jpeg/jpeg_decoder.cpp "$(grep -rlE '\bsetjmp ?\(' src --include='*.[ch]pp')"
}

# Each command says how it is used, and does nothing else when it is asked or does not know an argument.
commands_have_usage() {
    local command status
    for command in bin/[a-z]*; do
        [ -f "$command" ] || continue
        "$command" --help | grep -F "  $command" >/dev/null
        status=0
        "$command" --no-such-option >/dev/null 2>"$scratch/usage" || status=$?
        expect_lines "2 Error: $command does not know: --no-such-option" "$status $(head -n 1 "$scratch/usage")"
        grep -F "  $command" "$scratch/usage" >/dev/null
    done
}

# Every link, and every path that begins with a folder of this repository, leads somewhere.
documents_name_what_exists() {
    local document path folders missing=0
    folders=$(find . -mindepth 1 -maxdepth 1 -type d -name '[a-z]*' -printf '%f|' | sed 's/|$//; s/modules|//')
    while read -r document; do
        while read -r path; do
            compgen -G "$path*" >/dev/null || compgen -G "$(dirname "$document")/$path" >/dev/null ||
                { echo "$document names $path"; missing=1; }
        done < <(
            grep -oE "\`($folders)/[A-Za-z0-9_./*-]+" "$document" | cut -c 2-
            grep -oE '\]\([^):#]+\)' "$document" | sed "s|^..||; s|.$||"
        )
    done < <(find ./*.md docs tests php php_stubs -name '*.md' | sed 's|^\./||')
    return $missing
}
valid_packages() { files php php_stubs -name composer.json | xargs -n 1 composer validate --strict --quiet --no-interaction; }

phpstan() { "$tools/phpstan" analyse -c tests/phpstan.neon --no-progress --memory-limit=1G; }
php_cs_fixer() { "$tools/php-cs-fixer" fix --config tests/.php-cs-fixer.php --dry-run --diff --show-progress=none; }

clang_tidy() {
    local database=$cache/cmake/tidy
    rm -rf "$database"
    cmake --preset tidy >/dev/null
    php -n -r 'foreach (json_decode(file_get_contents($argv[1]), true) as $unit) { echo $unit["file"], "\n"; }' \
        "$database/compile_commands.json" | xargs -n 1 -P "$(nproc)" clang-tidy --quiet -p "$database"
}

check 'source lists equal the tree' bin/lib/source_lists
check 'rooms include only what lies below them' arrows
check 'PHP headers stay in binding/' php_stays_in_binding
check 'setjmp stays in one file' setjmp_stays_in_one_file
check 'shell scripts pass shellcheck' lint_shell
check 'commands print their usage' commands_have_usage
check 'documents quote the examples' bin/lib/quotes
check 'documents name what exists' documents_name_what_exists
check 'Composer packages are valid' valid_packages
check 'PHP files parse' lint_php
check 'PHP code style' php_cs_fixer
check 'PHPStan at its highest level' phpstan
if clang-format --version 2>/dev/null | grep -q 'version 14\.'; then
    check 'C++ code style' clang_format
    check 'clang-tidy' clang_tidy
else
    skip 'C++ code style' 'judged by clang-format 14 (Debian 12) only'
    skip 'clang-tidy' 'judged by clang-tidy 14 (Debian 12) only'
fi
if [ "$(php -n -r 'echo PHP_MAJOR_VERSION, PHP_MINOR_VERSION;')" = 82 ] && [ -e /usr/share/php/PhpParser ]; then
    check 'arginfo is what the stubs generate' bin/lib/arginfo
else
    skip 'arginfo is what the stubs generate' 'generated by PHP 8.2 on Debian 12 only'
fi
