#!/usr/bin/env bash
# Whether the extension could be compiled where the C library is musl, as in Alpine: clang reads each source, and each
# header by itself, with the headers of musl and libc++, and compiles nothing. Only what has changed since it was read is
# read again.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

records=$cache/musl
compile=$records/compile
multiarch=/usr/include/$(uname -m)-linux-gnu

# keep FILE: makes its input the content of the file. One that says the same already is not touched.
keep() {
    cat >"$1.new"
    if cmp -s "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi
}

# The headers of the kernel and of some libraries lie in one folder with those of glibc, which must not be found.
link_headers() {
    local folder header
    mkdir -p "$records/include"
    for folder in /usr/include "$multiarch"; do
        for header in linux asm asm-generic jpeglib.h jmorecfg.h jconfig.h jerror.h lcms2.h lcms2_plugin.h zlib.h zconf.h \
            webp vips tbb oneapi curl; do
            [ ! -e "$folder/$header" ] || ln -sfn "$folder/$header" "$records/include/$header"
        done
    done
    # libc++ is configured for the C library that it was built with.
    sed -E 's/^.*\b_LIBCPP_HAS_MUSL_LIBC\b.*$/#define _LIBCPP_HAS_MUSL_LIBC 1/' /usr/include/c++/v1/__config_site |
        keep "$records/include/__config_site"
}

# Of the folders that pkg-config and php-config name, those that are not glibc's.
library_folders() {
    { pkg-config --cflags-only-I libjpeg lcms2 tbb zlib libwebp vips libcurl; "$(php_tool php-config)" --includes; } |
        tr ' ' '\n' | sed -nE 's|^-I(.*[^/])/?$|\1|p' | grep -vxF -e /usr/include -e "$multiarch" | LC_ALL=C sort -u
}

# A script that reads the file it is given. When it changes, as with new versions, all is read again.
write_command() {
    local folder
    {
        printf '# %s\n' "$(dpkg-query -W -f '${Package} ${Version} ' clang libc++-dev musl-dev)"
        printf 'exec clang++ --target=%s-linux-musl -std=c++20 -fsyntax-only -nostdinc -nostdinc++ -Isrc -Iphp_stubs' "$(uname -m)"
        for folder in "$records/include" /usr/include/c++/v1 "/usr/include/$(uname -m)-linux-musl" \
            "$(clang++ -print-resource-dir)/include" $(library_folders); do
            printf " -isystem '%s'" "$folder"
        done
        # PHP's macros declare parameters that few functions use; musl's CMSG_NXTHDR compares numbers of two kinds; and to
        # be read by itself a header is given as if it were a source.
        printf ' -DCOMPILE_DL_PHOTOLIBRARY=1 -DZEND_ENABLE_STATIC_TSRMLS_CACHE=1 -Wall -Wextra -Werror'
        printf ' -Wno-unused-parameter -Wno-sign-compare -Wno-pragma-once-outside-header -Wno-unused-const-variable -x c++ "$@"\n'
    } | keep "$compile"
}

read_all() { make -f tests/build/musl.mk -k -s -j"$(nproc)" records="$records/passed" compile="$compile"; }

# finds MESSAGE FILE CHANGE: the file of a copy of the sources in which sed has made the change fails with that message.
finds() {
    make_scratch
    cp -R src php_stubs "$scratch/"
    sed -i -E "$3" "$scratch/$2"
    ! cmp -s "$2" "$scratch/$2" || { echo "nothing of $2 is changed by $3"; return 1; }
    ! (cd "$scratch" && sh "$compile" "$2") >"$scratch/said" 2>&1 || { echo 'and nothing was found'; return 1; }
    grep -F "$1" "$scratch/said" || { cat "$scratch/said"; return 1; }
}

link_headers
write_command
check 'musl and libc++ compile every source and header' read_all
check 'a macro of glibc that is asked for on the line that uses it is found' \
    finds "function-like macro '__GLIBC_PREREQ' is not defined" src/process/linux/close_from.cpp \
    's/^#ifdef __GLIBC_PREREQ$/#if defined(__GLIBC__) \&\& __GLIBC_PREREQ(2, 34)/'
check 'a type of glibc alone is found' \
    finds "unknown type name '__rlimit_resource_t'" src/process/linux/sandbox.cpp 's/decltype\(RLIMIT_DATA\)/__rlimit_resource_t/'
check 'a header that a header does not include is found' \
    finds "no type named 'size_t' in namespace 'std'" src/core/limits.hpp '/<cstddef>/d'
