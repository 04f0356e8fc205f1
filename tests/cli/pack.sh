# pack.sh: `huiyin export DIR pack` and `halfmonth`: a period now, a frozen pack as it was, and every wrong question named.
set -uo pipefail
data=$TMPDIR/data
told() { if "$2" >"$TMPDIR/out" 2>&1; then echo "ok $1"; else cat "$TMPDIR/out"; echo "FAILED $1"; fi; }
"$HUIYIN" init "$data" --sample >/dev/null || exit 1
month=$(TZ=Asia/Shanghai date -d "$(TZ=Asia/Shanghai date +%Y-%m-01) -1 day" +%Y-%m)
unit=$("$HUIYIN" show "$data" unit --json | grep -o '"id":"[^"]*"' | head -n 1 | cut -d'"' -f4)
wrong() { # STATUS WORDS ARGS…: that exit status, and the words in what is said
    want=$1 words=$2
    shift 2
    "$HUIYIN" export "$data" "$@" >"$TMPDIR/said" 2>&1
    [ $? = "$want" ] && grep -q -- "$words" "$TMPDIR/said" || { echo "$*"; cat "$TMPDIR/said"; return 1; }
}
a_period_is_written() {
    "$HUIYIN" export "$data" pack --period "$month-2" --format txt -o "$TMPDIR/p.txt" && grep -q '总体情况' "$TMPDIR/p.txt" &&
        "$HUIYIN" export "$data" pack --period "$month" --sort meeting -o "$TMPDIR/m.txt" && grep -q '请会议研究的事项' "$TMPDIR/m.txt" &&
        "$HUIYIN" export "$data" pack --period "$month-1" --unit "$unit" --format docx -o "$TMPDIR/p.docx" &&
        [ "$(head -c 2 "$TMPDIR/p.docx")" = PK ] &&
        "$HUIYIN" export "$data" halfmonth -o "$TMPDIR/h.xlsx" && [ "$(head -c 2 "$TMPDIR/h.xlsx")" = PK ]
}
frozen_packs_are_as_they_were() {
    for id in $("$HUIYIN" show "$data" pack --json | grep -o '"id":"[^"]*"' | cut -d'"' -f4); do
        "$HUIYIN" export "$data" pack --id "$id" >"$TMPDIR/a" && "$HUIYIN" export "$data" pack --id "$id" >"$TMPDIR/b" &&
            cmp "$TMPDIR/a" "$TMPDIR/b" && [ -s "$TMPDIR/a" ] || return 1
    done
}
wrong_questions_are_named() {
    wrong 2 2026-11-3 pack --period 2026-11-3 && wrong 2 sort pack --sort weekly && wrong 2 ods pack --period "$month" --format ods &&
        wrong 2 unit pack --period "$month" --unit aaaaaaaaaa && wrong 2 leader pack --period "$month" --leader nobody && wrong 2 id pack --id aaaaaaaaaa
}
told a_pack_of_a_period_is_written a_period_is_written
told a_frozen_pack_is_as_it_was frozen_packs_are_as_they_were
told wrong_questions_about_packs_are_named wrong_questions_are_named
