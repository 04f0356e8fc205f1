# register.sh: `huiyin export DIR KIND`: every row of a register, in each format; what there is not is named.
set -uo pipefail
data=$TMPDIR/data
told() { if "$2" >"$TMPDIR/out" 2>&1; then echo "ok $1"; else cat "$TMPDIR/out"; echo "FAILED $1"; fi; }
"$HUIYIN" init "$data" --sample >/dev/null || exit 1
rows() { # KIND FORMAT PATTERN: of all rounds together
    for round in $("$HUIYIN" show "$data" inspection --json | grep -o '"id":"[^"]*"' | cut -d'"' -f4); do
        "$HUIYIN" export "$data" "$1" --inspection "$round" --format "$2"
    done | grep -c "$3"
}
same_rows() {
    for kind in sanction rule manifestation report evidence; do
        there=$("$HUIYIN" show "$data" $kind --json | grep -c '"id":')
        json=$(rows $kind json '"编号":')
        csv=$(rows $kind csv ',"[0-9a-z]*"'$'\r''$')
        echo "$kind $there $json $csv"
        [ "$there" -gt 0 ] && [ "$there" = "$json" ] && [ "$there" = "$csv" ] || return 1
    done
}
names_instead_of_ids() {
    "$HUIYIN" export "$data" rule --format csv -o "$TMPDIR/rule.csv" && head -c 3 "$TMPDIR/rule.csv" | od -An -tx1 | grep -q 'ef bb bf' &&
        "$HUIYIN" export "$data" report --format csv | sed -n 2p | grep -q 半月
}
a_sheet_is_written() {
    "$HUIYIN" export "$data" sanction -o "$TMPDIR/s.xlsx" && [ "$(head -c 2 "$TMPDIR/s.xlsx")" = PK ]
}
unknown_is_named() {
    "$HUIYIN" export "$data" session -o "$TMPDIR/x.xlsx" >"$TMPDIR/said" 2>&1
    [ $? = 2 ] && grep -q sanction "$TMPDIR/said" && [ ! -e "$TMPDIR/x.xlsx" ]
}
told every_row_of_a_register_is_exported same_rows
told a_register_says_names_instead_of_ids names_instead_of_ids
told a_register_is_written_as_a_sheet a_sheet_is_written
told what_cannot_be_exported_is_named unknown_is_named
