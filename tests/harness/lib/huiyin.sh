# The program: each command is one run of `huiyin do`; what is acknowledged is its entry in the log with its hash, so that an
# entry that came back with other bytes counts as lost.
subject_build() {
    huiyin=${HUIYIN:-build/huiyin}
    [[ -x $huiyin ]] || return 1
    if [[ -n $1 ]]; then
        make -s -j2 B=build/broken CFLAGS="-DHUIYIN_BREAK_$1" build/broken/huiyin >&2 || return 1
        huiyin=build/broken/huiyin
    fi
}
log_rows() { sqlite3 -readonly -separator : "$1/huiyin.db" "SELECT seq, lower(hex(hash)) FROM log $2" 2>/dev/null; }
subject_prepare() { "$huiyin" init "$1" --sample >/dev/null; }
subject_run() {
    local i answer position
    for ((i = 0; i < ${COUNT:-25}; i++)); do
        answer=$(${UNDER:-} "$huiyin" do "$1" unit.create name="试验单位 $RANDOM-$i" short_name="试验 $i" --json) ||
            return 1
        position=$(sed -n 's/.*"position":\([0-9]*\).*/\1/p' <<<"$answer")
        acknowledge "$(log_rows "$1" "WHERE seq = $position")"
    done
}
subject_lost() {
    local entries lost=0 ack
    "$huiyin" verify "$1" >/dev/null 2>&1
    [[ $? -eq 1 ]] && { grep -c '^ack ' || true; return; }
    entries=$(log_rows "$1" '')
    while read -r _ ack; do
        grep -qx -- "$ack" <<<"$entries" || lost=$((lost + 1))
    done < <(grep '^ack ')
    echo "$lost"
}
