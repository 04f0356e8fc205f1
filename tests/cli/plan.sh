# plan.sh: `huiyin plan` and `huiyin export DIR plan`: exit 0 when nothing is missing, 1 when something is, 2 for what
# cannot be; the paper in every format.
. "$(dirname "$0")/lib/cli.sh"

sample_plan_is_complete() {
    county data
    h plan data >said
    grep -q '没有遗漏' said
    h plan data --json | python3 -c 'import json, sys; d = json.load(sys.stdin); assert d["complete"] and d["problems"] == 27 and d["measures"] == 99 and d["sentences"] > 50 and not d["counts"]["unmapped"], d; assert all(f["text"].endswith("。") and f["text_en"].endswith(".") for f in d["findings"])'
    HUIYIN_LANG=en h plan data >/dev/null
}
a_sentence_left_over_is_told_and_ends_with_one() {
    county data
    round=$(h show data inspection --json | python3 -c 'import json, sys; print(json.load(sys.stdin)[0]["id"])')
    h do data sentence.add inspection="$round" number=900 text=又添的一句。 >/dev/null
    h plan data >said && return 1
    [[ $? -eq 1 ]]
    grep -q '反馈原文第 900 句“又添的一句。”还没有对应到问题' said
    h plan data --json >json || true
    grep -q '"complete":false' json
}
what_is_not_there_is_said() {
    h init empty >/dev/null
    exits 2 '还没有登记巡视巡察' h plan empty
    exits 2 '还没有登记巡视巡察' h export empty plan --format txt
    county data
    exits 2 '没有格式“csv”' h export data plan --format csv
    exits 2 '--id 应是' h export data plan --format txt --id x
    exits 2 '这一轮没有编号' h export data plan --format txt --id 0000000007
}
the_plan_is_a_paper() {
    county data
    for f in docx xlsx txt json html; do h export data plan -o "p.$f" --format "$f"; done
    head -1 p.txt | grep -q '整改方案'
    grep -q '三、落实绿色发展要求' p.txt
    python3 -c 'import zipfile; assert "word/document.xml" in zipfile.ZipFile("p.docx").namelist() and "xl/workbook.xml" in zipfile.ZipFile("p.xlsx").namelist()'
    h export data plan -o by-name.docx
    cmp by-name.docx p.docx
}
checks
