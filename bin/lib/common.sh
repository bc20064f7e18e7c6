# shellcheck shell=bash
# What the scripts in bin/ share. To be sourced by scripts that run under `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=$root/.cache
# shellcheck disable=SC2034  # for the scripts that source this file
module=$root/modules/photolibrary.so

say() { printf '%s\n' "$*" >&2; }
fail() {
    printf 'Error: %s\n' "$*" >&2
    exit 1
}

# ---- usage: the comment at the head of each script -------------------------------------------------------------------

script_name() { if [ -e "$root/bin/${0##*/}" ]; then printf 'bin/%s' "${0##*/}"; else printf 'bin/lib/%s' "${0##*/}"; fi; }
print_usage() { awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$root/$(script_name)"; }

# refuse ARGUMENT...: ends the script because of arguments that it does not know.
refuse() {
    {
        printf 'Error: %s does not know: %s\n\n' "$(script_name)" "$*"
        print_usage
    } >&2
    exit 2
}

# give_help ARGUMENT...: prints the usage and ends the script if an argument asks for it.
give_help() {
    case " $* " in
        *' --help '* | *' -h '*) print_usage; exit ;;
    esac
}

# ---- packages -------------------------------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -- "$@"
    else
        fail "packages must be installed, but there is no sudo. Run this as root: $*"
    fi
}

# Whether a package, or what we use of it (a command, a PHP extension), is installed, by apt or otherwise.
package_is_there() {
    case $1 in
        clang-format | clang-tidy | cmake | composer | git | npm | shellcheck | strace | unzip) command -v "$1" ;;
        ansible-core) command -v ansible-playbook ;;
        openssh-server) [ -x /usr/sbin/sshd ] ;;
        php-cli) command -v php ;;
        php-pear) command -v pecl ;;
        php-sqlite3) php -r 'exit(extension_loaded("pdo_sqlite") ? 0 : 1);' ;;
        php-xml) php -r 'exit(extension_loaded("dom") ? 0 : 1);' ;;
        php-curl | php-gd | php-imagick | php-mbstring) php -r 'exit(extension_loaded($argv[1]) ? 0 : 1);' "${1#php-}" ;;
        *) dpkg-query -W -f '${Status}' "$1" | grep ' installed$' ;;
    esac >/dev/null 2>&1
}

# Prints those of the packages that are missing, one a line.
packages_missing() {
    local package
    for package; do
        package_is_there "$package" || printf '%s\n' "$package"
    done
}

# A fresh machine may be busy with its own updates, which then hold apt's lock.
apt_waits=(-o DPkg::Lock::Timeout=600)

# apt_update PACKAGE...: once per run, and only before something is installed.
apt_update() {
    [ -z "${apt_is_updated-}" ] || return 0
    command -v apt-get >/dev/null || fail "there is no apt-get on this system. Install these packages yourself: $*"
    as_root apt-get -qq "${apt_waits[@]}" update
    apt_is_updated=yes
}

apt_install() {
    [ $# -gt 0 ] || return 0
    apt_update "$@"
    say "Installing $*"
    mkdir -p "$cache"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${apt_waits[@]}" install -y --no-install-recommends "$@" \
        </dev/null >"$cache/apt.log" 2>&1 || {
        tail -n 20 "$cache/apt.log" >&2
        fail "apt could not install $*"
    }
}

# apt_source PACKAGE FOLDER: unpacks the distribution's source of a package into a new folder. With lists of its own: apt
# of most systems has none of sources.
apt_source() {
    local state=$cache/apt-source file
    mkdir -p "$state/lists/partial" "$state/parts" "$state/files"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
        [ ! -e "$file" ] || sed -E 's/^deb /deb-src /; s/^Types:.*/Types: deb-src/' "$file" >"$state/parts/${file##*/}"
    done
    local options=(-qq "${apt_waits[@]}" -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$state/parts"
        -o Dir::State::lists="$state/lists" -o APT::Sandbox::User="$(id -un)")
    apt-get "${options[@]}" update
    # The newest, or the one before: not every mirror keeps the sources of security updates.
    local version
    while read -r version; do
        ! (cd "$state/files" && apt-get "${options[@]}" source --download-only "$1=$version") >"$state/log" 2>&1 || break
        version=
    done < <(apt-cache "${options[@]}" showsrc "$1" | sed -n 's/^Version: //p' | sort -rVu)
    [ -n "${version-}" ] || { tail -n 5 "$state/log" >&2; fail "apt could not download the source of $1"; }
    # Without the distribution's changes, for which dpkg-source would be needed.
    mkdir -p "$2"
    tar -xf "$(find "$state/files" -name "$1_*.orig.tar.*" ! -name '*.asc' | sort | tail -n 1)" -C "$2" --strip-components=1
}

