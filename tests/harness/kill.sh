#!/usr/bin/env bash
# kill.sh: kill -9 at any moment loses nothing acknowledged (DESIGN.md §1, P4). Round by round it starts the subject,
# kills it after a random while, and looks for everything that round acknowledged.
set -uo pipefail
cd "$(dirname "$0")/../.."
. tests/harness/lib/harness.sh
rounds=${ROUNDS:-12}

acknowledge() { echo "ack $1"; }

try() { # test name, subject, break, expected
    local name=$1 lost=0 of=0 dir=$work/$2$3 warm=0 pid i w
    . "tests/harness/lib/$2.sh"
    subject_build "$3" || { echo "skip $name (the program is not built)"; return; }
    subject_prepare "$dir" || { echo "FAILED $name (cannot prepare)"; return; }
    for ((i = 0; i < rounds; i++)); do
        set -m # a group of its own, so that what it started dies with it
        COUNT=1000000 subject_run "$dir" >"$work/acks" 2>"$work/errors" &
        pid=$!
        set +m
        for ((w = 0; warm && w < 400; w++)); do # a server needs a while, longer on a busy machine
            [[ -s $work/acks ]] && break
            sleep 0.05
        done
        sleep "0.$(between 100 450)"
        kill -9 -- -$pid 2>/dev/null || { cat "$work/errors"; echo "FAILED $name (ended by itself)"; return; }
        wait $pid 2>/dev/null
        # A line cut short by the kill was heard by nobody.
        [[ -n $(tail -c 1 "$work/acks") ]] && sed -i '$d' "$work/acks"
        of=$((of + $(grep -c '^ack ' "$work/acks")))
        lost=$((lost + $(subject_lost "$dir" <"$work/acks")))
    done
    verdict "$name" "$lost" "$of" "$4"
}

try kill_harness_finds_nothing_in_a_sound_writer writer '' none
try kill_harness_finds_out_early_acknowledgement writer ACK some
try killed_program_keeps_all_it_acknowledged huiyin '' none
try killed_server_keeps_all_it_acknowledged_to_16_clients serve '' none
