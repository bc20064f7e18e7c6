#!/usr/bin/env bash
# How users build and install the extension: by `pecl install`, in the source tree as docs/install.md says (and as PIE does),
# what a user can test there, and what configure says when something is missing.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_scratch
phpize=$(php_tool phpize)
php_config=$(php_tool php-config)

# The same sources are compiled twice, with little optimisation: more takes longer than the tests that run with it.
package=photolibrary-$(bin/lib/version)
tree=$scratch/$package
fast=(CC="ccache gcc" CXX="ccache g++" CXXFLAGS="-O1 -Wall -Wextra -Wno-unused-parameter" CCACHE_BASEDIR="$scratch")

# no_warnings LOG
no_warnings() {
    if grep -E '^[^ ]+:[0-9]+:[0-9]+: warning:' "$1"; then return 1; fi
}

# offline COMMAND...: without network where the system allows that. Fails if a process tries to connect.
offline() {
    local apart=(env) kind
    for kind in -rn -n; do
        if unshare "$kind" true 2>/dev/null; then apart=(unshare "$kind"); fi
    done
    "${apart[@]}" strace -f --seccomp-bpf -qq -e trace=connect -e signal=none -o "$scratch/connects" "$@" || return 1
    if grep -E 'AF_INET6?\b' "$scratch/connects"; then return 1; fi
}
offline_finds_connections() {
    if offline php -n -r '@stream_socket_client("tcp://127.0.0.1:9", timeout: 1);' >/dev/null; then return 1; fi
    grep -F 'htons(9)' "$scratch/connects"
}

# ---- the PECL package -----------------------------------------------------------------------------------------------

package_is_made() {
    bin/lib/package_xml # bin/package would write it
    cp "$(bin/package --pecl)" "$scratch/$package.tgz"
    expect_lines 'Validation: 0 error(s), 0 warning(s)' "$(pecl package-validate "$scratch/$package.tgz" | grep .)"
}

# From a clone that was made at another time, and where nobody but its owner may read files.
same_bytes_everywhere() {
    local sums
    expect_lines "$(TZ=UTC git log -1 --format=%cd --date=format-local:'%F %T')" \
        "$(TZ=UTC tar -tvz --full-time -f "$scratch/$package.tgz" | awk '{ print $4, $5 }' | uniq)"
    git clone --quiet "$root" "$scratch/one"
    (umask 077 && git clone --quiet "$root" "$scratch/two")
    find "$scratch/two" -exec touch -h -d 2001-02-03 {} +
    sums=$(for clone in one two; do (cd "$scratch/$clone" && sha256sum <"$(TZ=Asia/Kathmandu bin/package --pecl)"); done)
    expect_lines 1 "$(uniq <<<"$sums" | wc -l)"
}

# A pecl and a php-config of which nothing lies outside of the scratch folder. For pecl, the folder of extensions is where
# php-config says it is.
make_pecl() {
    mkdir -p "$scratch/pecl/bin" "$scratch/pecl/php" "$scratch/home"
    cat >"$scratch/pecl/bin/php-config" <<SH
#!/bin/sh
case \$1 in
    --prefix) echo '$scratch/pecl/php' ;;
    --extension-dir) echo '$scratch/pecl/php/ext' ;;
    *) exec '$php_config' "\$@" ;;
