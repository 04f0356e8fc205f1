# lint.sh: `huiyin lint`: exit 0 without a contradiction, 1 with one, 2 when the file cannot be read; JSON as promised; and
# the comparison with a ledger.
set -uo pipefail
word=${1:-}
ok() { echo "ok $1"; }
bad() { echo "$2"; echo "FAILED $1"; }
expect() { # name, exit status, text that must stand in what is said (may be empty), command...
    [[ $1 == *"$word"* ]] || return 0
    local name=$1 want=$2 text=$3 out rc
    shift 3
    out=$("$@" 2>&1)
    rc=$?
    if [[ $rc -ne $want ]]; then
        bad "$name" "exit $rc, not $want: $out"
    elif [[ $out != *"$text"* ]]; then
        bad "$name" "'$text' is not in: $out"
    else
        ok "$name"
    fi
}
lint() { "$HUIYIN" lint "$@"; }

clean=$TMPDIR/clean.txt
printf '%s\n' '云溪县青禾镇党委关于专项督查整改进展情况的通报' \
    '2031年3月1日至2031年4月2日，县委督查组对青禾镇开展了专项督查。现将整改进展情况通报如下。' \
    '镇党委将督查意见分解为2个方面、3个问题、5条措施。给予党纪处分5人（党内警告3人，严重警告2人）。' \
    '一、关于“河道管护责任不实”问题的整改情况' '（一）划清管护界线。重新埋设界桩12根。' \
    '二、关于“村务公开不及时”问题的整改情况' '（一）按月公开账目。7个村全部上墙。' \
    '欢迎监督。联系电话：0000-1234567；邮政信箱：青禾镇3号信箱（邮编：000000）；电子邮箱：qh@yunxi.example。' \
    '云溪县青禾镇党委' '2031年6月9日' >"$clean"
sed 's/党纪处分5人/党纪处分6人/' "$clean" >"$TMPDIR/sum.txt"
sed 's/2031年4月2日/2031年2月30日/' "$clean" >"$TMPDIR/date.txt"
sed '/联系电话/d' "$clean" >"$TMPDIR/warn.txt"
iconv -f UTF-8 -t GB18030 "$clean" >"$TMPDIR/gb.txt"
: >"$TMPDIR/empty.txt"
head -c 4000 "$(command -v bash)" >"$TMPDIR/program.txt"
printf '甲,乙\n1,2\n' >"$TMPDIR/table.csv"

expect lint_clean_bulletin_is_zero 0 '错误 0 处' lint "$clean"
expect lint_reads_gb18030_too 0 '错误 0 处' lint "$TMPDIR/gb.txt"
expect lint_wrong_sum_is_one 1 '党纪处分' lint "$TMPDIR/sum.txt"
expect lint_impossible_date_is_one 1 '第2行' lint "$TMPDIR/date.txt"
expect lint_warnings_alone_are_zero 0 '提醒' lint "$TMPDIR/warn.txt"
expect lint_speaks_english 1 'line 3' lint "$TMPDIR/sum.txt" --lang en
expect lint_missing_file_is_two 2 '' lint "$TMPDIR/nobody.txt"
expect lint_empty_file_is_two 2 '' lint "$TMPDIR/empty.txt"
expect lint_program_is_two 2 '' lint "$TMPDIR/program.txt"
expect lint_spreadsheet_is_two 2 '' lint "$TMPDIR/table.csv"
expect lint_folder_is_two 2 '' lint "$TMPDIR"
expect lint_inspection_without_ledger_is_two 2 '--ledger' lint "$clean" --inspection 0000000000
expect lint_ledger_that_is_none_is_two 2 '' lint "$clean" --ledger "$TMPDIR"

json_is() { # name, file, python expression over d
    [[ $1 == *"$word"* ]] || return 0
    lint "$2" --json "${@:4}" >"$TMPDIR/out.json" 2>"$TMPDIR/err"
    if python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); sys.exit(not eval(sys.argv[2]))' "$TMPDIR/out.json" "$3"; then
        ok "$1"
    else
        bad "$1" "$(head -c 600 "$TMPDIR/out.json" "$TMPDIR/err")"
    fi
}
json_is lint_json_has_the_promised_keys "$TMPDIR/sum.txt" 'set(d)=={"structure","figures","findings"} and set(d["structure"])=={"title","sections","sections_level1","sections_level2","announced"} and set(d["figures"][0])=={"value","text","unit","label","qualifier","line","column"} and set(d["findings"][0])=={"rule","severity","line","column","message","message_en","expected","found"}'
json_is lint_json_has_the_announced_counts "$clean" 'd["structure"]["announced"]=={"aspects":2,"problems":3,"measures":5} and d["structure"]["sections_level1"]==2 and d["structure"]["sections_level2"]==2'
json_is lint_json_points_at_the_sum "$TMPDIR/sum.txt" '[(f["line"],f["found"]) for f in d["findings"] if f["severity"]=="error"]==[(3,"6")]'

data=$TMPDIR/county
if "$HUIYIN" init "$data" --sample >"$TMPDIR/log" 2>&1; then
    "$HUIYIN" bulletin "$data" --format docx -o "$TMPDIR/own.docx"
    "$HUIYIN" bulletin "$data" -o "$TMPDIR/own.txt"
    sed 's/诫勉14人/诫勉15人/; s/8个方面/9个方面/' "$TMPDIR/own.txt" >"$TMPDIR/other.txt"
    expect lint_own_bulletin_is_clean 0 '错误 0 处' lint "$TMPDIR/own.txt"
    expect lint_own_word_file_is_clean 0 '错误 0 处' lint "$TMPDIR/own.docx"
    expect lint_own_bulletin_agrees_with_its_ledger 0 '错误 0 处' lint "$TMPDIR/own.txt" --ledger "$data"
    expect lint_ledger_names_the_list 1 '--list sanctions.admonition' lint "$TMPDIR/other.txt" --ledger "$data"
    json_is lint_ledger_says_expected_and_found "$TMPDIR/other.txt" 'sorted((f["expected"],f["found"]) for f in d["findings"] if f["rule"]=="ledger")==[("14","15"),("8","9")]' --ledger "$data"
    command=$(lint "$TMPDIR/other.txt" --ledger "$data" | grep -o 'huiyin figures .*admonition' | sed "s|^huiyin|$HUIYIN|")
    expect lint_the_command_it_names_lists_the_records 0 '青' bash -c "$command"
    expect lint_unknown_inspection_is_two 2 '' lint "$TMPDIR/own.txt" --ledger "$data" --inspection 0000000000
else
    bad lint_needs_a_sample_county "$(cat "$TMPDIR/log")"
fi

sample=../shared/samples/bulletin-shengzhou-2025.txt
if [[ -f $sample ]]; then
    expect lint_published_sample_is_clean 0 '错误 0 处' lint "$sample"
else
    echo "NOT RUN: $sample is not here" >&2
    echo "skip lint_published_sample_is_clean"
fi
