#!/usr/bin/env bash
# How users build and install the extension: in the source tree as docs/install.md says (and as PIE does), out of it as
# `pecl install` does, and what configure says when something is missing.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_scratch
phpize=$(php_tool phpize)
php_config=$(php_tool php-config)

# The same sources are compiled twice, and not optimised, for speed: what bin/build makes is.
tree=$scratch/photolibrary-0.0.0
fast=(CC="ccache gcc" CXX="ccache g++" CXXFLAGS="-O0 -Wall -Wextra -Wno-unused-parameter")

# build CONFIGURE
build() {
    env "${fast[@]}" "$1" -q --with-php-config="$php_config"
    make -s -j"$(nproc)" 2>make.err >/dev/null || { cat make.err; return 1; }
    if grep -E '^[^ ]+:[0-9]+:[0-9]+: warning:' make.err; then return 1; fi
}

# As pear's builder does: phpize in the unpacked package, configure and make elsewhere, make install below INSTALL_ROOT.
build_out_of_tree() {
    export_sources "$tree"
    (cd "$tree" && "$phpize" >/dev/null 2>&1)
    mkdir "$scratch/pear-build"
    cd "$scratch/pear-build"
    build "$tree/configure"
    make -s install INSTALL_ROOT="$scratch/root" >/dev/null
    php -n -d extension="$scratch/root$("$php_config" --extension-dir)/photolibrary.so" \
        -r 'exit(extension_loaded("photolibrary") ? 0 : 1);'
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
    rm -rf "$tree"
    export_sources "$tree"
    cd "$tree"
    MAKEFLAGS="-s -j$(nproc)" env "${fast[@]}" HOME="$scratch/home" PATH="$scratch/bin:$PATH" \
        sh -eu "$examples/build.sh" >make.out 2>make.err || { cat make.err; return 1; }
    if grep -E '^[^ ]+:[0-9]+:[0-9]+: warning:' make.err; then return 1; fi
    php -n -d extension="$PWD/modules/photolibrary.so" -r 'exit(extension_loaded("photolibrary") ? 0 : 1);'
}

flags_are_the_users() {
    expect_lines ' -O0' "$(make -n -B -C "$tree" | grep -F '/src/core/blob.cpp' | grep -oE ' -O[^ ]*' | sort -u)"
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

check 'phpize, configure and make out of the source tree, as pecl does' build_out_of_tree
make_stand_ins
check 'phpize, configure and make in it, as documented' build_as_documented
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
