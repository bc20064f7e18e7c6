#!/usr/bin/env bash
# What a PHP process that used the engine leaves behind: nothing; and what a long batch takes: no more than a short one.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

make_scratch
images=$PHOTOLIBRARY_TEST_IMAGES
runs=${PHOTOLIBRARY_LIFECYCLE_RUNS:-80}

# A copy that nobody else loads: the processes of the engine have no environment, but their command line names it.
cp "$module" "$scratch/photolibrary.so"
module=$scratch/photolibrary.so

# One start, use and exit of PHP. STDERR and a status other than 0 go to the file of faults.
one_run() {
    local said
    said=$(TMPDIR="$scratch/temporary" PHOTOLIBRARY_LIFECYCLE="$scratch" \
        timeout 60 php -n -d extension="$module" tests/build/use_and_exit.php "$@" 2>&1) && [ "$said" = finished ] ||
        printf '%s: status %s: %s\n' "$*" "$?" "$said" >>"$scratch/faults"
}

# Processes that carry the mark of our runs, or serve them.
leftovers_now() {
    local process
    for process in /proc/[0-9]*; do
        if tr '\0' '\n' 2>/dev/null <"$process/environ" | grep -qxF "PHOTOLIBRARY_LIFECYCLE=$scratch" ||
            tr '\0' ' ' 2>/dev/null <"$process/cmdline" | grep -qF "$module"; then
            echo "$process"
        fi
    done
}

# What serves goes when it notices that PHP has gone: it has a moment for that.
leftovers() {
    local left
    for _ in $(seq 20); do
        left=$(leftovers_now)
        [ -n "$left" ] || return 0
        sleep 0.1
    done
    printf '%s\n' "$left"
}

many_runs() { # mode, way to end
    : >"$scratch/faults"
    mkdir -p "$scratch/temporary"
    export module scratch
    export -f one_run
    seq "$runs" | xargs -P "$(nproc)" -I '{}' bash -c 'one_run "$@"' _ "$1" "$2" \
        "$images/small.jpg" "$images/small_progressive.jpg" "$images/palette.png" "$images/text.jpg"
    expect_lines '' "$(cat "$scratch/faults")"
    expect_lines '' "$(leftovers)"
    expect_lines '' "$(ls -A "$scratch/temporary")"
}

# Small images: of large ones, what is resident tells how many happened to be decoded at the same moment.
flat_memory() {
    PHOTOLIBRARY_MODULE=$module php -n -d extension="$module" -d memory_limit=64M tests/build/flat_memory.php "$1" \
        "$images"/{small,small_progressive,tiny,orientation_6,text,truncated_progressive}.jpg \
        "$images"/{palette_alpha.png,still.gif,animated.webp}
}

for mode in sequential workers processes; do
    check "$runs starts, uses and exits ($mode)" many_runs "$mode" finish
    check "$runs starts, uses and exits in the middle of a batch ($mode)" many_runs "$mode" break
    check "10,000 images in one batch take no more memory than 1,000 ($mode)" flat_memory "$mode"
done
