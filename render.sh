#!/usr/bin/env bash
# Sets up what is missing on the first run, then hands all arguments on; `./render.sh --help` says which there are.
set -euo pipefail
self=${BASH_SOURCE[0]}
while [[ -L $self ]]; do # a link to this file may stand anywhere
    target=$(readlink -- "$self")
    [[ $target == /* ]] && self=$target || self=$(dirname -- "$self")/$target
done
root=$(cd -- "$(dirname -- "$self")" && pwd)
venv=$root/.venv python=$root/.venv/bin/python
# Somebody's own packages, optimisations and a temporary folder too long for a socket's name are not for this program.
unset PYTHONPATH PYTHONHOME PYTHONOPTIMIZE
temporary=${TMPDIR-}
((${#temporary} <= 60)) || export TMPDIR=/tmp

system_libraries() { # cairo and pango are bound when packages are built, so their headers must be there
    local missing=()
    command -v cc >/dev/null || missing+=("a C compiler")
    { command -v pkg-config && pkg-config --exists cairo pangocairo; } >/dev/null || missing+=("cairo and pango")
    "$1" -c 'import ensurepip' 2>/dev/null || missing+=("Python's venv")
    "$1" -c 'import os, sysconfig as s, sys; sys.exit(not os.path.exists(s.get_path("include") + "/Python.h"))' ||
        missing+=("Python's headers")
    ((${#missing[@]})) || return 0
    local apt="apt-get install -y python3-venv python3-dev pkg-config libcairo2-dev libpango1.0-dev build-essential"
    if command -v apt-get >/dev/null && ((EUID == 0)); then
        echo "Installing ${missing[*]} ..." >&2
        apt-get update -q >&2
        DEBIAN_FRONTEND=noninteractive $apt >&2
        return
    fi
    local install="sudo $apt"
    if command -v dnf >/dev/null; then install="sudo dnf install -y python3-devel pkgconf cairo-devel pango-devel gcc"
    elif command -v pacman >/dev/null; then install="sudo pacman -S --needed python pkgconf cairo pango base-devel"
    elif command -v brew >/dev/null; then install="brew install pkgconf cairo pango"
    fi
    printf 'Missing: %s. Install with:\n  %s\n' "$(IFS=,; echo "${missing[*]}")" "$install" >&2
    exit 1
}

works_here() { # whether there is a Python, and its environment was made here: not elsewhere, and then moved or copied
    [[ -x $python && -e $venv/pyvenv.cfg ]] && grep -qF -- " $(cd -P -- "$venv" && pwd)" "$venv/pyvenv.cfg"
}

set_up() { # $1: lock file; the rest: marks, written last, so that a set-up that was cut short is done again
    local base && for base in python3 python3.14 python3.13 python3.12 python3.11 ""; do
        [[ -n $base ]] || { echo "Python 3.11 or newer is needed; install it and run this again." >&2; exit 1; }
        "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    done
    [[ -w $root ]] || { echo "$root can't be written, so it can't be set up; copy it to where it can." >&2; exit 1; }
    system_libraries "$base"
    echo "Setting up $venv (about a minute) ..." >&2
    { works_here && "$python" -c 'import pip' 2>/dev/null; } || "$base" -m venv --clear "$venv"
    rm -f "$venv"/ready-*
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1" >&2
    # So that plain `manim` and notebooks find the packages from wherever they are started.
    echo "$root" >"$(echo "$venv"/lib/python3.*/site-packages)/cross-entropy-in-motion.pth"
    touch "${@:2}"
}

# The locks' checksum is part of the marks' names, so that changed locks are installed.
locks=$(cat "$root/requirements.lock" "$root/tests/requirements.lock" | cksum)
ready=$venv/ready-${locks% *}
if [[ ${1-} == test ]]; then
    if [[ ! -e $ready-test ]] || ! works_here; then
        set_up "$root/tests/requirements.lock" "$ready" "$ready-test"
    fi
    case ${2-} in
    quick) lane=(-m "not long" mathcore tests/mathcore tests/rendering) rest=("${@:3}") ;; # a minute and a half
    long) lane=(-m long) rest=("${@:3}") ;; # more random cases, kills, other programs: 20 minutes
    *) lane=(-m "not long") rest=("${@:2}") ;;
    esac
    cd -- "$root" && exec "$python" -m pytest --numprocesses=2 --dist=loadscope "${lane[@]}" "${rest[@]}"
fi
if [[ ! -e $ready ]] || ! works_here; then
    set_up "$root/requirements.lock" "$ready"
fi
# -P: a folder called `scenes` where the user stands is not ours.
PYTHONPATH=$root exec "$python" -P -m rendering "$@"
