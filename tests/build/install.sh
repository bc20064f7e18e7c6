#!/usr/bin/env bash
# How users build the extension: in the source tree as by hand and by PIE, out of it as `pecl install` does, and what
# configure says when something is missing.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_scratch
phpize=$(php_tool phpize)
php_config=$(php_tool php-config)

# The same sources are compiled twice, and not optimised, for speed: what bin/build makes is.
tree=$scratch/photolibrary-0.0.0
fast=(CC="ccache gcc" CXX="ccache g++" CXXFLAGS=-O0)

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

build_in_tree() {
    rm -rf "$tree"
    export_sources "$tree"
    cd "$tree"
    "$phpize" >/dev/null 2>&1
    build ./configure
    php -n -d extension="$PWD/modules/photolibrary.so" -r 'exit(extension_loaded("photolibrary") ? 0 : 1);'
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
ln -s "$root/config.m4" "$root/src" "$root/php_stubs" "$scratch/bare/"
(cd "$scratch/bare" && "$phpize" >/dev/null 2>&1)

check 'phpize, configure and make out of the source tree, as pecl does' build_out_of_tree
check 'phpize, configure and make in it' build_in_tree
check 'configure names the package of libjpeg-turbo' missing_library libjpeg libjpeg-dev
check 'configure names the package of Little CMS 2' missing_library lcms2 liblcms2-dev
check 'configure names the package of oneTBB' missing_library tbb libtbb-dev
check 'configure names the package of zlib' missing_library zlib zlib1g-dev
check 'configure names the package of libwebp' missing_library libwebp libwebp-dev
check 'configure names the package of libvips' missing_library vips libvips-dev
check 'configure names the package of libcurl' missing_library libcurl libcurl4-openssl-dev
check 'configure names the package of the C++ compiler' missing_compiler
check 'configure names the package of pkg-config' missing_pkg_config
check 'configure refuses a compiler without C++20' old_compiler
check 'configure refuses an older PHP' old_php