esac
SH
    printf '#!/bin/sh\nexec %s\n' "$phpize" >"$scratch/pecl/bin/phpize"
    printf '#!/bin/sh\nexec "$@"\n' >"$scratch/pecl/bin/sudo"
    printf '#!/bin/sh\n' >"$scratch/pecl/bin/apt"
    chmod +x "$scratch/pecl/bin"/*
    pear config-create "$scratch/pecl" "$scratch/home/.pearrc" >/dev/null
}
# PEAR 1.10.16 (Debian 13) installs nothing that its own PHP has loaded, and bin/test makes every PHP load our module.
with_pecl=(env -u PHP_INI_SCAN_DIR "${fast[@]}" HOME="$scratch/home" PATH="$scratch/pecl/bin:$PATH")

# Without network, and with stubs that are newer than what was made of them, and other: PHP's Makefile has a rule that would
# then download a parser.
installed_by_pecl() {
    mkdir "$scratch/edited"
    cd "$scratch/edited"
    tar -xzf "$scratch/$package.tgz"
    echo '// Edited.' >>"$package/php_stubs/palette.stub.php"
    touch -d tomorrow "$package"/php_stubs/*.stub.php
    tar -czf "$package.tgz" package.xml "$package"
    make_pecl
    offline "${with_pecl[@]}" sh -eu "$root/examples/install/pecl.sh" >pecl.log 2>&1 || { tail -n 30 pecl.log; return 1; }
    no_warnings pecl.log
    grep -F "install ok: channel://pecl.php.net/$package" pecl.log
    expect_lines 3 "$(php -n -d extension="$scratch/pecl/php/ext/photolibrary.so" -r '
        use PhotoLibrary\Parallelism;
        $palettes = 0;
        foreach ([Parallelism::sequential(), Parallelism::workers(1), Parallelism::processes(1)] as $mode) {
            foreach (PhotoLibrary\palettes([$argv[1]], null, $mode) as $result) {
                $palettes += $result instanceof PhotoLibrary\Palette ? 1 : 0;
            }
        }
        echo $palettes;' "$root/tests/phpt/images/small.jpg")"
}

removed_by_pecl() {
    "${with_pecl[@]}" pecl uninstall photolibrary | grep -F "uninstall ok: channel://pecl.php.net/$package"
    expect_lines '' "$(find "$scratch/pecl" -path '*photolibrary*')"
}

# ---- the examples of docs/install.md, with stand-ins for what would change this machine -----------------------------

export machine=$scratch/machine examples=$root/examples/install

make_stand_ins() {
    mkdir -p "$scratch/bin" "$machine/conf.d" "$scratch/home"
    cat >"$scratch/bin/sudo" <<'SH'
#!/bin/sh
case "$*" in
    'apt install '*) shift 2; exec apt-get --simulate -qq install "$@" ;;
    'make install') exec make -s install INSTALL_ROOT="$machine" ;;
    'tee /etc/php/'*) mkdir -p "$machine$(dirname "$2")"; exec tee "$machine$2" ;;
    phpenmod\ *) exec cp "$machine"/etc/php/*/mods-available/"$2.ini" "$machine/conf.d/" ;;
    phpdismod\ *) exec rm "$machine/conf.d/$2.ini" ;;
    rm\ /*) shift; for file; do rm "$machine$file"; done ;;
    'systemctl restart php'*-fpm) ;;
    *) echo "there is no stand-in for: $*" >&2; exit 1 ;;
esac
SH
    printf '#!/bin/sh\nexec %s\n' "$phpize" >"$scratch/bin/phpize"
    printf '%s\n' '<?php echo implode(" ", array_slice($argv, 1)), ": ", extension_loaded("photolibrary") ? "loaded" : "no";' |
        tee "$scratch/bin/wp" >"$scratch/script.php"
    chmod +x "$scratch/bin"/*
}

# example FILE: runs it as a user would, where the module is built.
example() { env -u PHP_INI_SCAN_DIR HOME="$scratch/home" PATH="$scratch/bin:$PATH" sh -eu "$@"; }

build_as_documented() {
    tar -xzf "$scratch/$package.tgz" -C "$scratch"
    cd "$tree"
    MAKEFLAGS="-s -j$(nproc)" env "${fast[@]}" HOME="$scratch/home" PATH="$scratch/bin:$PATH" \
        sh -eu "$examples/build.sh" >make.out 2>make.err || { cat make.err; return 1; }
    no_warnings make.err
    php -n -d extension="$PWD/modules/photolibrary.so" -r 'exit(extension_loaded("photolibrary") ? 0 : 1);'
}

flags_are_the_users() {
    expect_lines ' -O1' "$(make -n -B -C "$tree" | grep -F '/src/core/blob.cpp' | grep -oE ' -O[^ ]*' | sort -u)"
}

# PHP ends each build with "Don't forget to run 'make test'". Nothing is there but the package.
tests_of_a_user() {
    cd "$tree"
    env -u PHOTOLIBRARY_TEST_IMAGES -u PHP_INI_SCAN_DIR NO_INTERACTION=1 REPORT_EXIT_STATUS=1 TEST_TIMEOUT=600 \
        make -s test TESTS="-q -j$(nproc) --no-color --no-progress --show-diff -g FAIL,BORK,WARN,LEAK,XFAIL,XLEAK,SKIP" >test.log ||
        { tail -n 100 test.log; return 1; }
    expect_lines '' "$(sed -n 's/^SKIP .* reason: *//p' test.log | grep -vE '^(Required extension missing|there is no opcache|its files are not in the package)')"
    [ "$(sed -n 's/^Tests passed *: *\([0-9]*\) .*/\1/p' test.log)" -gt 40 ] || { tail -n 20 test.log; return 1; }
}

