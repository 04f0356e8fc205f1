# cli.sh: what the tests of the command line share. `check NAME` runs the function NAME in a subshell with -e and prints
# its verdict; $word (the file's first argument) keeps the tests whose name holds it.
# Without pipefail: grep -q stops reading at its first hit, and what stands before it may then fail.
set -u
word=${word:-}
check() {
    [[ $1 == *"$word"* || ${0##*/} == *"$word"* ]] || return 0
    local log=$TMPDIR/$1.log
    # Not in a condition: there -e would mean nothing.
    (set -e; mkdir "$TMPDIR/$1"; cd "$TMPDIR/$1"; "$1") >"$log" 2>&1
    if [[ $? -eq 0 ]]; then echo "ok $1"; else cat "$log"; echo "FAILED $1"; fi
}
# exits STATUS WORDS COMMAND...: it must end with STATUS and say WORDS on standard error, in one line; 0 says nothing there.
exits() {
    local status=$1 words=$2 said rc=0
    shift 2
    said=$("$@" 2>&1 >"$TMPDIR/stdout") || rc=$?
    if [[ $rc -ne $status || $said != *"$words"* || $status -ne 0 && $(wc -l <<<"$said") -ne 1 ]]; then
        printf '%s\nended %s, expected %s, said:\n%s\nexpected to hold: %s\n' "$*" "$rc" "$status" "$said" "$words"
        return 1
    fi
}
h() { "$HUIYIN" "$@"; }
# no COMMAND...: it must fail. ("! command" never ends a test: -e looks away.)
no() { if "$@"; then echo "should have failed: $*"; return 1; fi; }
# Runs every function of the file that is not of this one.
checks() { local t; for t in $(declare -F | awk '{print $3}' | grep -vxE 'check|checks|exits|h|no|county'); do check "$t"; done; }
# The sample is made once a file; every test takes a copy.
county() {
    [[ -d $TMPDIR/county-made ]] || h init "$TMPDIR/county-made" --sample >/dev/null
    rm -rf "$1"
    cp -r "$TMPDIR/county-made" "$1"
}
