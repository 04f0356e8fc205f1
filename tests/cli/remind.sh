# remind.sh: reminders and their letters, against a real SMTP server on loopback. The program lives at a time of ours:
# faketime holds its clock at ten in the morning in China of a Tuesday, or where a test says.
word=${1:-}
. "$(dirname "$0")/lib/cli.sh"
lib=$(realpath "$(dirname "$0")/lib")
python=/usr/bin/python3 # Debian's, which has python3-aiosmtpd
export TZ=UTC
port=$((20000 + RANDOM % 20000))
fake=$(compgen -G '/usr/lib/*/faketime/libfaketime.so.1' | head -1)
# Preloaded by hand: the command faketime would stand between us and the server to stop.
at() { # TIME COMMAND...: the program's clock starts there
    local when=$1
    shift
    env ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0:detect_leaks=0" LD_PRELOAD="$fake" FAKETIME="@$when" FAKETIME_DONT_FAKE_MONOTONIC=1 "$@"
}
morning='2026-11-24 02:00:00'
m() { at "$morning" "$HUIYIN" "$@"; }
mail_server() { # FOLDER [USER PASSWORD]: listens when this returns
    mkdir -p "$1"
    port=$((port + 1))
    "$python" "$lib/smtp.py" "$port" "$@" >"$1/log" 2>&1 &
    server=$!
    trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
    for _ in $(seq 100); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return 0
        sleep 0.1
    done
    cat "$1/log"
    return 1
}
office() { # DIR: one clerk with an overdue measure, whose digest goes by mail; the county is made once
    if [[ ! -d $TMPDIR/office-made ]]; then
        m init "$TMPDIR/office-made" >/dev/null
        make_office "$TMPDIR/office-made" >/dev/null
    fi
    rm -rf "$1"
    cp -r "$TMPDIR/office-made" "$1"
}
d() { local dir=$1; shift; at '2026-11-02 02:00:00' "$HUIYIN" do "$dir" "$@"; }
person() { # DIR NAME UNIT ROLES: an account, its id
    local id
    id=$(d "$1" person.create name="$2" unit="$3")
    d "$1" person.account --id "$id" login="$2" password_hash=x >/dev/null
    d "$1" person.grant --id "$id" roles="$4" >/dev/null
    echo "$id"
}
make_office() {
    local unit watch inspection aspect problem measure
    unit=$(d "$1" unit.create name=财政局)
    watch=$(d "$1" unit.create name=纪委监委)
    clerk=$(person "$1" clerk "$unit" unit)
    leader=$(person "$1" leader "$unit" leader)
    person "$1" office "$watch" office >/dev/null
    person "$1" overseer "$watch" overseer >/dev/null
    inspection=$(d "$1" inspection.open name=第一轮巡察 sort=xuncha)
    aspect=$(d "$1" aspect.add inspection="$inspection" number=1 title=财务管理)
    problem=$(d "$1" problem.add aspect="$aspect" number=1 title=往来款长期挂账)
    measure=$(d "$1" measure.draft --as office problem="$problem" number=1 text=清理超期挂账 goal=账实相符 type=phased due_day=2026-11-20 lead_unit="$unit" leaders="$leader")
    d "$1" measure.submit --as office --id "$measure"
    d "$1" measure.approve_plan --as overseer --id "$measure" opinion=同意下达
    d "$1" measure.sign --as clerk --id "$measure"
    d "$1" person.notify --id "$clerk" mail=clerk@county.example by_mail=1
    echo "$clerk" >"$1/clerk"
    echo "$leader" >"$1/leader"
}
by_mail() { # DIR: letters go to our server, unencrypted
    h config "$1" mail.url="smtp://127.0.0.1:$port" >/dev/null
    h config "$1" mail.from=office@county.example >/dev/null
    h config "$1" mail.starttls=no >/dev/null
}
state() { h show "$1" nudge --json | "$python" -c "import json,sys; print(' '.join(sorted(n.get('state','-') + ':' + str(n.get('tries',0)) for n in json.load(sys.stdin) if n.get('channel') == 'mail')))"; }
letters() { find "$1" -name '*.eml' | wc -l; }

