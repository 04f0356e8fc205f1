# config.sh: settings are shown, checked, kept.
word=${1:-}
. "$(dirname "$0")/lib/cli.sh"

settings_are_shown_with_their_meaning() {
    h init a >/dev/null
    h config a >out
    grep -qx 'listen=127.0.0.1:8080' out
    grep -q '^# .*默认' out
    h config a --lang en | grep -q 'Default'
    h config a --json | grep -q '"name":"workers","value":"2","default":"2"'
}
a_setting_is_kept_after_it_was_checked() {
    h init a >/dev/null
    h config a title=青澜县整改 >/dev/null
    h config a workers=4 >/dev/null
    h config a | grep -qx title=青澜县整改
    h config a | grep -qx workers=4
    h config a title= >/dev/null
    no grep -q title a/settings
}
bad_settings_are_told_and_not_kept() {
    h init a >/dev/null
    exits 2 '1 到 16' h config a workers=99
    exits 2 'HOST:PORT' h config a listen=somewhere --lang en
    exits 2 '没有设置' h config a colour=red
    exits 2 '名称=值' h config a workers
    exits 2 '不是回音的数据目录' h config nowhere
    [[ ! -e a/settings ]]
    printf 'workers=2\nwhat\n' >a/settings
    exits 2 '第 2 行' h config a
}
checks
