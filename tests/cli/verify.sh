# verify.sh: both verifiers pass what is whole, find what is not, say what they cannot know; and the separate one holds no
# code that writes a data folder.
word=${1:-}
. "$(dirname "$0")/lib/cli.sh"

both_verifiers_pass_the_sample() {
    county s
    h verify s --replay >one
    "$HUIYIN_VERIFY" s --replay >two
    cmp one two
    grep -q '^OK .*重放' one
    no grep -qE '^FAILED' one
    h verify s --replay --json | grep -q '"name":"replay","status":"ok","count":[1-9]'
    h verify s --replay --lang en | grep -q '^OK .*replay'
}
replay_finds_a_table_that_somebody_changed() {
    county s
    sqlite3 s/huiyin.db "UPDATE measure SET state = 7 WHERE state = 4"
    h verify s >/dev/null # the log itself is untouched
    for v in "h verify" "$HUIYIN_VERIFY"; do
        rc=0
        $v s --replay >out || rc=$?
        [[ $rc -eq 1 ]]
        grep -A1 '^FAILED .*重放' out | grep -q 整改措施
    done
}
a_changed_body_is_found() {
    county s
    sqlite3 s/huiyin.db "DROP TRIGGER log_no_update; UPDATE log SET body = replace(CAST(body AS TEXT), '县', '乡') WHERE seq = 3"
    rc=0
    h verify s >out || rc=$?
    [[ $rc -eq 1 ]]
    grep -q '第 3 条' out
}
what_cannot_be_checked_ends_with_2() {
    mkdir empty
    rc=0
    h verify empty >/dev/null 2>&1 || rc=$?
    [[ $rc -eq 2 ]]
    county s
    mv s/keys/log.pub pub
    rc=0
    h verify s >/dev/null 2>&1 || rc=$?
    [[ $rc -eq 2 ]]
    h verify s --key pub >/dev/null
}
a_checkpoint_kept_outside_is_compared() {
    county s
    cp s/keys/log.state kept
    h do s unit.create name=后来的单位 >/dev/null
    h verify s --since kept | grep -q '^OK .*外部'
    h init other >/dev/null
    rc=0
    h verify other --since kept >/dev/null || rc=$?
    [[ $rc -eq 1 ]]
}
verifying_writes_nothing() {
    county s
    (cd s && find . -type f ! -name '*-shm' ! -name '*-wal' | sort | xargs sha256sum) >before
    h verify s --replay >/dev/null
    "$HUIYIN_VERIFY" s --replay >/dev/null
    (cd s && find . -type f ! -name '*-shm' ! -name '*-wal' | sort | xargs sha256sum) >after
    cmp before after
}
the_separate_verifier_holds_no_code_that_writes() {
    nm --defined-only "$HUIYIN_VERIFY" | awk '$2 ~ /^[tT]$/ {print $3}' | sort >symbols
    grep -qx app_replay symbols
    no grep -xE 'app_(submit.*|step|commit|create|rebuild|checkpoint)|signer_.*|log_(append|erase|create)|store_(put|take)|secret_put|file_(replace|add)|core_.*|sample_.*|backup_.*|remote_.*|password_hash' symbols
    nm --defined-only "$HUIYIN" | awk '$2 ~ /^[tT]$/ {print $3}' | grep -qx app_submit # the names are those of today
}
checks