# An editor, git or a patch makes stubs newer: that is no reason to make anything again, and to download what would do it.
stubs_are_no_sources() {
    local before
    cd "$tree"
    before=$(stat -c %Y modules/photolibrary.so .libs/photolibrary.so)
    echo '// Edited.' >>php_stubs/palette.stub.php
    touch -d tomorrow php_stubs/*.stub.php
    offline make -s
    offline make -s install INSTALL_ROOT="$scratch/elsewhere"
    expect_lines "$before" "$(stat -c %Y modules/photolibrary.so .libs/photolibrary.so)"
}

install_as_root() {
    cd "$tree"
    printf 'extension_dir="%s"\n' "$machine$("$php_config" --extension-dir)" >"$machine/conf.d/00.ini"
    PHP_INI_SCAN_DIR=$machine/conf.d PATH="$scratch/bin:$PATH" sh -eu "$examples/root.sh" | grep -F 'libjpeg-turbo'
}

install_for_a_user() {
    cd "$tree"
    # shellcheck disable=SC2016  # the inner shell's
    example -c '. "$examples/user.sh"; php --ri photolibrary' | grep -F 'libjpeg-turbo'
    sed "s|/path/to|$tree/modules|; s|script.php|$scratch/script.php|" "$examples/one_command.sh" >"$scratch/one_command.sh"
    expect_lines ': loadedphotolibrary sync_palettes: loaded' "$(example "$scratch/one_command.sh")"
}

# Of another PHP, in the documents; of ours, here. What is compiled already stays so.
for_one_of_two_versions() {
    cd "$tree"
    sed "s/8\.4/$(php -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')/g" "$examples/two_versions.sh" >"$scratch/two_versions.sh"
    env "${fast[@]}" HOME="$scratch/home" PATH="$scratch/bin:$PATH" MAKEFLAGS=-s sh -eu "$scratch/two_versions.sh" >/dev/null 2>make.err ||
        { cat make.err; return 1; }
    php -n -d extension="$machine$("$php_config" --extension-dir)/photolibrary.so" --ri photolibrary | grep -F 'libjpeg-turbo'
}

removal_as_documented() {
    cd "$tree"
    example "$examples/remove.sh"
    expect_lines '' "$(find "$machine" \( -name 'photolibrary.ini' -o -name 'photolibrary.so' \))"
}

settings_exist() {
    local file
    for file in "$examples"/*.ini; do
        PHP_INI_SCAN_DIR='' php -c "$file" -d extension="$tree/modules/photolibrary.so" -r '
            foreach (parse_ini_file($argv[1], scanner_mode: INI_SCANNER_RAW) as $name => $value) {
                if (ini_get($name) !== $value) echo "$name is not set\n";
            }' "$file" | { ! grep .; }
    done
}

# configure_says WORDS ENVIRONMENT...: configure must stop, and the last thing it says must hold the words.
configure_says() {
    local words=$1 output
    shift
    rm -rf "$scratch/lack"
    mkdir "$scratch/lack"
    cd "$scratch/lack"
    if output=$(env "$@" "$scratch/bare/configure" --with-php-config="$php_config" 2>&1); then
        echo "configure did not stop"
        return 1
    fi
    tail -n 1 <<<"$output" | grep -F -e "$words" || { tail -n 3 <<<"$output"; return 1; }
}

# A folder of pkg-config files without those of $1, to be given as PKG_CONFIG_LIBDIR.
without_library() {
    local folder
    folder=$scratch/pc-$1
    mkdir -p "$folder"
    pkg-config --variable pc_path pkg-config | tr ':' '\n' | while read -r from; do
        [ ! -d "$from" ] || find "$from" -name '*.pc' ! -name "$1.pc" -exec ln -sf -t "$folder" {} +
    done
    printf '%s\n' "$folder"
}

# old_library MODULE VERSION WORDS: with a pkg-config file of that version.
old_library() {
    local folder
    folder=$(without_library "$1")
    pkg-config --path "$1" >/dev/null 2>&1 || return 1
    sed "s/^Version:.*/Version: $2/" "$(pkg-config --path "$1")" >"$folder/$1.pc"
    configure_says "$3" PKG_CONFIG_LIBDIR="$folder"
}

# other_header MODULE HEADER LINES WORDS: with a header that is found before the system's.
other_header() {
    local folder=$scratch/headers-$1
    mkdir -p "$folder/$(dirname "$2")"
    printf '%s\n' "$3" >"$folder/$2"
    configure_says "$4" CPLUS_INCLUDE_PATH="$folder"
}

