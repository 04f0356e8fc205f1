# calendar.sh: `huiyin calendar` and `huiyin due`.
word=${1:-}
. "$(dirname "$0")/lib/cli.sh"

due=(h due --from 2025-06-10 --count 15 --clock workday)
a_limit_is_counted_and_explained() {
    "${due[@]}" | grep -qx 2025-07-01
    "${due[@]}" | grep -q '自2025年6月10日收到次日起算15个工作日，于2025年7月1日届满。'
    "${due[@]}" --lang en | grep -q '15 workdays: the last day is 2025-07-01\.'
    "${due[@]}" --pause 2025-06-12..2025-06-13 | grep -qx 2025-07-03
    "${due[@]}" --pause 2025-06-12.. | grep -q 恢复后才能确定
    h due --from 2025-09-01 --count 30 --clock calendar --roll | grep -qx 2025-10-09
    h due --from 2025-09-01 --count 30 --clock calendar | grep -qx 2025-10-01
    h due --from 2024-01-31 --count 1 --clock month | grep -qx 2024-02-29
    h due --from 2026-12-25 --count 10 --clock workday --json | grep -q '"doubtful":\[2027\]'
}
a_limit_that_cannot_be_read_is_a_sentence() {
    exits 2 --from h due --count 1 --clock month
    exits 2 --from h due --from 2025-02-30 --count 1 --clock month
    exits 2 --count h due --from 2025-02-03 --count soon --clock month
    exits 2 --count h due --from 2025-02-03 --count -1 --clock month
    exits 2 --count h due --from 2025-02-03 --count 10001 --clock month
    exits 2 --clock h due --from 2025-02-03 --count 1 --clock week
    exits 2 --pause "${due[@]}" --pause 2025-06-12
    exits 2 --pause "${due[@]}" --pause 2025-06-12..2025-06-11
    exits 2 '' "${due[@]}" --dir "$PWD/nowhere"
}
a_notice_is_printed_loaded_and_used() {
    h init d >/dev/null
    [[ $(h calendar d 2>/dev/null | wc -l) -eq 20 ]]
    h calendar d 2026 >own.txt
    exits 1 没有任何改动 h calendar d --load own.txt
    sed 's/2026/2031/g' own.txt | grep -v '^work' >next.txt
    exits 2 尚未登记 h calendar d 2031
    h calendar d --load next.txt | grep -q 2031
    h calendar d 2031 | diff - next.txt
    h due --from 2031-09-30 --count 1 --clock workday --dir d | grep -qx 2031-10-08
    h due --from 2031-09-30 --count 1 --clock workday | grep -q 2031年的放假安排尚未登记
    printf '{"year":2032,"days":[{"name":"元旦","date":"2032-01-01","isOffDay":true}]}' >next.json
    h calendar d --load next.json | grep -q 2032
    h verify d --replay >/dev/null
}
a_notice_that_cannot_be_read_changes_nothing() {
    h init d >/dev/null
    h show d calendar >before
    printf 'year: 2031\nnotice: 某通知标题\noff: 2031-02-30\n' >bad.txt
    exits 2 2031-02-30 h calendar d --load bad.txt
    printf 'what is this' >bad.txt
    exits 2 第1行 h calendar d --load bad.txt
    exits 2 nobody.txt h calendar d --load nobody.txt
    exits 2 年份 h calendar d 12
    exits 2 年份 h calendar d 2031 --load bad.txt
    h show d calendar | diff - before
}
checks
