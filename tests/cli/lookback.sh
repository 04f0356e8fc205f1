# lookback.sh: the draw of a look-back can be done again: by the program, and by the one-liner of docs/look-back-draw.md.
word=${1:-}
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/lib/cli.sh"
doc=$root/docs/look-back-draw.md

part() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$doc" | sed '1d;$d'; }
id_of() { h show "$1" "$2" --json | grep -oE '"id":"[a-z0-9]{10}"' | head -1 | cut -d'"' -f4; }

the_worked_example_is_right_by_hand_and_by_program() {
    part ids >ids
    part drawn >want
    [[ $(wc -l <ids) -eq 10 && $(wc -l <want) -eq 3 ]]
    SEED='07 12 19' N=3
    eval "$(part sh)" >by_hand
    diff by_hand want
    h draw --seed "$SEED" --take 3 <ids >by_program
    diff by_program want
    grep -q "$(LC_ALL=C sort ids | sha256sum | cut -c1-64)" "$doc"
}
the_draw_of_the_sample_agrees_with_the_log() {
    county s
    id=$(id_of s lookback)
    h lookback s "$id" >out
    grep -q '^一致' out
    h lookback s "$id" --json >json
    grep -q '"agrees":true' json
    h lookback s "$id" --population | cut -d' ' -f1 >ids
    SEED=$(grep -oE '"seed":"[^"]*"' json | cut -d'"' -f4) N=$(grep -oE '"take":[0-9]+' json | cut -d: -f2)
    eval "$(part sh)" >by_hand
    grep -E '^[0-9a-f]{64} ' out >by_program
    diff by_hand by_program
    grep -q "$(LC_ALL=C sort ids | sha256sum | cut -c1-64)" out
    h lookback s "$id" --lang en | grep -q '^Agrees'
}
a_least_number_per_unit_comes_first() {
    part ids | awk '{print $1, NR % 5}' >ids
    h draw --seed 7 --take 1 --per-unit 1 <ids >out
    [[ $(wc -l <out) -eq 5 ]]
    for u in 0 1 2 3 4; do
        want=$(awk -v u="$u" '$2 == u {print $1}' ids | h draw --seed 7 --take 1)
        grep -qF "$want" out
    done
    h draw --seed 7 --percent 25 <ids | wc -l | grep -qx 3
}
bad_draws_are_told() {
    part ids >ids
    exits 2 '种子' h draw --take 3 <ids
    exits 2 '1 到' h draw --seed 7 --take 0 <ids
    exits 2 '1 到 100' h draw --seed 7 --percent 101 <ids
    exits 2 '只用一个' h draw --seed 7 --percent 1 --take 1 <ids
    exits 2 'per-unit' h draw --seed 7 --take 1 --per-unit x <ids
    exits 2 '没有编号' h draw --seed 7 --take 1 </dev/null
    echo what >bad
    exits 2 '第 1 行' h draw --seed 7 --take 1 <bad
    cat ids ids >twice
    exits 2 '第 11 行' h draw --seed 7 --take 1 <twice
    h init a >/dev/null
    exits 2 '没有编号为' h lookback a 0000000001
    exits 2 '没有编号为' h lookback a what
}
check the_worked_example_is_right_by_hand_and_by_program
check the_draw_of_the_sample_agrees_with_the_log
check a_least_number_per_unit_comes_first
check bad_draws_are_told