# A folder of all commands but those whose names match $1, to be given as PATH.
without_commands() {
    local folder from
    folder=$(mktemp -d "$scratch/path.XXXXXX")
    for from in /usr/local/bin /usr/bin /bin /usr/sbin /sbin; do
        [ ! -d "$from" ] || find -L "$from" -maxdepth 1 -type f -executable -exec ln -s -t "$folder" {} + 2>/dev/null || true
    done
    find "$folder" -regextype posix-extended -regex ".*/($1)" -delete
    printf '%s\n' "$folder"
}

missing_library() { configure_says "apt install $2" PKG_CONFIG_LIBDIR="$(without_library "$1")"; }
missing_compiler() {
    configure_says 'apt install g++' \
        PATH="$(without_commands '(.*-)?(g\+\+|c\+\+|clang\+\+)(-[0-9.]+)?|gpp|aCC|CC|cxx|cc\+\+|cl\.exe|FCC|KCC|RCC|xlC(_r)?')"
}
missing_pkg_config() { configure_says 'apt install pkg-config' PATH="$(without_commands '(.*-)?pkg-?conf(ig)?(-.*)?')"; }
old_compiler() {
    cat >"$scratch/old-g++" <<'SH'
#!/bin/sh
case "$*" in *-std=c++20*) echo "unrecognized command-line option '-std=c++20'" >&2; exit 1 ;; esac
exec g++ "$@"
SH
    chmod +x "$scratch/old-g++"
    configure_says 'C++20 is needed' CXX="$scratch/old-g++"
}
old_php() {
    printf '#!/bin/sh\ncase $1 in --vernum) echo 80130 ;; --version) echo 8.1.30 ;; *) exec %s "$@" ;; esac\n' \
        "$php_config" >"$scratch/old-php-config"
    chmod +x "$scratch/old-php-config"
    php_config=$scratch/old-php-config configure_says 'needs PHP 8.2 or later; this is PHP 8.1.30' LC_ALL=C
}

# For configure alone: what it needs to stand in for the tree.
mkdir "$scratch/bare"
ln -s "$root/config.m4" "$root/src" "$scratch/bare/"
(cd "$scratch/bare" && "$phpize" >/dev/null 2>&1)

check 'connections are seen, if there are any' offline_finds_connections
check 'the PECL package is made, and PECL finds nothing wrong with it' package_is_made
check 'the package has the same bytes from every clone, at every time' same_bytes_everywhere
check 'pecl installs it, without network, though the stubs were edited' installed_by_pecl
check 'pecl removes it' removed_by_pecl
make_stand_ins
check 'phpize, configure and make in the unpacked package, as documented' build_as_documented
check 'make test passes there, with nothing else' tests_of_a_user
check 'edited stubs make nothing again' stubs_are_no_sources
check "the user's CXXFLAGS count, and nothing overrides them" flags_are_the_users
check 'installation as root, as documented' install_as_root
check 'use without root, as documented' install_for_a_user
check 'for one of two versions of PHP, as documented' for_one_of_two_versions
check 'removal, as documented' removal_as_documented
check 'the documented settings exist' settings_exist
check 'configure names the package of libjpeg-turbo' missing_library libjpeg libjpeg-dev
check 'configure names the package of Little CMS 2' missing_library lcms2 liblcms2-dev
check 'configure names the package of oneTBB' missing_library tbb libtbb-dev
check 'configure names the package of zlib' missing_library zlib zlib1g-dev
check 'configure names the package of libwebp' missing_library libwebp libwebp-dev
check 'configure names the package of libvips' missing_library vips libvips-dev
check 'configure names the package of libcurl' missing_library libcurl libcurl4-openssl-dev
check 'configure refuses an older libvips' old_library vips 8.9.2 'libvips here is 8.9.2; 8.11 is needed.'
check 'configure refuses an older libcurl' old_library libcurl 7.81.0 'libcurl here is 7.81.0; 7.87 is needed. Ubuntu 22.04'
check 'configure refuses an older oneTBB' other_header tbb oneapi/tbb/version.h \
    $'#define TBB_VERSION_MAJOR 2021\n#define TBB_VERSION_MINOR 4' '2021.5 is needed. Debian 11'
check 'configure refuses the libjpeg of IJG' other_header libjpeg jpeglib.h '#define JPEG_LIB_VERSION 90' 'is not libjpeg-turbo'
check 'configure names the package of the C++ compiler' missing_compiler
check 'configure names the package of pkg-config' missing_pkg_config
check 'configure refuses a compiler without C++20' old_compiler
check 'configure refuses an older PHP' old_php
