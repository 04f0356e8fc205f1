# import.sh: huiyin import and export from the shell: the JSON of the contract, exit status, all or nothing.
set -uo pipefail
word=${1:-}
d=$TMPDIR/data
check() { # name, command...
    [[ $1 == *"$word"* ]] || return 0
    local name=$1
    shift
    if "$@"; then echo "ok $name"; else echo "FAILED $name"; fi
}
exits() { # status, command...
    local want=$1 got=0
    shift
    "$@" >"$TMPDIR/out" 2>"$TMPDIR/err" || got=$?
    [[ $got -eq $want ]] || { cat "$TMPDIR/err"; echo "exit $got, not $want: $*"; return 1; }
}
size() { "$HUIYIN" show "$d" measure --json | grep -c '"id"'; }

"$HUIYIN" init "$d" >/dev/null 2>&1
printf '方面,反馈问题,整改措施,牵头单位,责任领导,整改时限\n方面一号,问题甲号,措施一号,甲局机关,周明,2025年9月底前\n,,措施二号,乙局机关,周明,长期坚持\n' >"$TMPDIR/good.csv"
printf '方面,反馈问题,整改措施,整改时限\n方面一号,问题甲号,措施三号,2025年2月30日\n' >"$TMPDIR/bad.csv"
printf '甲,乙\n1,2\n' >"$TMPDIR/other.csv"

