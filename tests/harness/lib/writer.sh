# The model: tests/harness/writer.c.
subject_build() {
    writer=$H/writer${1:+-$1}
    gcc "${flags[@]}" ${1:+-DHUIYIN_BREAK_$1} -o "$writer" tests/harness/writer.c -lsqlite3
}
subject_prepare() { mkdir -p "$1"; }
subject_run() { ${UNDER:-} "$writer" "$1" "${COUNT:-60}"; }
subject_lost() { "$writer" "$1" check; }
