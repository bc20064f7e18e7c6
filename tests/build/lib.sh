# shellcheck shell=bash
# For the scripts beside this one: each check prints one line, "ok NAME (N s)", "not ok NAME" or "skip NAME: REASON", and
# what a failed one said. bin/test counts the lines.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=$root/.cache
# shellcheck disable=SC2034  # for the scripts that source this file
module=$root/modules/photolibrary.so
cd "$root"

# check NAME COMMAND...: passes if the command, which may be a function, ends with 0 under errexit.
check() {
    local name=$1 output status started=$SECONDS
    shift
    set +e # in an `if` the command would run without errexit
    output=$(set -e; "$@" 2>&1 </dev/null)
    status=$?
    set -e
    if [ $status = 0 ]; then
        printf 'ok %s (%d s)\n' "$name" $((SECONDS - started))
    else
        printf 'not ok %s\n' "$name"
        printf '%s\n' "${output:-exit status $status}" | sed -n '1,100s/^/    /p'
    fi
}

skip() { printf 'skip %s: %s\n' "$1" "$2"; }

# expect_lines WANTED FOUND: fails with the difference.
expect_lines() { diff -u --label wanted --label found <(printf '%s\n' "$1") <(printf '%s\n' "$2"); }

# A scratch folder that goes with the script.
make_scratch() {
    mkdir -p "$cache/tmp"
    scratch=$(mktemp -d "$cache/tmp/$(basename "$0").XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
}

php_tool() {
    local version
    version=$(php -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
    command -v "$1$version" || command -v "$1"
}
