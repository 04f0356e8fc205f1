#!/usr/bin/env bash
# run_shell.sh FOLDER [WORD]: runs each FOLDER/*.sh with bash and each FOLDER/*.mjs with node. Such a file prints
# "ok name", "FAILED name" or "skip name" for each of its tests; one that prints none, or ends badly without a FAILED
# line, counts as one failure. WORD keeps the files and tests whose name holds it (files get it as $1).
# Files that others share live in FOLDER/lib/. $HUIYIN is the program under test. Each file gets an empty $TMPDIR
# of its own. Ends with "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")/.."
# A file that starts this script again would start itself, and so on without end.
[[ -z ${RUN_SHELL:-} ]] || { echo "run_shell.sh: called from one of its own tests ($RUN_SHELL)" >&2; exit 2; }
folder=$1
export RUN_SHELL=$folder
word=${2:-}
HUIYIN=$(realpath -m "${HUIYIN:-build/huiyin}")
HUIYIN_VERIFY=$(realpath -m "${HUIYIN_VERIFY:-build/huiyin-verify}")
export HUIYIN HUIYIN_VERIFY
export LC_ALL=C.UTF-8
passed=0 failed=0 skipped=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/huiyin-shell-XXXXXX")
trap 'rm -rf "$scratch"' EXIT

run_one() {
    local file=$1 word=$2 log=$scratch/log rc p f s
    mkdir "$scratch/tmp"
    local with=bash
    [[ $file = *.mjs ]] && with=node
    TMPDIR=$scratch/tmp timeout -k 10 "${TIMEOUT:-300}" "$with" "$file" "$word" >"$log" 2>&1 </dev/null
    rc=$?
    chmod -R u+w "$scratch/tmp" 2>/dev/null
    rm -rf "$scratch/tmp"
    p=$(grep -c '^ok ' "$log")
    f=$(grep -c '^FAILED ' "$log")
    s=$(grep -c '^skip ' "$log")
    if [[ $f -eq 0 && ($rc -ne 0 || (-z $word && $((p + s)) -eq 0)) ]]; then
        f=1
        echo "FAILED $file (exit $rc, $p ok lines)" >>"$log"
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    if [[ $f -gt 0 ]]; then
        cat "$log"
    else
        grep -E '^(ok|skip) ' "$log"
    fi
}

for file in "$folder"/*.sh "$folder"/*.mjs; do
    [[ -f $file ]] || continue
    if [[ -z $word || $(basename "$file") == *"$word"* ]]; then
        run_one "$file" ''
    elif grep -qF -- "$word" "$file"; then
        run_one "$file" "$word"
    fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed -eq 0 ]]
