#!/usr/bin/env bash
# Real servers: PHP-FPM, Apache with mod_php and PHP's own, each with a configuration of its own in a scratch folder, as
# a user without privileges. Twenty requests at a time use the engine while the server is reloaded; afterwards nothing
# may be left. At the end comes a table.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../build/lib.sh"

requests=60
at_once=20

# ---- a folder that an unprivileged user can read, with a copy of all that is needed ------------------------------------

prepare() {
    cp tests/hosts/page.php "$module" "$scratch/"
    mkdir "$scratch/images"
    cp "$PHOTOLIBRARY_TEST_IMAGES"/{small.jpg,small_progressive.jpg,palette.png,still.gif,lossy.webp,photo.tif,text.jpg} \
        "$scratch/images/"
    # Servers do not inherit the environment of a shell: PHP's own answer to that is auto_prepend_file.
    printf '<?php putenv("PHOTOLIBRARY_HOST_IMAGES=%s");\n' "$scratch/images" >"$scratch/prepend.php"
    printf '%s\n' "extension=$scratch/photolibrary.so" "auto_prepend_file=$scratch/prepend.php" \
        display_errors=1 "error_log=$scratch/php_errors.log" >"$scratch/php.ini"
    chmod -R a+rX "$scratch"
}

if [ -z "${PHOTOLIBRARY_HOSTS_SCRATCH-}" ]; then
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/photolibrary-hosts.XXXXXX")
    trap 'rm -rf "$scratch"' EXIT
    prepare
    as_nobody=()
    if [ "$(id -u)" = 0 ]; then
        chmod 1777 "$scratch" # for what the servers write
        as_nobody=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups)
    fi
    # From a copy of itself: nobody may be unable to read this tree.
    mkdir -p "$scratch/tests/hosts" "$scratch/tests/build"
    cp tests/hosts/run.sh "$scratch/tests/hosts/"
    cp tests/build/lib.sh "$scratch/tests/build/"
    PHP_INI_SCAN_DIR="" PHPRC=$scratch PHOTOLIBRARY_HOSTS_SCRATCH=$scratch \
        "${as_nobody[@]}" bash "$scratch/tests/hosts/run.sh"
    exit