dry_run_enters_nothing() {
    exits 0 "$HUIYIN" import "$d" "$TMPDIR/good.csv" --dry-run --json &&
        grep -q '^{"counts":{"aspects":1,"problems":1,"measures":2},"columns":\[' "$TMPDIR/out" &&
        grep -q '"creates":{"units":\["甲局机关","乙局机关"\],"people":\["周明"\]},"changes":{"new":2,"updated":0,"unchanged":0},"notes":\[' "$TMPDIR/out" &&
        [[ $(size) -eq 0 ]]
}
errors_enter_nothing() {
    exits 2 "$HUIYIN" import "$d" "$TMPDIR/bad.csv" --json && grep -q '"severity":"error","sheet":"[^"]*","cell":"D2"' "$TMPDIR/out" &&
        [[ $(size) -eq 0 ]] && [[ $(wc -l <"$TMPDIR/err") -ge 1 ]]
}
what_is_no_ledger_is_unusable() {
    exits 2 "$HUIYIN" import "$d" "$TMPDIR/other.csv" && exits 2 "$HUIYIN" import "$d" "$TMPDIR/none.csv" &&
        exits 2 "$HUIYIN" import "$d" "$TMPDIR" && exits 2 "$HUIYIN" import "$TMPDIR/nowhere" "$TMPDIR/good.csv"
}
all_of_it_is_entered() { exits 0 "$HUIYIN" import "$d" "$TMPDIR/good.csv" && [[ $(size) -eq 2 ]]; }
again_changes_nothing() {
    exits 0 "$HUIYIN" import "$d" "$TMPDIR/good.csv" --json && grep -q '"changes":{"new":0,"updated":0,"unchanged":2}' "$TMPDIR/out" && [[ $(size) -eq 2 ]]
}
export_and_import_change_nothing() {
    local what
    for what in measures ledger lists problems tasks duties; do
        exits 0 "$HUIYIN" export "$d" $what -o "$TMPDIR/$what.xlsx" && exits 0 "$HUIYIN" import "$d" "$TMPDIR/$what.xlsx" --json &&
            grep -q '"new":0,"updated":0' "$TMPDIR/out" || return 1
    done
}
json_of_measures_is_the_contract() {
    exits 0 "$HUIYIN" export "$d" measures --format json &&
        grep -q '"number":1,"measure":"措施一号","type":"phased","due":"2025-09-30","due_text":"2025年9月底前","leaders":\["周明"\],"lead_unit":"甲局机关","assisting_units":\[\],"state":"draft","colour":"none","round":1}' "$TMPDIR/out"
}
who_may_not_import_is_refused() {
    "$HUIYIN" do "$d" person.create name=某阅 --json >"$TMPDIR/out" && id=$(sed 's/.*"id":"\([^"]*\)".*/\1/' "$TMPDIR/out")
    printf '方面,反馈问题,整改措施\n方面一号,问题甲号,措施九号\n' >"$TMPDIR/more.csv"
    exits 1 "$HUIYIN" import "$d" "$TMPDIR/more.csv" --as "$id" && [[ $(size) -eq 2 ]]
}
formats_and_names_are_checked() {
    exits 2 "$HUIYIN" export "$d" nonsense && exits 2 "$HUIYIN" export "$d" ledger --format doc &&
        exits 2 "$HUIYIN" export "$d" lists --format csv && exits 2 "$HUIYIN" export "$d" log && exits 2 "$HUIYIN" export "$d" receipt --id x
}
the_log_and_its_receipts_leave() {
    exits 0 "$HUIYIN" export "$d" log -o "$TMPDIR/log" && [[ -s $TMPDIR/log/checkpoint && -s $TMPDIR/log/log.pub ]] &&
        exits 2 "$HUIYIN" export "$d" receipt --id 99999 && exits 0 "$HUIYIN" export "$d" receipt --id 0 &&
        head -1 "$TMPDIR/out" | grep -q tlog-proof &&
        m=$("$HUIYIN" show "$d" measure | head -1 | cut -c1-10) && exits 0 "$HUIYIN" export "$d" receipt --id "$m" -o "$TMPDIR/receipts" &&
        ls "$TMPDIR/receipts" | grep -q tlog-proof
}
books_are_entered_and_come_back_unchanged() {
    local book
    printf '指标名称,计量单位,数据来源,基期值,基期日期,目标值,达标方向\n清理率,%%,月报,10,2025-03-31,95,不低于\n' >"$TMPDIR/indicator.csv"
    printf '指标,数据日期,数值\n清理率,2025-05-31,20.5\n' >"$TMPDIR/reading.csv"
    printf '种类,金额（万元）,到账日期,问题编号\n追缴,12.345678,2025-06-01,1\n' >"$TMPDIR/recovery.csv"
    printf '制度名称,类别,印发日期\n某办法,新制定,2025-06-01\n' >"$TMPDIR/rule.csv"
    printf '处理种类,人数,处理日期\n诫勉,2人,2025-06-01\n' >"$TMPDIR/sanction.csv"
    for book in indicator reading recovery rule sanction; do
        exits 0 "$HUIYIN" import "$d" "$TMPDIR/$book.csv" --json && grep -q '"entries":1}.*"changes":{"new":1,' "$TMPDIR/out" &&
            exits 0 "$HUIYIN" import "$d" "$TMPDIR/$book.csv" && grep -q '登记簿 1 行；新增 0，更新 0，不变 1' "$TMPDIR/out" &&
            exits 0 "$HUIYIN" export "$d" $book -o "$TMPDIR/$book.xlsx" && exits 0 "$HUIYIN" import "$d" "$TMPDIR/$book.xlsx" --lang en &&
            grep -q '^1 rows of books; new 0, updated 0, unchanged 1' "$TMPDIR/out" || return 1
    done
    "$HUIYIN" show "$d" recovery --json | grep -q '"amount_fen":12345678' && exits 0 "$HUIYIN" verify "$d" --replay
    printf '种类,金额（万元）,到账日期\n罚款,1,2025-06-01\n' >"$TMPDIR/bad-book.csv"
    exits 2 "$HUIYIN" import "$d" "$TMPDIR/bad-book.csv" && grep -q 'A2 没有读懂“种类”里的“罚款”；应是其中之一' "$TMPDIR/out"
}
english_is_complete() {
    exits 0 "$HUIYIN" import "$d" "$TMPDIR/good.csv" --dry-run --lang en && grep -q '^1 aspects, 1 problems, 2 measures; new 0' "$TMPDIR/out" &&
        exits 2 "$HUIYIN" import "$d" "$TMPDIR/bad.csv" --lang en && grep -q '^error' "$TMPDIR/out"
}
for t in dry_run_enters_nothing errors_enter_nothing what_is_no_ledger_is_unusable all_of_it_is_entered again_changes_nothing \
    export_and_import_change_nothing json_of_measures_is_the_contract who_may_not_import_is_refused formats_and_names_are_checked \
    the_log_and_its_receipts_leave books_are_entered_and_come_back_unchanged english_is_complete; do
    check $t $t
done