# The libraries of the command line in cli/. The module may be built later.
install_command_line() {
    [ ! "$root/cli/vendor/autoload.php" -nt "$root/cli/composer.json" ] || return 0
    COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_HOME=$cache/composer \
        composer install --working-dir="$root/cli" --no-interaction --no-progress --quiet --ignore-platform-req='ext-*' </dev/null ||
        fail "Composer could not install the libraries that cli/composer.json names"
    touch "$root/cli/vendor/autoload.php"
}

# ---- PHP ------------------------------------------------------------------------------------------------------------

php_version() { php -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;'; }

# Prints the path of phpize or php-config of the PHP that runs as `php`: beside it, if they are there.
php_tool() {
    local beside
    beside=$(dirname "$(command -v php)")
    command -v "$beside/$1$(php_version)" || command -v "$beside/$1" || command -v "$1$(php_version)" || command -v "$1"
}

php_dev_package() {
    if command -v php >/dev/null; then
        printf 'php%s-dev\n' "$(php_version)"
    else
        printf 'php-cli\nphp-dev\n'
    fi
}

# Prints the packages that the build still needs, one a line.
build_packages_missing() {
    command -v g++ >/dev/null || command -v c++ >/dev/null || echo g++
    command -v make >/dev/null || echo make
    command -v pkg-config >/dev/null || echo pkg-config
    { command -v php && php_tool phpize && php_tool php-config; } >/dev/null || php_dev_package
    local need
    for need in libjpeg:libjpeg-dev lcms2:liblcms2-dev tbb:libtbb-dev zlib:zlib1g-dev libwebp:libwebp-dev vips:libvips-dev libcurl:libcurl4-openssl-dev; do
        pkg-config --exists "${need%%:*}" 2>/dev/null || echo "${need#*:}"
    done
}

# The same on Alpine, all of it.
# shellcheck disable=SC2034  # for the scripts that source this file
alpine_build_packages=(linux-headers autoconf g++ make pkgconf libjpeg-turbo-dev lcms2-dev onetbb-dev zlib-dev libwebp-dev vips-dev curl-dev)

# make_and_test [COMMAND...]: builds the sources in this folder as their users do, and runs `make test`, by the command if there
# is one. PHP's own runner ends well even if it has skipped every test.
make_and_test() {
    local passed
    "$(php_tool phpize)" >/dev/null
    ./configure --quiet --with-php-config="$(php_tool php-config)"
    make -s -j"$(getconf _NPROCESSORS_ONLN)"
    NO_INTERACTION=1 REPORT_EXIT_STATUS=1 TEST_PHP_ARGS=-q "$@" make -s test | tee make_test.out
    passed=$(sed -n 's/^Tests passed *: *\([0-9]*\).*/\1/p' make_test.out)
    [ "${passed:-0}" -gt 0 ] || fail "make test has passed no test"
}

# use_module_everywhere [FOLDER]: makes every PHP started from here, and its children, load $module, by an ini file in the
# folder: `-d extension=` would not be inherited.
use_module_everywhere() {
    local ini=${1-$cache/ini}
    mkdir -p "$ini"
    printf 'extension="%s"\n' "$module" >"$ini/photolibrary.ini"
    export PHP_INI_SCAN_DIR=:$ini
}

# Prepares what the servers of tests/network need, and makes every PHP started from here trust them.
trust_test_servers() {
    flock "$cache/network.lock" "$root/tests/network/prepare" "$cache/network" "$PHOTOLIBRARY_TEST_IMAGES"
    mkdir -p "$cache/ini-network"
    printf 'openssl.cafile="%s"\n' "$cache/network/ca.pem" >"$cache/ini-network/network.ini"
    export PHP_INI_SCAN_DIR=$PHP_INI_SCAN_DIR:$cache/ini-network
}