fi
scratch=$PHOTOLIBRARY_HOSTS_SCRATCH
cd "$scratch"
server=
trap '[ -z "$server" ] || pkill -KILL --session "$server"' EXIT
version=$(php -n -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')

# ---- processes ------------------------------------------------------------------------------------------------------

# Those of the engine: their command line names our copy of the module.
engine_processes() {
    local file
    for file in /proc/[0-9]*/cmdline; do
        ! tr '\0' ' ' <"$file" 2>/dev/null | grep -qF "$scratch/photolibrary.so" || dirname "$file"
    done
}

# The server and its own processes: they are of its session, the engine's are not.
server_processes() { pgrep --session "$server" || true; }

zombies() { ps -o stat=,pid=,args= --sid "$server" | grep '^Z' || true; }

# What no server process holds when it has nothing to do.
engine_descriptors() {
    local pid
    for pid in $(server_processes); do
        find "/proc/$pid/fd" -lname '*memfd:*' -o -lname '*pidfd*' -o -lname '*eventfd*' -o -lname "$scratch/images/*"
    done 2>/dev/null
}

most_descriptors() {
    local pid
    for pid in $(server_processes); do find "/proc/$pid/fd" -type l 2>/dev/null | wc -l; done | sort -n | tail -n 1
}

# eventually COMMAND...: waits up to ten seconds for it to print nothing, then prints what it prints.
eventually() {
    local said
    for _ in $(seq 100); do
        said=$("$@")
        [ -n "$said" ] || return 0
        sleep 0.1
    done
    printf '%s\n' "$said"
}

# ---- servers: each function starts one, in a session of its own whose leader is $server ---------------------------------

start() { # COMMAND...
    setsid "$@" >>"$scratch/$host.log" 2>&1 </dev/null &
    server=$!
}

free_port() {
    php -n -r 'echo preg_replace("/.*:/", "", stream_socket_get_name(stream_socket_server("tcp://127.0.0.1:0"), false));'
}

fpm=$(command -v "php-fpm$version" || echo "/usr/sbin/php-fpm$version")
start_fpm() { # [COMMAND...]: starts it through that
    cat >fpm.conf <<CONF
[global]
error_log = $scratch/fpm_errors.log
daemonize = no
; without it a reload ends requests in the middle
process_control_timeout = 20s
[www]
listen = $scratch/fpm.sock
listen.backlog = 100
pm = static
pm.max_children = 6
CONF
    start "$@" "$fpm" -c "$scratch/php.ini" -y "$scratch/fpm.conf"
}
request_fpm() {
    REQUEST_METHOD=GET SCRIPT_FILENAME=$scratch/page.php SCRIPT_NAME=/page.php QUERY_STRING="mode=$1" \
        cgi-fcgi -bind -connect "$scratch/fpm.sock"
}
reload_fpm() { kill -USR2 "$server"; }
stop_fpm() { kill -TERM "$server"; }

start_apache() {
    local modules=/usr/lib/apache2/modules
    port=$(free_port)
    cat >apache.conf <<CONF
ServerRoot $scratch
ServerName localhost
Listen 127.0.0.1:$port
PidFile $scratch/apache.pid
ErrorLog $scratch/apache_errors.log
LoadModule mpm_prefork_module $modules/mod_mpm_prefork.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule php_module $modules/libphp$version.so
StartServers 4
MaxRequestWorkers 24
GracefulShutdownTimeout 20
DocumentRoot $scratch
PHPIniDir $scratch
<Files page.php>
    SetHandler application/x-httpd-php
</Files>
CONF
    start /usr/sbin/apache2 -f "$scratch/apache.conf" -D FOREGROUND
}
request_apache() { curl -sS --max-time 60 "http://127.0.0.1:$port/page.php?mode=$1"; }
reload_apache() { kill -USR1 "$server"; }
stop_apache() { kill -TERM "$server"; }

start_builtin() {
    port=$(free_port)
    start env PHP_CLI_SERVER_WORKERS=6 php -c "$scratch/php.ini" -S "127.0.0.1:$port" -t "$scratch"
}
request_builtin() { request_apache "$1"; }
reload_builtin() { :; } # it knows none
stop_builtin() { kill -INT -- "-$server"; } # as Ctrl-C does; a SIGTERM would end the first process only

# ---- the test -------------------------------------------------------------------------------------------------------

answer() { # mode: prints the last line of the answer
    "request_$host" "$1" 2>&1 | tr -d '\r' | tail -n 1
}
export -f answer request_fpm request_apache request_builtin

await_answers() {
    for _ in $(seq 100); do
        [ "$(answer sequential)" != "$wanted" ] || return 0
        sleep 0.1
    done
    echo "$host does not answer as it should: $(answer sequential)"
    cat "$scratch/$host.log"
    return 1
}

# Many requests, $at_once at a time; the server is reloaded when a third of them are answered.
many_requests() { # mode
    : >answers
    export host port scratch
    seq $requests | xargs -P $at_once -I '{}' bash -c "answer $1" >>answers &
    local clients=$!
    while kill -0 $clients 2>/dev/null && [ "$(wc -l <answers)" -lt $((requests / 3)) ]; do sleep 0.02; done
    "reload_$host"
    wait $clients
}

serves() { # mode
    local before errors left
    before=$(most_descriptors)
    many_requests "$1"
    errors=$(grep -cvxF "$wanted" answers || true)
    left=$(
        eventually engine_processes
        eventually zombies
        eventually engine_descriptors
    )
    printf '%s\t%s\t%s\t%s\t%s\t%s → %s\n' "$host" "$1" "$(wc -l <answers)" "$errors" \
        "$(grep -c . <<<"$left" || true)" "$before" "$(most_descriptors)" >>table
    expect_lines "$requests $wanted" "$(sort answers | uniq -c | sed 's/^ *//')"
    expect_lines '' "$left"
    [ "$(most_descriptors)" -le "$before" ] || { echo "descriptors of a server process: $before, then $(most_descriptors)"; return 1; }
}

ends_without_a_trace() {
    "stop_$host"
    expect_lines '' "$(eventually server_processes)"
    expect_lines '' "$(eventually engine_processes)"
    [ ! -e php_errors.log ] || { cat php_errors.log; return 1; }
}

printf 'host\tmode\trequests\terrors\tleft\tdescriptors of a server process\n' >table
wanted=$(php -c "$scratch/php.ini" page.php | tail -n 1)
for host in fpm apache builtin; do
    "start_$host"
    check "$host answers as PHP on the command line does" await_answers
    for mode in sequential processes; do
        check "$host: $requests requests, $at_once at a time, and a reload ($mode)" serves $mode
    done
    check "$host ends without a trace" ends_without_a_trace
    wait "$server" || true
    server=
done

# Hosts where the command line is missing, or is another PHP: FPM's own program serves then. As root of a namespace.
fpm_serves_alone() { # a file that stands in for the command line
    local in_its_place
    # shellcheck disable=SC2016  # the inner shell's
    in_its_place='for php in php "php$1"; do mount --bind "$2" "$(readlink -f "$(command -v "$php")")"; done; shift 2; exec "$@" -R'
    start_fpm unshare --map-root-user --mount sh -c "$in_its_place" sh "$version" "$1"
    await_answers
    expect_lines "$wanted" "$(answer processes)"
    ends_without_a_trace
}

printf '#!/bin/sh\necho "PHP 8.99.0 (cli)"\nexit 1\n' >other-php
touch no-php
chmod 755 other-php
host=fpm
for case in 'another PHP as the command line:other-php' 'no command line:no-php'; do
    name="fpm serves its own processes with ${case%:*}"
    if unshare --map-root-user --mount true 2>/dev/null; then
        check "$name" fpm_serves_alone "$scratch/${case#*:}"
    else
        skip "$name" 'mount namespaces are not to be had here'
    fi
done
while IFS=$'\t' read -r host mode answers errors left descriptors; do
    printf '# %-8s %-11s %-9s %-7s %-5s %s\n' "$host" "$mode" "$answers" "$errors" "$left" "$descriptors"
done <table
