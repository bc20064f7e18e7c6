#!/usr/bin/env bash
# What bin/release makes, and what it refuses: in clones of this tree, for a version that never was.
set -euo pipefail
# shellcheck source=tests/build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

version=987.6.5
schemas_archive=cyclonedx-cyclonedx-library-10.3.0.tgz
schemas_sha512=4484f6f2ca755343c21da69e177c8d47093a26283f5c9f14b1801538c61a1d0fb45553afb23729d0f4d64052d4a89145f1732e77e29daba1bec2d0c087e40914
make_scratch

git_as_test() { git -c user.name=test -c user.email=test@example.org -c commit.gpgsign=false -c tag.gpgsign=false "$@"; }

# The files of this tree as they stand, committed or not, in a clone in the folder $1.
clone() {
    git clone --quiet "$root" "$1"
    git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
        [ ! -e "$file" ] || printf '%s\0' "$file"
    done | tar --null -T - -cf - | tar -xf - -C "$1"
    commit "$1" 'what is not committed yet'
}

commit() { # folder, subject
    git -C "$1" add --all
    GIT_COMMITTER_DATE='2001-02-03T04:05:06Z' git_as_test -C "$1" commit --quiet --allow-empty --message "$2" --date '2001-02-03T04:05:06Z'
}

# What RELEASING.md asks of a person.
prepare() { # folder
    (
        cd "$1"
        bin/lib/version --write $version
        sed -i "s/^## \[Unreleased\]/&\n\n## [$version] - 2001-02-03\n\n- Something new./" CHANGELOG.md
        sed -i "s/^== Changelog ==/&\n\n= $version =\n* Something new./" wp-cli-plugin/readme.txt
        bin/package --pecl >/dev/null
    )
    commit "$1" "build: release $version"
    mkdir -p "$1/.cache/test"
    git -C "$1" rev-parse HEAD >"$1/.cache/test/passed"
}

makes_a_release() {
    clone "$scratch/ready"
    prepare "$scratch/ready"
    "$scratch/ready/bin/release" $version --real >"$scratch/output"
    grep -F "git tag --sign v$version" "$scratch/output"
    expect_lines "$({ bin/lib/assets names $version | grep -v _php; echo SHA256SUMS; } | LC_ALL=C sort)" \
        "$(LC_ALL=C ls "$scratch/ready/.cache/release/$version")"
    (cd "$scratch/ready/.cache/release/$version" && sha256sum --check --quiet SHA256SUMS)
}

# Another clone, folder, hour, time zone and mask of rights, and files that lie about.
makes_the_same_again() {
    git clone --quiet "$scratch/ready" "$scratch/again"
    echo 'left over' >"$scratch/again/src/left_over.cpp"
    (umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 "$scratch/again/bin/release" $version >/dev/null 2>&1) || true
    diff -r "$scratch/ready/.cache/release/$version" "$scratch/again/.cache/release/$version.rehearsal"
}

