#!/usr/bin/env bash
# The Composer package photolibrary/stubs as a project uses it: PHPStan and Psalm, which know nothing else of the extension,
# find nothing in the examples, and in each program of project/wrong the error that the comment there names.
#
# project/composer.json asks for what is missing in some copies of Packagist under another name or version. Only Psalm's
# language server and its threads use that, and neither runs here.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../build/lib.sh"

make_scratch
project=$scratch/project
export TMPDIR=$scratch/tmp # of PHPStan
mkdir "$TMPDIR"

# PHP as it is set up here, but without the extension: PHPStan would ask that in place of the stubs.
without_extension() {
    local file
    mkdir "$scratch/ini"
    while read -r file; do
        grep -q photolibrary "$file" || ln -s "$file" "$scratch/ini/"
    done < <(env -u PHP_INI_SCAN_DIR php -r 'echo strtr(php_ini_scanned_files(), [",\n" => "\n"]);')
    export PHP_INI_SCAN_DIR=$scratch/ini
    php -r 'exit(extension_loaded("photolibrary") ? 1 : 0);' || { echo 'not ok php.ini loads the extension'; exit 1; }
}

install_package() {
    cp -R tests/stubs/project "$project"
    mkdir "$scratch/package" "$project/src"
    cp examples/*.php "$project/src/"
    cp examples/psalm.xml "$project/"
    tar -xzf "$(bin/package --stubs)" -C "$scratch/package" --strip-components=1
    cd "$project"
    COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_HOME=$cache/composer composer install --no-interaction --no-progress --quiet
    expect_lines 'LICENSE composer.json extension.neon photolibrary.stub.php' \
        "$(export LC_ALL=C; cd vendor/photolibrary/stubs; echo *)"
}

programs_do_not_load_it() {
    cd "$project"
    php -r 'require "vendor/autoload.php";
        exit(class_exists("PhotoLibrary\\Palette") || function_exists("PhotoLibrary\\palettes") ? 1 : 0);'
}

# Each tool prints PATH:LINE KIND for an error, and ends with a status other than 0 if there is one.
phpstan() { vendor/bin/phpstan analyse --level max --no-progress --error-format raw -v "$@" 2>&1 | findings; }
psalm() { vendor/bin/psalm --no-progress --no-cache --threads=1 --scan-threads=1 --output-format=text "$@" 2>&1 | findings; }
# What is no error of a known form stays as it is, but for what PHP 8.4 says of the packages that Psalm needs.
findings() {
    sed -E "s|^$project/||
        s|^([^ ]+:[0-9]+):.* \[identifier=([^]]*)\]\$|\1 \2|
        s|^([^ ]+:[0-9]+):[0-9]+:error - ([A-Za-z]+): .*|\1 \2|
        /^(Elapsed time|Peak memory): |^\$|^(PHP )?Deprecated: .* in .*\/vendor\/.* on line [0-9]+\$/d"
}

# For those who have installed the extension where they run PHPStan.
phpstan_with_extension() {
    mkdir -p "$scratch/ini-extension"
    printf 'extension="%s"\n' "$module" >"$scratch/ini-extension/photolibrary.ini"
    export PHP_INI_SCAN_DIR=$PHP_INI_SCAN_DIR:$scratch/ini-extension
    php -r 'exit(extension_loaded("photolibrary") ? 0 : 1);' || { echo 'the extension does not load'; return 1; }
    phpstan "$@"
}
# For those who do without phpstan/extension-installer: the PHPStan of tests/composer.json does.
phpstan_by_hand() {
    mkdir -p "$scratch/by-hand/vendor"
    cd "$scratch/by-hand"
    ln -s "$project/vendor/photolibrary" vendor/
    cp "$root/examples/phpstan.neon" .
    "$cache/tools/vendor/bin/phpstan" analyse --level max -c phpstan.neon --no-progress "$project/$1"
}

finds_nothing() { # where, the tool
    cd "$project"
    "$2" "$1"
}
finds_what_is_wrong() { # the tool's name, the tool
    local found
    cd "$project"
    found=$("$2" wrong) && { echo "$1 is content"; return 1; }
    expect_lines "$(grep -noE "$1: [A-Za-z.]+" wrong/*.php | sed -E 's/^([^:]+:[0-9]+):[^:]+: /\1 /')" "$found"
}

without_extension
check 'Composer installs the package' install_package
check 'programs do not load it' programs_do_not_load_it
check 'PHPStan finds nothing in the examples' finds_nothing src phpstan
check 'PHPStan finds nothing in the examples, without its installer of extensions' finds_nothing src phpstan_by_hand
check 'PHPStan finds what is wrong' finds_what_is_wrong PHPStan phpstan
check 'PHPStan finds what is wrong, where the extension is loaded' finds_what_is_wrong PHPStan phpstan_with_extension
check 'PHPStan knows the types' finds_nothing "$root/tests/types" phpstan
check 'Psalm finds nothing in the examples' finds_nothing src psalm
check 'Psalm finds what is wrong' finds_what_is_wrong Psalm psalm
