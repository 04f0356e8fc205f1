#!/usr/bin/env bash
# edges.sh: a full disk says so and changes nothing; a second server on the same folder is refused; a core that was killed is
# started again and serves.
set -uo pipefail
cd "$(dirname "$0")/../.."
. tests/harness/lib/harness.sh
. tests/harness/lib/serve.sh
subject_build '' || { echo "skip edges (the program is not built)"; exit 0; }
dir=$work/data
port=${PORT:-18072}
judge() { if [[ $2 = yes ]]; then echo "ok $1"; else echo "FAILED $1"; fi; }
entries() { sqlite3 -readonly "$dir/huiyin.db" 'SELECT count(*) FROM log'; }
one() { "$huiyin" do "$dir" unit.create "name=$1" short_name=试验 --json 2>"$work/said"; }

subject_prepare "$dir"
before=$(entries)
# A limit on the size of files stands for the full disk: writing past it fails (the signal is ignored, as nobody sends one
# for a full disk).
(
    trap '' XFSZ
    ulimit -f 8
    one 满盘单位 >"$work/out"
)
status=$?
good=no
[[ $status -eq 3 && $(wc -l <"$work/said") -eq 1 && $(entries) -eq $before ]] && "$huiyin" verify "$dir" >/dev/null && good=yes
[[ $good = no ]] && { echo "status $status"; cat "$work/said"; }
judge full_disk_says_so_and_changes_nothing $good

"$huiyin" serve "$dir" --listen "127.0.0.1:$port" >"$work/serve.log" 2>&1 &
server=$!
for ((i = 0; i < 200; i++)); do [[ -S $dir/core.sock ]] && break; sleep 0.02; done
good=no
timeout 10 "$huiyin" serve "$dir" --listen "127.0.0.1:$((port + 1))" >/dev/null 2>"$work/said"
[[ $? -eq 3 && $(wc -l <"$work/said") -eq 1 ]] && good=yes
judge second_server_on_the_same_folder_is_refused $good

kill -9 "$(pgrep -P "$server" | head -1)" # the core is the first child
good=no
for ((i = 0; i < 100; i++)); do
    one "重启单位 $i" >"$work/out" && { good=yes; break; }
    sleep 0.05
done
judge killed_core_is_started_again_and_serves $good
kill "$server"
wait "$server" 2>/dev/null
