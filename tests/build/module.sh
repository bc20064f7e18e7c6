#!/usr/bin/env bash
# The built module as a shared object, and what loading it does to a process.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_scratch
images=$PHOTOLIBRARY_TEST_IMAGES
run_php() { php -n -d extension="$module" "$@"; }

exports() { expect_lines 'get_module' "$(nm -D --defined-only "$module" | awk '{ print $3 }')"; }

needed() {
    readelf -d "$module" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | LC_ALL=C sort
}
# libm's functions may all have been inlined away; which libjpeg it is, the distribution decides (62 Debian, 8 Ubuntu).
needs_only() {
    expect_lines $'libc.so.6\nlibgcc_s.so.1\nlibjpeg.so\nliblcms2.so.2\nlibstdc++.so.6\nlibtbb.so.12\nlibz.so.1' \
        "$(needed | sed -E 's/^libjpeg\.so\.(8|62)$/libjpeg.so/; /^libm\.so\.6$/d; /^ld-linux/d')"
}

# All but the C library.
sbom_lists_what_it_needs() {
    local listed file
    listed=$(php bin/lib/sbom.php 1.2.3 0)
    while read -r file; do
        grep -wF -- "$file" <<<"$listed" >/dev/null || { echo "the SBOM does not list $file"; return 1; }
    done < <(needed | sed -E '/^(libc|libm|ld-linux.*)\.so\./d; s/^(libjpeg\.so)\..*/\1/')
}

is_nodelete() { readelf -d "$module" | grep -E 'FLAGS_1.*NODELETE'; }

# Bound at once, every symbol must be found: in PHP itself or in a library that we name.
resolves() { LD_BIND_NOW=1 run_php -r 'exit(extension_loaded("photolibrary") ? 0 : 1);'; }

loads_in_silence() { expect_lines '' "$(run_php -d display_startup_errors=1 -r '' 2>&1)"; }

no_threads_at_start() {
    expect_lines 1 "$(run_php -r 'echo count(glob("/proc/self/task/*"));')"
}

# libvips and all it brings cost 23 ms and 16 MB: only a file that needs it may load it.
vips_on_first_need() {
    expect_lines 'start: no, jpeg and png: no, tiff: yes' "$(run_php -r '
        function mapped(): string { return str_contains(file_get_contents("/proc/self/maps"), "libvips") ? "yes" : "no"; }
        echo "start: ", mapped();
        PhotoLibrary\palette($argv[1]);
        PhotoLibrary\palette($argv[2]);
        echo ", jpeg and png: ", mapped();
        PhotoLibrary\palette($argv[3]);
        echo ", tiff: ", mapped();' "$images/baseline.jpg" "$images/interlaced.png" "$images/photo.tif")"
}

# The faults that tests ask for by magic bytes are compiled into one CMake preset and nowhere else.
has_no_faults() {
    expect_lines '' "$(
        grep -ao 'PHOTOLIBRARY FAULT' "$module" || true
        nm -C "$module" | grep perform_fault || true
        grep -n PHOTOLIBRARY_FAULTS config.m4 config.w32 || true
    )"
}

# What bin/build compiled last: on a new machine, everything.
compiles_without_warning() {
    ! grep -hE '^[^ ]+:[0-9]+:[0-9]+: warning:' "$cache"/build/*/make.err
}

# Built here, it links libraries that a prebuilt one has in it, and this system may be newer than the oldest.
uses_listed_symbols() { expect_lines '' "$(bin/check-module "$module" | grep 'of PHP' || true)"; }

judged() { # C++ code: prints what bin/check-module says of it
    printf '%s\n' "$1" | g++ -x c++ -shared -fPIC -s -o "$scratch/module.so" - "${@:2}"
    # None of these works, and each PHP says so in its own way.
    bin/check-module "$scratch/module.so" | sed -n "s/ and GLIBC.*//; /^it /p" || true
}
refuses_others() {
    expect_lines 'it needs GLIBC_2.36,' "$(judged '#include <stdlib.h>
        extern "C" void* get_module() { static unsigned module = arc4random(); return &module; }')"
    expect_lines 'it needs smart_str_ferealloc of PHP, which tests/build/php_symbols does not list: the first releases may not export it' \
        "$(judged 'extern "C" bool smart_str_ferealloc(); extern "C" bool get_module() { return smart_str_ferealloc(); }')"
    expect_lines 'it needs libz.so.1, which other systems lack or call otherwise: link it in' \
        "$(judged '#include <zlib.h>
            extern "C" const char* get_module() { return zlibVersion(); }' -lz)"
    expect_lines 'it exports more than get_module, or less: another get_module' \
        "$(judged 'extern "C" void get_module() {} extern "C" void another() {}')"
}

names_itself() {
    local information
    information=$(run_php --ri photolibrary)
    grep libjpeg-turbo <<<"$information"
    grep libvips <<<"$information"
}

check 'exports get_module only' exports
check 'needs only the libraries it names' needs_only
check 'needs only what the SBOM lists' sbom_lists_what_it_needs
check 'stays mapped until the process ends (nodelete)' is_nodelete
check 'has no undefined symbol' resolves
check 'loads without a word' loads_in_silence
check 'starts no thread by being loaded' no_threads_at_start
check 'loads libvips with the first file that needs it' vips_on_first_need
check 'has none of the faults of the test build' has_no_faults
check 'uses no function of PHP but the listed ones' uses_listed_symbols
check 'bin/check-module refuses what would not load elsewhere' refuses_others
check 'is compiled without a warning' compiles_without_warning
check 'names its libraries in phpinfo()' names_itself