# It takes two systems to see the difference: in another format than its own, GNU tar 1.35 writes other bytes than 1.34.
tarballs_are_of_gnu() {
    local file
    for file in "$scratch/ready/.cache/release/$version"/*.t*gz; do
        expect_lines 'ustar  ' "$(gunzip -c "$file" | tail -c +258 | head -c 7)"
    done
}

# Everything that can be wrong is.
says_what_is_not_ready() {
    clone "$scratch/wrong"
    (
        cd "$scratch/wrong"
        git_as_test tag v$version HEAD~1
        git_as_test tag v987.6.10
        echo 'not committed' >>README.md
    )
    local output own
    own=$(bin/lib/version)
    output=$("$scratch/wrong/bin/release" $version 2>&1 >/dev/null) && { echo 'nothing was refused'; return 1; }
    expect_lines "
the sources are of version $own: run bin/lib/version --write $version

Error: CHANGELOG.md has no section \"## [$version] - YYYY-MM-DD\" that says something

the tree has changes that are in no commit:
 M README.md

the tag v$version stands at another commit, $(git -C "$scratch/wrong" rev-parse HEAD~1)

there is a newer version, v987.6.10

bin/test has not passed as a whole on this commit; with --real, it is run
Error: $version is not ready, for these reasons; the files are a rehearsal" "$output"
    ls "$scratch/wrong/.cache/release/$version.rehearsal/SHA256SUMS"
}

makes_nothing_that_is_not_ready() {
    ! "$scratch/wrong/bin/release" $version --real >/dev/null 2>"$scratch/output"
    expect_lines "Error: $version is not ready; nothing was made" "$(tail -n 1 "$scratch/output")"
    [ ! -e "$scratch/wrong/.cache/release/$version" ]
}

# ---- the files of the whole release ---------------------------------------------------------------------------------------

counts_the_assets() {
    local folder=$scratch/assets
    mkdir "$folder"
    (cd "$folder" && "$root/bin/lib/assets" names 1.2.3 | xargs touch && rm photolibrary-1.2.3.zip)
    ! bin/lib/assets sum 1.2.3 "$folder" >"$scratch/output" 2>&1
    grep -Fx -- '-photolibrary-1.2.3.zip' "$scratch/output"
    echo 'the plugin' >"$folder/photolibrary-1.2.3.zip"
    bin/lib/assets sum 1.2.3 "$folder"
    bin/lib/assets check 1.2.3 "$folder"
    echo 'another' >"$folder/photolibrary-1.2.3.zip"
    ! bin/lib/assets check 1.2.3 "$folder" >"$scratch/output" 2>&1
    grep -F 'photolibrary-1.2.3.zip: FAILED' "$scratch/output"
    echo 'the plugin' >"$folder/photolibrary-1.2.3.zip"
    touch "$folder/photolibrary-1.2.3.dll"
    ! bin/lib/assets check 1.2.3 "$folder" >"$scratch/output" 2>&1
    grep -Fx -- '+photolibrary-1.2.3.dll' "$scratch/output"
}

# ---- what is inside -------------------------------------------------------------------------------------------------------

fetch_schemas() {
    cd "$cache/downloads"
    verified() { [ -s "$schemas_archive" ] && printf '%s  %s\n' "$schemas_sha512" "$schemas_archive" | sha512sum --check --status -; }
    verified || npm pack --silent '@cyclonedx/cyclonedx-library@10.3.0' >/dev/null
    verified
    tar -xzf "$schemas_archive" -C "$scratch" --no-same-owner package/res/schema
}

sbom_is_valid() { php tests/build/sbom.php "$scratch/ready/.cache/release/$version/photolibrary-$version.cdx.json" "$scratch/package/res/schema"; }

# The libraries that configure asks for, what bin/prebuilt links in, and the names that the sources load, are those that the
# SBOM lists.
sbom_is_complete() {
    local listed
    listed=$(php bin/lib/sbom.php 1.2.3 0)
    expect_lines "$(sed -n 's/^ *PHOTOLIBRARY_LIBRARY(\[[A-Z_]*\], \[[a-z0-9]*\], \[\([^]]*\)\].*/\1/p' config.m4 | sed 's/ 2$//' | sort)" \
        "$(grep -oE '"name": "(lib[a-z-]+|Little CMS|oneTBB|zlib)"' <<<"$listed" | cut -d '"' -f 4 | sort -u)"
    expect_lines "$(sed -nE 's/^    [a-z0-9-]+-([0-9.]+) [^ ]+ [0-9a-f]{64}$/\1/p' bin/prebuilt | sort)" \
        "$(grep -B 12 '"value": "linked in"' <<<"$listed" | sed -nE 's/.*"version": "(.*)".*/\1/p' | sort)"
    # With RTLD_NOLOAD, one is only looked for that another library has loaded.
    grep -rhE 'library_file\("' src | grep -v RTLD_NOLOAD | sed -E 's/.*library_file\("([a-z]+)", ([0-9]+)\).*/lib\1.so.\2/' | sort -u | while read -r file; do
        grep -F "\"$file\"" <<<"$listed" || { echo "the SBOM does not list $file"; return 1; }
    done
}

# If somebody else's code comes in, the SBOM must name it.
nothing_is_vendored() { ! grep -rniE 'copyright|spdx-license' src php php_stubs wp-cli-plugin --exclude=LICENSE; }

mkdir -p "$cache/downloads"
check 'a release is made of what is ready' makes_a_release
check 'the same commit makes the same files, to the byte' makes_the_same_again
check 'tarballs are of the format that every GNU tar writes alike' tarballs_are_of_gnu
check 'a rehearsal says all that is not ready' says_what_is_not_ready
check 'what is not ready is not released' makes_nothing_that_is_not_ready
check 'a file of a release that is missing, changed or too many is found' counts_the_assets
check 'the schemas of CycloneDX are there' fetch_schemas
check 'the SBOM is valid CycloneDX' sbom_is_valid
check 'the SBOM lists what is linked and loaded' sbom_is_complete
check 'no code of others is vendored' nothing_is_vendored
