# help.sh: every command explains itself, and a wrong name is an answer, not silence.
set -uo pipefail
check() { # name, command...
    local name=$1
    shift
    if "$@" >"$TMPDIR/out" 2>&1; then echo "ok $name"; else cat "$TMPDIR/out"; echo "FAILED $name"; fi
}
status() { # wanted exit status, words in the answer, command...
    local wanted=$1 words=$2 out rc
    shift 2
    out=$("$@" 2>&1)
    rc=$?
    printf '%s\n' "$out"
    [[ $rc -eq $wanted && $out == *"$words"* ]]
}
each_command() { # --help of every command shows its own line and no other
    local name
    "$HUIYIN" help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' >"$TMPDIR/names"
    [[ $(wc -l <"$TMPDIR/names") -ge 18 ]] || return 1
    while read -r name; do
        [[ $("$HUIYIN" "$name" --help | grep -c '^  [a-z]') -eq 1 ]] || { echo "$name"; return 1; }
        "$HUIYIN" "$name" -h | grep -q "^  $name " || { echo "$name"; return 1; }
    done <"$TMPDIR/names"
}
check help_lists_every_command_once status 0 "用法：huiyin 命令" "$HUIYIN" --help
check every_command_takes_help each_command
check help_of_no_command_is_refused status 2 "没有命令 nope" "$HUIYIN" help nope
check an_unknown_command_is_refused status 2 "There is no command nope" "$HUIYIN" --lang en nope
