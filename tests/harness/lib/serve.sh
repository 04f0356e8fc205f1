# The program as it serves: 16 clients ask the core at once (bench/core.c); what is acknowledged is the command's id, and its
# entries must be in the log afterwards.
warm=1 # killed only after the first acknowledgement
subject_build() {
    huiyin=${HUIYIN:-build/huiyin}
    asker=${ASKER:-build/bench-core}
    [[ -x $huiyin ]] || return 1
    [[ -n ${ASKER:-} ]] || make -s B=build build/bench-core >&2 || return 1
    if [[ -n $1 ]]; then
        make -s -j2 B=build/broken CFLAGS="-DHUIYIN_BREAK_$1" build/broken/huiyin >&2 || return 1
        huiyin=build/broken/huiyin
    fi
}
subject_prepare() { "$huiyin" init "$1" --sample >/dev/null; }
subject_run() { # until killed: all of it is one group of processes
    local i
    rm -f "$1/core.sock"
    ${UNDER:-} "$huiyin" serve "$1" --listen "127.0.0.1:${PORT:-18071}" >&2 &
    for ((i = 0; i < 200; i++)); do
        [[ -S $1/core.sock ]] && break
        sleep 0.02
    done
    "$asker" "$1" 16 "${LONG:-60}" acks
}
subject_lost() {
    local entries
    "$huiyin" verify "$1" >/dev/null 2>&1
    [[ $? -eq 1 ]] && { grep -c '^ack ' || true; return; }
    entries=$(sqlite3 -readonly "$1/huiyin.db" 'SELECT DISTINCT command FROM log' 2>/dev/null | sort)
    comm -23 <(sed -n 's/^ack //p' | sort -u) <(echo "$entries") | wc -l
}
