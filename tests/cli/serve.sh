# serve.sh: what the command line leaves open, the settings say; what it says, wins.
set -uo pipefail
data=$TMPDIR/data
port=$((20000 + RANDOM % 20000))
answers() { # URL: within ten seconds
    for _ in $(seq 100); do
        curl -s -o /dev/null "$1" && return 0
        sleep 0.1
    done
    return 1
}
stop() {
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
}
told() { if "$2" >"$TMPDIR/out" 2>&1; then echo "ok $1"; else cat "$TMPDIR/out" "$TMPDIR/log"; echo "FAILED $1"; fi; }
settings_are_used() {
    "$HUIYIN" config "$data" listen=127.0.0.1:$port && "$HUIYIN" config "$data" portal=127.0.0.1:$((port + 1)) &&
        "$HUIYIN" config "$data" secure=yes || return 1
    "$HUIYIN" serve "$data" >"$TMPDIR/log" 2>&1 &
    server=$!
    answers "http://127.0.0.1:$port/login" && answers "http://127.0.0.1:$((port + 1))/" || return 1
    curl -s -i "http://127.0.0.1:$port/lang/en" | grep -i '^set-cookie:.*secure'
}
the_command_line_wins() {
    "$HUIYIN" serve "$data" --listen 127.0.0.1:$((port + 2)) >"$TMPDIR/log" 2>&1 &
    server=$!
    answers "http://127.0.0.1:$((port + 2))/login" && ! curl -s -o /dev/null "http://127.0.0.1:$port/login"
}
a_spoilt_file_is_named() {
    echo 'workers=many' >>"$data/settings"
    ! "$HUIYIN" serve "$data" >"$TMPDIR/log" 2>&1 && grep -q settings "$TMPDIR/log"
}
"$HUIYIN" init "$data" >/dev/null || exit 1
told serve_uses_the_settings settings_are_used
stop
told serve_prefers_its_command_line the_command_line_wins
stop
told serve_names_a_spoilt_settings_file a_spoilt_file_is_named
a_long_path_serves() { # longer than the 107 bytes an address of a socket holds
    local far=$TMPDIR/$(printf 'a-folder-with-a-long-name-%.0s' 1 2 3 4 5)
    mkdir "$far" && "$HUIYIN" init "$far/data" >/dev/null || return 1
    "$HUIYIN" serve "$far/data" --listen 127.0.0.1:$((port + 3)) >"$TMPDIR/log" 2>&1 &
    server=$!
    answers "http://127.0.0.1:$((port + 3))/setup" && "$HUIYIN" do "$far/data" unit.create name=测试单位
}
told serve_takes_a_long_path a_long_path_serves
stop
