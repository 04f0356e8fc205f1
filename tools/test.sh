#!/usr/bin/env bash
# test.sh [WORD]: every check and test of the repository, called by ./dev test. A step that fails stops nothing. Each
# step is one line: result, name, its counts, seconds; the output of a failed step follows. A step that runs tests ends
# with "N passed, N failed[, N skipped]" and these are added up; any other step counts as one. The last line is the sum.
# With WORD only the tests whose name holds it run, and the steps whose name holds it run whole.
set -uo pipefail
cd "$(dirname "$0")/.."
word=${1:-}
jobs=$(nproc 2>/dev/null || echo 2)
fuzz_seconds=${FUZZ_SECONDS:-10}
logs=$PWD/build/test-logs
rm -rf "$logs"
mkdir -p "$logs"
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:abort_on_error=0}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
started=$SECONDS

# Lines one step adds to the summary; parallel steps take turns through the lock.
judge() { # name, exit status, seconds
    local name=$1 rc=$2 secs=$3 log=$logs/$1.log closing p=0 f=0 s=0 mark=ok
    closing=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -1)
    if [[ -n $closing ]]; then
        p=${closing%% passed*}
        f=$(sed -E 's/.*passed, ([0-9]+) failed.*/\1/' <<<"$closing")
        s=$(sed -nE 's/.*, ([0-9]+) skipped.*/\1/p' <<<"$closing")
        s=${s:-0}
        # A program that died after counting, or counted nothing at all, did not pass.
        [[ $rc -ne 0 && $f -eq 0 && (-z $word || $((p + s)) -gt 0) ]] && f=1
        [[ $((p + f + s)) -eq 0 && -z $word ]] && f=1
        [[ $((p + f + s)) -eq 0 ]] && return
    elif [[ $rc -eq 0 ]]; then p=1; else f=1; fi
    [[ $f -gt 0 ]] && mark=FAILED
    {
        flock 9
        echo "$p $f $s" >>"$logs/sum"
        printf '%-7s%-28s%5d passed%4d failed%4d skipped %5ds\n' "$mark" "$name" "$p" "$f" "$s" "$secs"
        grep -hE '^(skip |SKIPPED)' "$log" | sort -u | head -12 | sed 's/^/       /'
        if [[ $f -gt 0 ]]; then
            if [[ -n $closing ]]; then
                { grep -B12 -E '^FAILED ' "$log" | grep -vE '^(ok|--)' ; tail -n 5 "$log"; } | head -100
            else
                tail -n 60 "$log"
            fi | sed 's/^/    | /'
        fi
    } 9>"$logs/lock"
}

run() { # name, command...
    local name=$1 from=$SECONDS rc
    shift
    "$@" >"$logs/$name.log" 2>&1 </dev/null
    rc=$?
    judge "$name" $rc $((SECONDS - from))
    return $rc
}
side() { # the same, beside the steps that follow; at most one a core
    while [[ $(jobs -rp | wc -l) -ge $jobs ]]; do wait -n; done
    run "$@" &
}
wanted() { [[ -z $word || $1 == *"$word"* ]]; }
check() { if wanted "$1"; then run "$@"; fi; }

# 1. The text itself.
check format tools/format.sh --check
check layers env B=build/layers tools/layers.sh
check size tools/size.sh
check banned tools/banned.sh
check clean tools/clean.sh
for f in tools/*_check.sh; do
    [[ -f $f ]] && check "$(basename "$f" .sh)" bash "$f"
done

# 2. It compiles: gcc makes the programs, clang every object; both with warnings as errors.
check gcc make -s -j"$jobs" all
check clang make -s -k -j"$jobs" B=build/clang CC=clang-14 objects-all

# 3. Rules, properties, edges: under the sanitizers, on SQLite and on PostgreSQL.
run asan-build make -s -k -j"$jobs" B=build/asan SAN=1 tests
# A server of our own on a socket, outside the tree, where another user may enter.
pg=$(mktemp -d "${TMPDIR:-/tmp}/huiyin-pg-XXXXXX")
chmod 755 "$pg"
finish() {
    [[ -n ${TEST_POSTGRES:-} ]] && tools/postgres.sh stop "$pg" >/dev/null 2>&1
    rm -rf "$pg"
}
trap finish EXIT
trap 'exit 130' INT TERM
if [[ -z ${TEST_POSTGRES:-} ]]; then
    if TEST_POSTGRES=$(tools/postgres.sh start "$pg" 2>"$logs/postgres.log" | grep -o 'postgres[a-z]*://.*' | tail -1) &&
        [[ -n $TEST_POSTGRES ]]; then
        export TEST_POSTGRES
    else
        unset TEST_POSTGRES
        judge postgres 1 0
    fi
fi
for program in build/asan/tests-*; do
    [[ -x $program && $program != *.* ]] || continue
    folder=${program##*/tests-}
    compgen -G "tests/$folder/*_test.c" >/dev/null || continue
    if [[ -n $word && $folder != "$word" ]]; then side "tests-$folder" "$program" "$word"; else side "tests-$folder" "$program"; fi
done
wait

# 4. The built program from outside: shell, browser, kill and power cut.
has() { compgen -G "$1" >/dev/null; }
has 'tests/cli/*.sh' && side cli bash tests/run_shell.sh tests/cli $word
if has 'tests/browser/*.mjs'; then
    side browser bash tests/browser.sh $word
fi
wait
has 'tests/harness/*.sh' && run harness env TIMEOUT=900 bash tests/run_shell.sh tests/harness $word

# 5. Every parser against the fuzzer for a moment.
has 'fuzz/*.c' && check fuzz tools/fuzz.sh '' "$fuzz_seconds"

touch "$logs/sum"
echo
echo "$((SECONDS - started)) s"
awk '{ p += $1; f += $2; s += $3 } END { printf "%d passed, %d failed%s\n", p, f, s ? ", " s " skipped" : ""; exit f > 0 || p == 0 }' "$logs/sum"
