# backup.sh: backup and restore from the command line, while somebody writes, and when they are cut off.
word=${1:-}
. "$(dirname "$0")/lib/cli.sh"

what_was_backed_up_comes_back() {
    county s
    h backup s b.tar >out
    grep -qE '已备份 [0-9]+ 条日志、[0-9]+ 份佐证文件' out
    [[ $(stat -c %a b.tar) = 600 ]]
    tar tf b.tar | grep -q '^MANIFEST$'
    h restore b.tar again | grep -q 验证通过
    for kind in unit person problem measure evidence sanction rule bulletin; do
        cmp <(h show s $kind --json) <(h show again $kind --json)
    done
    cmp <(cd s/files && find . -type f | sort) <(cd again/files && find . -type f | sort)
    h verify again --replay >/dev/null
    h do again unit.create name=恢复后的单位 >/dev/null
    h verify again >/dev/null
}
backups_made_while_somebody_writes_are_whole() {
    h init a >/dev/null
    (for i in $(seq 30); do h do a unit.create name="单位$i" >/dev/null; done) &
    for i in 1 2 3 4 5; do h backup a "b$i.tar" >/dev/null; done
    wait
    h backup a last.tar >/dev/null
    for i in 1 2 3 4 5; do h restore "b$i.tar" "r$i" >/dev/null; done
    h restore last.tar r
    [[ $(h verify r --json | grep -o '"size":[0-9]*') = '"size":30' ]]
}
a_backup_that_is_killed_leaves_no_file() {
    county s
    mkdir out
    for delay in 0.002 0.01 0.03 0.1; do
        timeout -s KILL $delay "$HUIYIN" backup s out/b.tar >/dev/null 2>&1 || true
        if [[ -e out/b.tar ]]; then # it was quicker than the killer
            h restore out/b.tar "r$delay" >/dev/null
            rm out/b.tar
        fi
        [[ -z $(ls -A out) ]] || [[ $(ls out) = b.tar.part-* ]]
        rm -f out/*
    done
}
what_is_there_already_is_left_alone() {
    h init a >/dev/null
    h backup a b.tar >/dev/null
    sum=$(sha256sum <b.tar)
    exits 2 '没有覆盖' h backup a b.tar
    [[ $(sha256sum <b.tar) = "$sum" ]]
    exits 2 '没有改动' h restore b.tar a
    exits 3 '没有完成' h backup a nowhere/b.tar
    exits 2 'Cannot open' h restore none.tar c --lang en
    [[ ! -e c ]]
}
bad_backups_are_told() {
    h init a >/dev/null
    h do a unit.create name=县住建局 >/dev/null
    h backup a b.tar >/dev/null
    head -c 3000 b.tar >cut.tar
    exits 3 '不完整' h restore cut.tar c
    sed 's/县住建局/县财贸局/' b.tar >changed.tar
    exits 3 '与清单不符' h restore changed.tar c
    echo hello >text.tar
    exits 2 '不是回音的备份' h restore text.tar c
    tar cf other.tar text.tar
    exits 2 'not a backup' h restore other.tar c --lang en
    : >empty.tar
    exits 2 '不是回音的备份' h restore empty.tar c
    [[ ! -e c ]]
    no ls -d c.restoring-* 2>/dev/null
}
a_disk_that_is_full_is_told() {
    county s
    bash -c 'ulimit -f 64; trap "" XFSZ; exec "$HUIYIN" backup s b.tar' >/dev/null 2>said && exit 1
    grep -q 没有完成 said
    [[ ! -e b.tar ]]
}
checks
