# shellcheck shell=bash
# bin/demo --actions. To be sourced after common.sh, by a script that runs under `set -euo pipefail`.
# shellcheck disable=SC2154  # root and cache are of common.sh
# shellcheck disable=SC2164  # errexit

demo_addresses=(127.0.0.11 127.0.0.12 127.0.0.13)
demo_sshds=()

demo_actions_packages() {
    { build_packages_missing && packages_missing ansible-core openssh-client openssh-server composer php-sqlite3 unzip; } | sort -u
}

# An sshd of our own for each address: keys, known hosts and accounts of the machine are neither used nor changed. With that
# SHLVL, bash does not read the user's .bashrc, which may do anything.
demo_start_servers() { # folder
    local folder=$1 port=$2 number address
    ssh-keygen -q -t ed25519 -N '' -f "$folder/host_key"
    ssh-keygen -q -t ed25519 -N '' -f "$folder/user_key"
    [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
    for number in "${!demo_addresses[@]}"; do
        address=${demo_addresses[number]}
        printf '[%s]:%s %s\n' "$address" "$port" "$(cut -d' ' -f1,2 "$folder/host_key.pub")" >>"$folder/known_hosts"
        printf '%s\n' "Port $port" "ListenAddress $address" "HostKey $folder/host_key" "PidFile none" \
            "AuthorizedKeysFile $folder/user_key.pub" 'UsePAM no' 'StrictModes no' 'PasswordAuthentication no' \
            'PermitRootLogin prohibit-password' 'SetEnv SHLVL=2' 'Subsystem sftp internal-sftp' >"$folder/sshd-$number.conf"
        /usr/sbin/sshd -D -e -f "$folder/sshd-$number.conf" 2>"$folder/sshd-$number.log" &
        demo_sshds+=($!)
    done
    for address in "${demo_addresses[@]}"; do
        demo_wait_for "the SSH server at $address" ssh-keyscan -p "$port" -T 1 "$address"
    done
}

# demo_wait_for WHAT COMMAND...: until the command succeeds.
demo_wait_for() {
    local tries
    for ((tries = 0; tries < 300; tries++)); do
        "${@:2}" >/dev/null 2>&1 && return 0
        sleep 0.1
    done
    fail "$1 does not appear"
}

demo_free_port() {
    php -n -r '$socket = stream_socket_server("tcp://127.0.0.11:0"); echo substr(strrchr(stream_socket_get_name($socket, false), ":"), 1);'
}

demo_playbook() { # its kind, seconds
    cat <<EOF
- hosts: web
  gather_facts: false
  tasks:
    - name: say that it begins
      ansible.builtin.shell: "echo '$1 begin' >> '{{ folder }}/servers/{{ inventory_hostname }}'"
    - name: work for $2 seconds
      ansible.builtin.command: sleep $2
    - name: say that it is done
      ansible.builtin.shell: "echo '$1 end' >> '{{ folder }}/servers/{{ inventory_hostname }}'"
EOF
}

demo_project() { # folder, port
    local folder=$1 number
    mkdir -p "$folder/inventory/production" "$folder/playbooks" "$folder/servers"
    {
        printf 'all:\n  vars:\n'
        printf '    %s\n' "folder: $folder" "ansible_port: $2" "ansible_user: $(id -un)" "ansible_ssh_private_key_file: $folder/user_key" \
            "ansible_ssh_common_args: -o UserKnownHostsFile=$folder/known_hosts -o IdentitiesOnly=yes" \
            'ansible_python_interpreter: auto_silent'
        printf '  children:\n    web:\n      hosts:\n'
        for number in "${!demo_addresses[@]}"; do
            printf '        web-0%d: {ansible_host: %s}\n' $((number + 1)) "${demo_addresses[number]}"
        done
    } >"$folder/inventory/production/hosts.yml"
    printf 'max_parallel_workers: 3\nhealth_check_enabled: false\n' >"$folder/inventory/production/config.yml"
    # No connection stays open when the demo is over.
    printf '[ssh_connection]\nssh_args = -o ControlMaster=no\n' >"$folder/ansible.cfg"
    demo_playbook provision 3 >"$folder/playbooks/provision.yml"
    demo_playbook deploy 6 >"$folder/playbooks/deploy.yml"
}

demo_run() {
    say "\$ photolibrary $*"
    "$root/cli/bin/photolibrary" "$@"
}

demo_deploys_are_at_work() { [ "$(cat "$1"/servers/* | grep -c 'deploy begin')" = "${#demo_addresses[@]}" ]; }

# Kills the program in the middle of a deploy of all servers, as a power cut for it alone would.
demo_kill_in_the_middle() { # folder
    local pid
    say "\$ photolibrary actions deploy production &"
    "$root/cli/bin/photolibrary" actions deploy production --plain >"$1/killed.out" 2>"$1/killed.err" &
    pid=$!
    demo_wait_for 'the beginning of the deploys' demo_deploys_are_at_work "$1"
    kill -9 $pid
    wait $pid 2>/dev/null || true
    say "\$ kill -9 $pid      # in the middle of three deploys"
}

demo_every_deploy_was_done_once() { # folder
    local server
    for server in "$1"/servers/*; do
        [ "$(grep -c 'deploy begin' "$server")" = 1 ] && [ "$(grep -c 'deploy end' "$server")" = 1 ] ||
            fail "$(basename "$server") was not deployed exactly once: $(paste -sd, "$server")"
    done
}

demo_actions_end() {
    [ ${#demo_sshds[@]} = 0 ] || kill "${demo_sshds[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$demo_folder"
}

demo_actions() {
    local port
    demo_folder=$cache/demo/actions
    rm -rf "$demo_folder"
    mkdir -p "$cache/demo"
    mkdir -m 700 "$demo_folder"
    trap demo_actions_end EXIT
    trap 'exit 130' INT TERM
    port=$(demo_free_port)
    say "Starting an SSH server for each of ${demo_addresses[*]}, port $port"
    demo_start_servers "$demo_folder" "$port"
    demo_project "$demo_folder" "$port"
    cd "$demo_folder"
    demo_run actions provision production
    demo_kill_in_the_middle "$demo_folder"
    demo_run actions status production
    demo_run actions run production
    demo_every_deploy_was_done_once "$demo_folder"
    say 'The record of each server says that it was deployed once. What the workers did:'
    cut -d' ' -f3- logs/production/orchestrator.log
    cd "$root"
    say 'The servers are stopped, and all files of the demo are removed.'
}
