# data.sh: init, do, show, user, rebuild, and the exit statuses of the contract: 0 done, 1 refused by a rule, 2 unusable
# input, 3 a failing world. Errors are one sentence on standard error.
word=${1:-}
. "$(dirname "$0")/lib/cli.sh"

init_makes_a_folder_to_work_in() {
    h init a >out
    grep -q 'huiyin serve a' out
    [[ -f a/huiyin.db && -f a/keys/log.pub && -d a/files && -d a/tmp ]]
    [[ $(stat -c %a a) = 700 && $(stat -c %a a/keys/log.key) = 600 ]]
    id=$(h do a unit.create name=县住建局 short_name=住建局 sort=government)
    h show a unit "$id" | grep -q 县住建局
    h do a unit.create name=县财政局 --json | grep -qE '^\{"id":"[0-9a-z]{10}","position":1,"repeated":false\}$'
}
init_leaves_a_folder_that_holds_something_alone() {
    mkdir full && echo x >full/x
    exits 2 '没有改动' h init full
    [[ $(ls full) = x ]]
    exits 2 'files already' h init full --lang en
}
the_sample_is_made_and_told() {
    county s
    grep -q huiyin-sample-2026 s/sample-logins.txt
    [[ $(stat -c %a s/sample-logins.txt) = 600 ]]
    h figures s --json >figures
    grep -qE '"name":"measures.total".*"value":"?99"?' figures
    grep -qE '"name":"sanctions.reminder".*"value":"?97"?' figures
}
do_repeats_nothing() {
    h init a >/dev/null
    one=$(h do a unit.create name=县住建局 --command once --json)
    two=$(h do a unit.create name=县住建局 --command once --json)
    [[ ${one/false/true} = "$two" ]]
    [[ $(h show a unit --json | grep -o '"name":"县住建局"' | wc -l) -eq 1 ]]
}
do_tells_of_a_repeat_that_the_first_content_stands() {
    h init a >/dev/null
    h do a unit.create name=县住建局 --command once >one 2>said
    [[ ! -s said ]]
    h do a unit.create name=县水务局 --command once >two 2>said
    grep -q '重复提交，已按第一次的内容登记' said
    h do a unit.create name=县水务局 --command once --lang en 2>&1 >/dev/null | grep -q 'sent before'
    cmp one two
    h show a unit | grep -q 县住建局
    no grep -q 县水务局 <(h show a unit)
}
do_takes_the_name_of_a_thing_for_its_id() {
    h init a >/dev/null
    h do a unit.create name=县住建局 short_name=住建局 >/dev/null
    station=$(h do a unit.create name=质监站 above=住建局)
    h show a unit "$station" | grep -q 县住建局
    h do a person.create name=某甲 unit=质监站 >/dev/null
    h do a person.account id=某甲 login=jia password_hash=x >/dev/null
    h do a person.grant --id jia roles=office >/dev/null
    h do a person.create name=某甲 unit=县住建局 >/dev/null
    h do a person.change id=jia name=某甲 unit=住建局 >/dev/null
    h show a person "$(h show a person --json | grep '"login":"jia"' | grep -oE '"id":"[0-9a-z]{10}"' | head -1 | cut -d'"' -f4)" --lang en >seen
    grep -qE '^Units they stood in: 质监站 \[[0-9a-z]{10}\], [^，、]+ \[' seen
    before=$(h verify a --json | grep -oE '"size":[0-9]+')
    exits 2 '不止一个' h do a person.leave id=某甲
    exits 2 '没有叫“住建”的' h do a unit.create name=检测站 above=住建
    exits 2 'none is called' h do a unit.create name=检测站 above=住建 --lang en
    exits 2 '没有叫“丙”的' h do a person.leave id=丙
    [[ $(h verify a --json | grep -oE '"size":[0-9]+') = "$before" ]]
    round=$(h do a inspection.open name=首轮 sort=xuncha organisation=住建局 feedback_day=2026-01-05 --as jia)
    h do a aspect.add inspection=首轮 number=1 title=学习不深入 --as jia >/dev/null
    h show a aspect --json | grep -q "$round"
}
do_publishes_a_bulletin_as_its_page_does() {
    county s
    publisher=$(grep 通报审核 s/sample-logins.txt | awk '{print $1}' | head -1)
    inspection=$(h show s inspection --json | grep -oE '"id":"[a-z0-9]{10}"' | head -1 | cut -d'"' -f4)
    id=$(h do s bulletin.draft inspection="$inspection" title=整改通报 "text=$(printf '整改通报\n\n已销号{{measures.closed}}条措施。')")
    h do s bulletin.submit id="$id"
    exits 1 '不能办理' h do s bulletin.publish id="$id" --as "$publisher"
    h do s bulletin.review id="$id" opinion=可以发布 --as "$publisher"
    size=$(h verify s --json | grep -oE '"size":[0-9]+' | cut -d: -f2)
    exits 1 '位置' h do s bulletin.publish id="$id" position=$((size + 1)) as_of_day="$(TZ=Asia/Shanghai date +%F)" digest="$(sha256sum </dev/null | cut -c1-64)" --as "$publisher"
    h do s bulletin.publish id="$id" --as "$publisher"
    h show s bulletin "$id" --json | grep -q "\"position\":$size"
    h bulletin s --id "$id" | grep -qE '已销号[0-9]+条'
    h verify s --replay
}
do_ends_with_1_when_a_rule_says_no() {
    county s
    id=$(h show s measure --json | tr '{' '\n' | grep '"state":"closed"' | grep -oE '"id":"[a-z0-9]{10}"' | head -1 | cut -d'"' -f4)
    before=$(h verify s --json | grep -o '"size":[0-9]*')
    exits 1 '角色' h do s measure.verify --id "$id" opinion=再核验一次 --as luzhe
    exits 1 '当前状态' h do s measure.verify --id "$id" opinion=再核验一次 --as jianjingxing
    exits 1 'present state' h do s measure.verify --id "$id" opinion=再核验一次 --as jianjingxing --lang en
    [[ $(h verify s --json | grep -o '"size":[0-9]*') = "$before" ]]
}
do_ends_with_2_when_the_input_is_unusable() {
    h init a >/dev/null
    exits 2 '没有命令' h do a measure.fly
    exits 2 '名称=值' h do a unit.create name
    exits 2 '单位名称' h do a unit.create name=
    exits 2 'there is no unit' h do a unit.create name=甲乙 above=0000000001 --lang en
    exits 2 'colour' h do a unit.create name=甲乙 colour=red
    exits 2 '' h do a unit.create "name=$(printf 'a\377')"
    exits 2 '登录名' h do a unit.create name=甲乙 --as nobody
    exits 2 '编号' h do a unit.change --id xyz name=甲乙
    exits 2 '--drawn' h do a unit.create name=甲乙 --drawn x
    exits 2 '选项' h do a unit.create name=甲乙 --colour red
    exits 2 '参数' h do a
    [[ $(h verify a --json | grep -o '"size":[0-9]*') = '"size":0' ]]
}
a_folder_that_is_none_is_told() {
    mkdir empty
    exits 2 '不是回音的数据目录' h show empty unit
    exits 2 'not a data folder' h rebuild empty --lang en
    exits 2 '不是回音的数据目录' h do nowhere unit.create name=甲乙
}
a_failing_world_ends_with_3() {
    h init a >/dev/null
    exec 9>>a/huiyin.db-writer
    flock -n 9
    exits 3 '正由另一个' h rebuild a
    exec 9>&-
    printf 'not a database, whatever its name' >a/huiyin.db
    rm -f a/huiyin.db-wal a/huiyin.db-shm
    exits 3 '' h show a unit
    exits 3 '不能写' bash -c '"$HUIYIN" version >/dev/full'
}
accounts_are_managed_from_the_command_line() {
    h init a >/dev/null
    h do a unit.create name=县委办公室 >/dev/null
    echo ten-characters-at-least >pw
    h user a add lichen 李辰 --unit 县委办公室 --post 干部 --roles office --password-file pw
    h user a list | grep lichen | grep -q 整改办
    exits 1 '登录名' h user a add lichen 另一人 --password-file pw
    exits 2 '10 个字符' h user a add zhou 周 --password-file <(echo short)
    exits 2 '没有名为' h user a add zhou 周 --unit 没有的单位 --password-file pw
    exits 1 '三员' h user a grant lichen --roles office,sysadmin
    exits 2 '' h user a grant lichen --roles king
    exits 2 '' h user a grant nobody --roles office
    exits 2 '用法' h user a fly
    h do a unit.create name=县财政局 --as lichen >/dev/null
}
rebuild_changes_nothing_that_is_right_and_mends_what_is_not() {
    county s
    h show s measure --json >before
    sqlite3 s/huiyin.db "UPDATE measure SET state = 7"
    h rebuild s 2>/dev/null | grep -q 重建
    h show s measure --json >after
    cmp before after
    h verify s --replay >/dev/null
}
help_and_version_are_there() {
    h help >out && grep -q backup out && grep -q 退出码 out
    h help --lang en >out && grep -q 'Exit status' out
    h help verify | grep -q -- --replay
    h --version | grep -qE '^huiyin [0-9.]+ '
    h version --json | grep -q '^{"version":"'
    exits 2 '没有命令' h fly
}
checks
