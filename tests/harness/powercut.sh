#!/usr/bin/env bash
# powercut.sh: power that goes at any moment loses nothing acknowledged (DESIGN.md §1, P4). The subject runs once under
# the shim (powercut.c), which writes down each call on a file; the replayer then builds the disk as it stands after the
# first N calls, for many N, with only flushed bytes (seed 0) and with torn and reordered ones, and the subject looks for
# everything acknowledged by then. CUTS=n asks for more.
set -uo pipefail
cd "$(dirname "$0")/../.."
. tests/harness/lib/harness.sh
tool replay
shim=$H/powercut.so
[[ $shim -nt tests/harness/powercut.c ]] ||
    gcc "${flags[@]}" -fPIC -shared -fvisibility=hidden -o "$shim" tests/harness/powercut.c -ldl
cuts=${CUTS:-40}

acknowledge() { "$H/replay" ack "$journal" "ack $1"; }
under_shim() { LD_PRELOAD=$shim POWERCUT_DIR=$dir POWERCUT_JOURNAL=$journal "$@"; }

try() { # test name, subject, break, expected
    local name=$1 lost=0 of=0 n at seed i here
    dir=$work/$name
    journal=$work/$name.journal
    . "tests/harness/lib/$2.sh"
    subject_build "$3" || { echo "skip $name (the program is not built)"; return; }
    subject_prepare "$dir" || { echo "FAILED $name (cannot prepare)"; return; }
    cp -a "$dir" "$dir.base"
    : >"$journal"
    for i in 1 2; do
        UNDER=under_shim subject_run "$dir" >/dev/null 2>"$work/errors" ||
            { tail -5 "$work/errors"; echo "FAILED $name (the subject failed)"; return; }
    done
    n=$("$H/replay" count "$journal")
    for ((i = 0; i < cuts; i++)); do
        at=$(between 1 "$n")
        seed=$((i % 3 == 0 ? 0 : i))
        rm -rf "$work/disk"
        "$H/replay" cut "$journal" "$dir.base" "$work/disk" "$at" "$seed" >"$work/acks" ||
            { echo "FAILED $name (replay)"; return; }
        of=$((of + $(grep -c '^ack ' "$work/acks")))
        here=$(subject_lost "$work/disk" <"$work/acks")
        [[ $4 = none && $here -gt 0 ]] && echo "cut at call $at of $n, seed $seed: $here lost"
        lost=$((lost + here))
    done
    verdict "$name" "$lost" "$of" "$4"
}

try powercut_harness_finds_nothing_in_a_sound_writer writer '' none
try powercut_harness_finds_out_missing_flushes writer SYNC some
try power_cut_keeps_all_that_was_acknowledged huiyin '' none
try power_cut_loses_in_a_build_that_flushes_nothing huiyin SYNC some
