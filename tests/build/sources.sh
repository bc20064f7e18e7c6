#!/usr/bin/env bash
# What can be said of the sources without running them.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

tools=$cache/tools/vendor/bin
make_scratch

files() { find "$@" -not -path '*/.libs/*' -type f | LC_ALL=C sort; }
cpp_files() { files bench src tools tests/engine tests/fuzz tests/zts -name '*.[ch]pp'; }
php_files() { files cli php php_stubs wp-cli-plugin tests bench bin examples -name '*.php' -not -path 'cli/vendor/*'; }
# Scripts are what begins with a shell's #! line or says to shellcheck what it is.
shell_scripts() {
    files bin bench tests .ci -not -path 'bin/*.php' |
        xargs grep -lE -m 1 '^#!/usr/bin/env bash$|^#!/bin/sh$|^# shellcheck shell=bash$'
}

clang_format() { cpp_files | xargs clang-format --dry-run -Werror; }
lint_shell() { shell_scripts | xargs shellcheck -x -S warning; }
lint_php() { php_files | xargs -n 1 -P "$(nproc)" php -n -l >/dev/null; }

# No folder includes one above it, and no files include each other in a circle.
includes() { php -n tests/build/includes.php src; }
# The same of a tree in which everything is wrong.
planted_includes() {
    make_scratch
    local tree=$scratch/src
    mkdir -p "$tree"/{core,image/color,image/jpeg,image/new}
    plant() { printf '#include "%s"\n' "${@:2}" >"$tree/$1"; }
    plant core/blob.hpp core/failure.hpp
    plant core/failure.hpp image/header.hpp
    plant image/header.hpp core/blob.hpp
    plant image/color/gamut.hpp image/header.hpp image/jpeg/dc.hpp
    plant image/jpeg/dc.hpp vector
    plant image/jpeg/dc.cpp image/jpeg/dc.hpp image/jpeg/scan.hpp
    plant image/jpeg/scan.hpp image/jpeg/dc.hpp
    plant image/new/decoder.cpp image/header.hpp
    expect_lines "$(
        cat <<'EOF'
core/failure.hpp must not include image/header.hpp: core/ may include only core
image/color/gamut.hpp must not include image/jpeg/dc.hpp: image/color/ may include only image/color, core, image
image/new/ has no rule: add one to ALLOWED in tests/build/includes.php
a circle of includes: core/blob → core/failure → image/header → core/blob
a circle of includes: image/jpeg/dc → image/jpeg/scan → image/jpeg/dc
EOF
    )" "$(php -n tests/build/includes.php "$tree" && echo 'and nothing was refused')"
}
# The rooms of the plugin, each with those it may not know: Library below Sync below Cli, and Pinecone beside Sync.
plugin_arrows() { # folder of the rooms
    local -A strangers=([Library]='Plugin|Sync|Cli|Pinecone' [Sync]='Plugin|Cli|Pinecone' [Cli]=Pinecone [Pinecone]='Plugin|Sync')
    local folder room wrong=0
    for folder in "$1"/*/; do
        room=$(basename "$folder")
        if [ -z "${strangers[$room]-}" ]; then
            echo "$room/ has no rule: add one to plugin_arrows in tests/build/sources.sh"
            wrong=1
        elif grep -rnE "PhotoLibrary\\\\WordPress\\\\(${strangers[$room]})\\b" "$folder"; then
            echo "$room/ may not know ${strangers[$room]}"
            wrong=1
        fi
    done
    return $wrong
}
# The rooms of the command line, from the lowest; what stands beside them in src/Actions is between Run and Output.
action_rooms=(Support Config Inventory Status Journal Health Ansible Run '*' Output Command)
# A room may know those before it in the list.
action_arrows() { # folder of the rooms
    local index room files strangers wrong=0
    for room in "$1"/*/; do
        [[ " ${action_rooms[*]} " == *" $(basename "$room") "* ]] || {
            echo "$(basename "$room")/ has no rule: add one to action_rooms in tests/build/sources.sh"
            wrong=1
        }
    done
    for index in "${!action_rooms[@]}"; do
        room=${action_rooms[index]}
        if [ "$room" = '*' ]; then files=("$1"/*.php); else files=("$1/$room"); fi
        strangers=$(printf '|%s' "${action_rooms[@]:index + 1}" | sed 's/|\*/|[A-Z][A-Za-z]*;/; s/^|//')
        [ -n "$strangers" ] && [ -e "${files[0]}" ] || continue
        if grep -rnE "PhotoLibrary\\\\Actions\\\\($strangers)(\\\\|\$|\b)" "${files[@]}" | grep -v ':namespace '; then
            echo "$room/ may not know $strangers"
            wrong=1
        fi
    done
    return $wrong
}
planted_action_arrows() {
    make_scratch
    mkdir -p "$scratch"/{Config,Health,Rest,Run}
    echo 'use PhotoLibrary\Actions\Run\Runner;' >"$scratch/Health/HealthCheck.php"
    echo 'use PhotoLibrary\Actions\Orchestrator;' >"$scratch/Run/Runner.php"
    echo 'use PhotoLibrary\Actions\Config\Settings;' >"$scratch/Orchestrator.php"
    expect_lines "Rest/ has no rule: add one to action_rooms in tests/build/sources.sh
$scratch/Health/HealthCheck.php:1:use PhotoLibrary\\Actions\\Run\\Runner;
Health/ may not know Ansible|Run|[A-Z][A-Za-z]*;|Output|Command
$scratch/Run/Runner.php:1:use PhotoLibrary\\Actions\\Orchestrator;
Run/ may not know [A-Z][A-Za-z]*;|Output|Command" \
        "$(action_arrows "$scratch" && echo 'and nothing was refused')"
}
# The same of a tree in which two things are wrong.
planted_plugin_arrows() {
    make_scratch
    mkdir -p "$scratch"/{Library,Rest,Sync}
    echo 'use PhotoLibrary\WordPress\Library\Schema;' >"$scratch/Sync/Runner.php"
    echo 'use PhotoLibrary\WordPress\Sync\Runner;' >"$scratch/Library/Schema.php"
    expect_lines "$scratch/Library/Schema.php:1:use PhotoLibrary\\WordPress\\Sync\\Runner;
Library/ may not know Plugin|Sync|Cli|Pinecone
Rest/ has no rule: add one to plugin_arrows in tests/build/sources.sh" \
        "$(plugin_arrows "$scratch" && echo 'and nothing was refused')"
}
php_stays_in_binding() {
    ! grep -rnE '#include [<"](php|zend|Zend|ext/|main/|SAPI|TSRM)' src --include='*.[ch]pp' | grep -v '^src/binding/'
}
# What other systems do not have. (The faults are for tests on Linux only.)
linux_stays_in_linux() {
    local calls='eventfd|epoll_|memfd_|pidfd_|signalfd|timerfd|inotify|landlock_|dl_iterate_phdr|mallopt|prctl|pipe2|dup3|accept4|sched_[gs]etaffinity'
    local names='SYS_[a-z]|SOCK_SEQPACKET|SOCK_CLOEXEC|SOCK_NONBLOCK|MSG_NOSIGNAL|MSG_CMSG_CLOEXEC|/proc/|/sys/fs/|__linux__'
    local headers='<linux/|<link\.h>|<malloc\.h>|<sys/(epoll|eventfd|prctl|signalfd|syscall)\.h>'
    ! grep -rnE "\\b($calls)|$names|$headers" src --include='*.[ch]pp' | grep -vE '^src/(([^:]*/)?linux/|analysis/faults\.cpp)'
}
setjmp_stays_in_one_file() {
    expect_lines src/image/jpeg/jpeg_decoder.cpp "$(grep -rlE '\bsetjmp ?\(' src --include='*.[ch]pp')"
}

# The same of a tree in which every file that follows the version names another, and of one that bin/lib/version wrote.
planted_versions() {
    make_scratch
    local number='[0-9]+[.][0-9]+[.][0-9]+'
    mkdir -p "$scratch"/{bin,docs,examples,src/binding,wp-cli-plugin}
    cp -R bin/lib "$scratch/bin/"
    cp README.md "$scratch/"
    cp src/binding/php_photolibrary.hpp "$scratch/src/binding/"
    cp wp-cli-plugin/{photolibrary.php,readme.txt} "$scratch/wp-cli-plugin/"
    echo 'pecl install photolibrary-9.8.7.tgz' >"$scratch/docs/install.md"
    sed -i -E "s/^( \* Version: +|Stable tag: |= )$number/\19.8.7/" "$scratch"/wp-cli-plugin/*
    expect_lines "wp-cli-plugin/photolibrary.php names version 9.8.7, src/binding/php_photolibrary.hpp $(bin/lib/version)
wp-cli-plugin/readme.txt names version 9.8.7, src/binding/php_photolibrary.hpp $(bin/lib/version)
docs/install.md names version 9.8.7, src/binding/php_photolibrary.hpp $(bin/lib/version)
wp-cli-plugin/readme.txt has no change log of $(bin/lib/version)
Error: run bin/lib/version --write $(bin/lib/version), or mend what it cannot write" \
        "$("$scratch/bin/lib/version" --check 2>&1 && echo 'and nothing was refused')"
    "$scratch/bin/lib/version" --write 9.8.7
    "$scratch/bin/lib/version" --check
    expect_lines 9.8.7 "$("$scratch/bin/lib/version")"
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
# refuses MESSAGE COMMAND...: the command ends with that error, and does nothing.
refuses() {
    local status=0
    "${@:2}" >/dev/null 2>"$scratch/refusal" || status=$?
    [ $status != 0 ] || { echo "$2 does not refuse"; return 1; }
    expect_lines "Error: $1" "$(head -n 1 "$scratch/refusal")"
}
# What their usage shows, they take in any order.
commands_take_arguments_in_any_order() {
    refuses 'bin/demo does not know: --no-such-option' bin/demo . -y --no-such-option
    refuses 'bin/demo does not know: docs' bin/demo -y . docs
    refuses 'bin/bench does not know: --no-such-option' bin/bench --rounds=1 --http --no-such-option
    refuses 'bin/bench does not know: --quality' bin/bench --quality --http
    refuses 'quick stands alone; it is the same as module engine phpt api' bin/test quick wordpress
}
# The README shows these to whoever sees the repository for the first time.
first_commands_exist() {
    local command rest
    while read -r command rest; do
        [[ $command == bin/* ]] || continue
        "$command" --help | grep -F "  $command" >/dev/null || { echo "$command ($rest) is no command"; return 1; }
    done <examples/try.sh
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

# Archives of a git reference hold what the PECL package holds: who installs from one gets the same files.
archives_hold_the_package() {
    expect_lines "$({ sed -n 's/.*<file name="\([^"]*\)".*/\1/p' package.xml; printf '%s\n' composer.json package.xml; } | LC_ALL=C sort)" \
        "$(git archive --worktree-attributes "$(git write-tree)" | tar -t | grep -v '/$' | LC_ALL=C sort)"
}
# The same of a tree in which two things are wrong.
planted_package() {
    make_scratch
    git clone --quiet "$root" "$scratch/photolibrary"
    cp -r bin package.xml "$scratch/photolibrary/"
    cd "$scratch/photolibrary"
    git add -A
    touch src/core/new.hpp
    refuses 'git does not know these, so they would not be in the package; run git add: src/core/new.hpp' bin/lib/package_xml
    git add src/core/new.hpp
    refuses 'run bin/lib/package_xml --write' bin/lib/package_xml
    bin/lib/package_xml --write
    grep -F '<file name="src/core/new.hpp" role="src"/>' package.xml
}

packages() { git ls-files '*composer.json' ':!tests'; }
valid_packages() {
    local package
    make_scratch
    packages | while read -r package; do
        cp "$package" "$scratch/composer.json"
        # Composer knows all that PIE does from 2.9.5 on; Debian 12 and 13 have older ones.
        [ "$(printf '%s\n' 2.9.5 "$(composer --version --no-ansi 2>/dev/null | grep -oE '[0-9.]+' | head -n 1)" | sort -V | head -n 1)" = 2.9.5 ] ||
            php -n -r '$p = json_decode(file_get_contents($argv[1])); unset($p->{"php-ext"}); file_put_contents($argv[1], json_encode($p));' "$scratch/composer.json"
        composer validate --strict --no-interaction "$scratch/composer.json" || { echo "this is $package"; return 1; }
    done
    expect_lines '' "$(packages | xargs grep -h '^  "name"' | sort | uniq -d)"
}
# An older Composer does not look there, and PIE passes over a name that it does not know.
pie_knows_all_names() {
    expect_lines '' "$(php -n -r '
        $known = ["extension-name", "priority", "support-zts", "support-nts", "build-path", "download-url-method", "os-families", "os-families-exclude", "configure-options"];
        echo implode(" ", array_diff(array_keys(json_decode(file_get_contents("composer.json"), true)["php-ext"]), $known));')"
}
# PIE offers the extension to those versions of PHP that the workflows build.
pie_offers_what_is_built() {
    local versions
    versions=$(grep -oE "php: \['8[^]]*" .github/workflows/test.yml | grep -oE '8\.[0-9]+' | sort -V)
    expect_lines "    \"php\": \">=$(head -n 1 <<<"$versions") <8.$(($(tail -n 1 <<<"$versions" | cut -d. -f2) + 1))\"" "$(grep '"php":' composer.json)"
}

phpstan() { "$tools/phpstan" analyse -c tests/phpstan.neon --no-progress --memory-limit=1G; }
# What PHP files share outside of WordPress is analysed without it: a name of WordPress or WP-CLI would be unknown.
package_is_without_wordpress() { "$tools/phpstan" analyse -c tests/phpstan-package.neon --no-progress --memory-limit=1G; }
php_cs_fixer() { "$tools/php-cs-fixer" fix --config tests/.php-cs-fixer.php --dry-run --diff --show-progress=none; }

clang_tidy() {
    local database=$cache/cmake/tidy
    rm -rf "$database"
    cmake --preset tidy >/dev/null
    php -n -r 'foreach (json_decode(file_get_contents($argv[1]), true) as $unit) { echo $unit["file"], "\n"; }' \
        "$database/compile_commands.json" | xargs -n 1 -P "$(nproc)" clang-tidy --quiet -p "$database"
}

check 'source lists equal the tree' bin/lib/source_lists
check 'package.xml equals the tree' bin/lib/package_xml
check 'a file that package.xml lacks is found' planted_package
check 'archives hold what package.xml lists' archives_hold_the_package
check 'folders include only what lies below them, in no circle' includes
check 'includes upwards and in circles are found where there are some' planted_includes
check 'rooms of the plugin know only what lies below them' plugin_arrows wp-cli-plugin/src
check 'rooms of the plugin without a rule, or with a wrong arrow, are found' planted_plugin_arrows
check 'rooms of the command line know only what lies below them' action_arrows cli/src/Actions
check 'rooms of the command line without a rule, or with a wrong arrow, are found' planted_action_arrows
check 'PHP headers stay in binding/' php_stays_in_binding
check 'what only Linux has stays in folders called linux' linux_stays_in_linux
check 'setjmp stays in one file' setjmp_stays_in_one_file
check 'shell scripts pass shellcheck' lint_shell
check 'every file names the same version' bin/lib/version --check
check 'another version is found wherever it stands, and written there' planted_versions
check 'commands print their usage' commands_have_usage
check 'commands take their arguments in any order' commands_take_arguments_in_any_order
check 'the first commands of the README exist' first_commands_exist
check 'documents quote the examples' bin/lib/quotes
check 'documents name what exists' documents_name_what_exists
check 'Composer packages are valid' valid_packages
check 'PIE knows all that composer.json tells it' pie_knows_all_names
check 'PIE offers the extension to each PHP that is built' pie_offers_what_is_built
check 'PHP files parse' lint_php
check 'PHP code style' php_cs_fixer
check 'PHPStan at its highest level' phpstan
check 'the PHP package names nothing of WordPress' package_is_without_wordpress
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
