#!/usr/bin/env bash
# fuzz.sh [NAME] [SECONDS]: runs fuzz/NAME.c, or every target, with libFuzzer and both sanitizers for SECONDS each,
# starting from the seeds in fuzz/seeds/NAME. What it learns stays in build/fuzz-corpus/NAME; a crashing input is left in
# build/fuzz-crashes/NAME-* : copy it to fuzz/seeds/NAME once it is mended. Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
only=${1:-}
seconds=${2:-10}
B=build/fuzz
jobs=$(nproc 2>/dev/null || echo 2)
make -s -k -j"$jobs" B=$B CC=clang-14 SAN=1 FUZZ=1 fuzzers || true
mkdir -p build/fuzz-crashes
fuzz_one() {
    local name=$1 log=build/fuzz-crashes/$1.log corpus=build/fuzz-corpus/$1 seeds=fuzz/seeds/$1 rc
    if [[ ! -x $B/fuzz-$name ]]; then echo "FAILED fuzz_$name (does not build)"; return; fi
    mkdir -p "$corpus"
    set -- "$corpus"
    [[ -d $seeds ]] && set -- "$corpus" "$seeds"
    "$B/fuzz-$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="build/fuzz-crashes/$name-" "$@" >"$log" 2>&1 </dev/null
    rc=$?
    if [[ $rc -eq 0 ]]; then
        echo "ok fuzz_$name ($(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs)"
    else
        tail -n 40 "$log"
        echo "FAILED fuzz_$name (exit $rc; the input is in build/fuzz-crashes/)"
    fi
}
out=$(mktemp)
trap 'rm -f "$out"' EXIT
for f in fuzz/*.c; do
    [[ -f $f ]] || continue
    name=$(basename "$f" .c)
    [[ -n $only && $name != "$only" ]] && continue
    while [[ $(jobs -rp | wc -l) -ge $jobs ]]; do wait -n; done
    { r=$(fuzz_one "$name"); printf '%s\n' "$r"; } >>"$out" &
done
wait
cat "$out"
failed=$(grep -c '^FAILED ' "$out")
echo "$(grep -c '^ok ' "$out") passed, $failed failed"
[[ $failed -eq 0 ]]