the_plan_is_shown_and_changes_nothing() {
    office a
    local before
    before=$(h show a nudge --json)
    m remind a --dry-run >out
    grep -q '2026-11-24 将发给 2 人' out
    grep -q '^clerk.*已超期 1 项' out
    m remind a --dry-run --json | "$python" -c "import json,sys; p=json.load(sys.stdin); assert p['workday'] and len(p['to']) == 2, p"
    m remind a --dry-run --day 2026-11-28 | grep -q '不是工作日'
    [[ $(h show a nudge --json) == "$before" ]]
    exits 2 '2026-11-24' m remind a --dry-run --day tomorrow
    exits 2 'dry-run' m remind a --day 2026-11-24
}
nothing_goes_outside_the_sending_hours() {
    office a
    at '2026-11-24 09:30:00' "$HUIYIN" remind a >out # half past five in China
    grep -q '下一次：2026-11-25 09:00' out
    at '2026-11-28 02:00:00' "$HUIYIN" remind a | grep -q '下一次：2026-11-30 09:00'
    [[ -z $(state a) ]]
}
a_digest_arrives_once() {
    office a
    mail_server post
    by_mail a
    h config a mail.link=https://zg.county.example >/dev/null
    m remind a >out
    grep -q '已提醒 2 人；邮件送出 1 封' out
    m remind a | grep -q '已提醒 0 人；邮件送出 0 封'
    at '2026-11-24 03:00:00' "$HUIYIN" remind a | grep -q '已提醒 0 人'
    [[ $(letters post) -eq 1 && $(state a) == out:0 ]]
    "$python" "$lib/letter.py" post/1.eml >seen
    grep -qx 'to clerk@county.example clerk@county.example' seen
    grep -qx 'subject 整改提醒：已超期 1 项（11月24日）' seen
    grep -qx 'auto auto-generated' seen
    grep -q '清理超期挂账（时限2026年11月20日，已超期 4 天）' seen
    grep -q 'href="https://zg.county.example/"' seen
    h verify a --replay >/dev/null
}
letters_go_in_the_language_their_addressee_chose() {
    office a
    mail_server post
    by_mail a
    d a person.notify --id "$(cat a/clerk)" --as clerk mail=clerk@county.example by_mail=1 mail_lang=en >/dev/null
    d a person.notify --id "$(cat a/leader)" --as leader mail=leader@county.example by_mail=1 mail_lang=both >/dev/null
    m remind a | grep -q '邮件送出 2 封'
    for letter in post/*.eml; do "$python" "$lib/letter.py" "$letter"; done >seen
    grep -qx 'subject Rectification reminder: 1 overdue (24 November)' seen
    grep -qx 'subject 整改提醒：已超期 1 项（11月24日） / Rectification reminder: 1 overdue (24 November)' seen
    grep -q '清理超期挂账 (due 2026-11-20, 4 days overdue)' seen
    [[ $(grep -c 'please do not reply' seen) -eq 4 && $(grep -c '请不要回复' seen) -eq 2 ]] # text and page of each
    grep -q '<html lang="en">' seen
    grep -q '<div lang="en">' seen
    h verify a --replay >/dev/null
    exits 2 '邮件的语言' d a person.notify --id "$(cat a/clerk)" --as clerk mail=clerk@county.example by_mail=1 mail_lang=latin
}
a_refused_recipient_is_recorded() {
    office a
    mail_server post
    by_mail a
    d a person.notify --id "$(cat a/leader)" mail=nobody@county.example by_mail=1 >/dev/null
    m remind a >out
    grep -q '邮件送出 1 封，没有送成 1 封' out
    [[ $(letters post) -eq 1 && $(state a) == 'lost:1 out:0' ]]
    h show a nudge --json | grep -q '不接受收件人'
    m remind a | grep -q '没有送成 0 封'
}
a_server_that_is_down_loses_nothing() {
    office a
    by_mail a # nobody listens there yet
    exits 3 '连不上邮件服务器' m remind a
    [[ $(state a) == waiting:0 ]]
    exits 3 '连不上邮件服务器' m remind a
    mail_server post
    by_mail a
    m remind a | grep -q '邮件送出 1 封'
    [[ $(letters post) -eq 1 && $(state a) == out:0 ]]
}
a_letter_put_off_is_tried_three_times() {
    office a
    mail_server post
    by_mail a
    d a person.notify --id "$(cat a/clerk)" mail=later@county.example by_mail=1 >/dev/null
    m remind a | grep -q '没有送成 1 封'
    at '2026-11-24 02:05:00' "$HUIYIN" remind a | grep -q '没有送成 0 封' # too soon
    at '2026-11-24 02:20:00' "$HUIYIN" remind a | grep -q '没有送成 1 封'
    [[ $(state a) == waiting:2 ]]
    at '2026-11-24 02:40:00' "$HUIYIN" remind a | grep -q '没有送成 1 封'
    [[ $(state a) == lost:3 && $(letters post) -eq 0 ]]
}
a_bad_sign_in_is_told_without_the_password() {
    office a
    mail_server post clerk-of-mail right-password
    by_mail a
    h config a mail.user=clerk-of-mail >/dev/null
    echo wrong-password | h config a mail.password=- >/dev/null
    exits 3 'mail.password' m remind a
    no m remind a 2>said
    no grep -q wrong-password said
    no grep -rq wrong-password --include='*.txt' a
    [[ $(state a) == waiting:0 ]]
    h config a >shown
    grep -qx 'mail.password=\*\*\*' shown
    echo right-password | h config a mail.password=- >/dev/null
    m remind a | grep -q '邮件送出 1 封'
}
a_server_without_encryption_gets_nothing() {
    office a
    mail_server post
    by_mail a
    h config a mail.starttls=yes >/dev/null
    exits 3 'STARTTLS' m remind a
    [[ $(letters post) -eq 0 && $(state a) == waiting:0 ]]
}
a_host_that_is_none_is_told() {
    office a
    by_mail a
    h config a mail.url=smtp://no-such-host.invalid:25 >/dev/null
    exits 3 '找不到邮件服务器' m remind a
}
two_couriers_do_not_meet() {
    office a
    exec 7>a/courier.lock
    flock 7
    exits 3 '另一个进程' m remind a
}
serve_sends_by_itself_when_asked_to() {
    office a
    mail_server post
    by_mail a
    h config a remind.auto=yes >/dev/null
    (exec env ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0 LD_PRELOAD="$fake" FAKETIME="@$morning" FAKETIME_DONT_FAKE_MONOTONIC=1 "$HUIYIN" serve a --listen 127.0.0.1:$((port + 5000))) >log 2>&1 &
    local serving=$!
    for _ in $(seq 100); do
        [[ $(letters post) -eq 0 ]] || break
        sleep 0.1
    done
    local n
    n=$(letters post)
    for _ in $(seq 50); do # the letter is recorded right after it went
        [[ $(state a) == out:0 ]] && break
        sleep 0.1
    done
    local now
    now=$(state a)
    kill "$serving"
    wait "$serving" 2>/dev/null || true
    cat log
    [[ $n -eq 1 && $now == out:0 ]]
}
for t in $(declare -F | awk '{print $3}' | grep -vxE 'check|checks|exits|h|no|county|at|m|mail_server|office|d|person|make_office|by_mail|state|letters'); do check "$t"; done
