#!/usr/bin/env bash
# run.sh [WORD]: every benchmark, or those whose name holds WORD; ./dev bench calls it. Each is a ratio against a limit
# measured in the same run on the same machine, printed with its target and the figures it came from. Nothing is asserted.
# Filled folders are kept under build/bench. SECONDS_EACH=n measures longer.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
B=${B:-build/bench}
word=${1:-}
each=${SECONDS_EACH:-4}
port=${PORT:-18090}
clients=16
workers=2
work=$(mktemp -d "${TMPDIR:-/tmp}/huiyin-bench-XXXXXX")
pids=()
trap 'for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"' EXIT

wanted() { [[ -z $word || $1 == *"$word"* ]]; }
row() { printf '%-34s %9s   %-9s %s\n' "$@"; } # name, ratio, target, figures
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", b ? a / b : 0 }'; }
milliseconds() { echo $(($(date +%s%N) / 1000000)); }

filled() { # MEASURES [EVENTS]: prints the folder; a changed program fills it anew
    local dir=$B/data-$1${2:+-$2}
    if [[ ! -f $dir/filled ]]; then
        rm -rf "$dir"
        "$B/bench-fill" "$dir" "$@" >"$B/fill-$1${2:+-$2}.log" && touch "$dir/filled"
    fi
    echo "$dir"
}

# ---- the server ---------------------------------------------------------------------------------

start() { # FOLDER: serves it, waits for the first answer, signs in; sets $server and $cookie
    "$B/huiyin" serve "$1" --listen "127.0.0.1:$port" --workers $workers >"$work/serve.log" 2>&1 &
    server=$!
    pids+=("$server")
    local i
    for ((i = 0; i < 2000; i++)); do
        curl -sf -o /dev/null "http://127.0.0.1:$port/login" && break
        kill -0 "$server" || { cat "$work/serve.log" >&2; exit 3; }
        sleep 0.005
    done
}
sign_in() {
    cookie=$(curl -s -D - -o /dev/null -d 'name=office&password=bench-pass-2026' "http://127.0.0.1:$port/login" |
        sed -n 's/^[Ss]et-[Cc]ookie: huiyin=\([^;]*\).*/\1/p')
    [[ -n $cookie ]] || { echo "cannot sign in" >&2; exit 3; }
}
stop() { kill "$1" && wait "$1" 2>/dev/null || true; }

rate() { # ADDRESS [HEADER]: answers a second
    local said
    said=$(wrk -t1 -c$clients -d"${each}s" -H "Cookie: huiyin=${cookie:-}" ${2:+-H "$2"} "http://127.0.0.1:$1")
    grep -q 'Non-2xx' <<<"$said" && { echo "$said" >&2; exit 3; }
    sed -n 's/^Requests.sec: *//p' <<<"$said"
}

# ---- pages ----------------------------------------------------------------------------------------

pages_of() { # FOLDER: sets $list $same $measure $measure_path, answers a second; the pages lie in $work
    start "$1"
    sign_in
    curl -sf -D "$work/head" -o "$work/list" -b "huiyin=$cookie" "http://127.0.0.1:$port/ledger"
    etag=$(sed -n 's/^[Ee][Tt]ag: *\("[^"]*"\).*/\1/p' "$work/head")
    measure_path=$(grep -o '/measure/[0-9a-z]\{10\}' "$work/list" | awk '!seen[$0]++' | sed -n 9p)
    curl -sf -o "$work/measure" -b "huiyin=$cookie" "http://127.0.0.1:$port$measure_path"
    rate "$port/ledger" >/dev/null # warm
    list=$(rate "$port/ledger")
    same=$(rate "$port/ledger" "If-None-Match: $etag")
    measure=$(rate "$port$measure_path")
    stop "$server"
}

pages() {
    local small large bare list_small measure_small bare_list bare_measure
    small=$(filled 1000)
    large=$(filled 100000)
    pages_of "$small"
    list_small=$list measure_small=$measure
    pages_of "$large"
    "$B/bench-bare" "$large/huiyin.db" $((port + 1)) $workers "$work/list" "$work/measure" "${measure_path#/measure/}" &
    bare=$!
    pids+=("$bare")
    sleep 0.5
    bare_list=$(rate "$((port + 1))/list")
    bare_measure=$(rate "$((port + 1))/measure")
    kill "$bare"
    row "ledger, 50 of 100,000 rows" "$(ratio "$list" "$bare_list")" ">= 0.5" \
        "$list of $bare_list/s bare, $(stat -c %s "$work/list") bytes"
    row "measure" "$(ratio "$measure" "$bare_measure")" ">= 0.5" \
        "$measure of $bare_measure/s bare, $(stat -c %s "$work/measure") bytes"
    row "ledger unchanged (304)" "$(ratio "$same" "$list")" "" "$same/s; the page itself $list/s"
    row "ledger, cost at 100,000 to 1,000" "$(ratio "$list_small" "$list")" "<= 1.5" "$list_small/s at 1,000"
    row "measure, cost at 100,000 to 1,000" "$(ratio "$measure_small" "$measure")" "<= 1.5" "$measure_small/s at 1,000"
}

# ---- commands --------------------------------------------------------------------------------------

commands() {
    local raw http bad core measure_id
    rm -rf "$work/data"
    cp -r "$(filled 1000)" "$work/data"
    start "$work/data"
    sign_in
    read -r http bad < <("$B/bench-load" "$port" $clients "$each" "$cookie" /api/do/unit.create \
        '{"_command":"{n}","name":"试验单位 {n}","short_name":"试验"}')
    [[ $bad -eq 0 ]] || echo "$bad commands were refused" >&2
    read -r core bad < <("$B/bench-core" "$work/data" $clients "$each")
    stop "$server"
    raw=$("$B/bench-commands" "$work/data" unit $clients "$each")
    row "durable commands over HTTP" "$(ratio "$http" "$raw")" ">= 0.5" "$http of $raw rows/s raw, in groups of $clients"
    row "durable commands, core alone" "$(ratio "$core" "$raw")" "" "$core/s over its socket"
}

# ---- the rest ----------------------------------------------------------------------------------------

startup() {
    local dir from opened answered
    dir=$(filled 1000 1000000)
    cat "$dir/huiyin.db" >/dev/null
    from=$(milliseconds)
    sqlite3 "$dir/huiyin.db" 'SELECT max(seq) FROM log' >/dev/null
    opened=$(($(milliseconds) - from))
    from=$(milliseconds)
    start "$dir"
    answered=$(($(milliseconds) - from))
    stop "$server"
    row "start-up at 1,000,000 events" "$((answered - opened)) ms" "<= 1000" "first answer after $answered ms, opening alone $opened ms"
}

import() {
    local ratio said
    read -r ratio said < <("$B/bench-import" "$work/import" 10000)
    row "import of 10,000 measures" "$ratio" "<= 10" "$said"
}

verify() {
    "$B/bench-verify" 200000 "$work/verify" | grep '^verify' | while IFS= read -r line; do
        row "verify, ${line:7:16}" "$(sed 's/.*alone, \([0-9.]*\) by.*/\1/' <<<"$line")" ">= 0.5" \
            "by processor time; on the wall $(sed 's/.*: \([0-9.]*\) of SHA.*/\1/' <<<"$line"); ${line#*(}"
    done
}

make -s -j"$(nproc)" B="$B" "$B/huiyin" $(printf "$B/bench-%s " fill bare commands core import load verify)
printf '%s, %s cores, load %s; %s clients, %s workers, %s s each; %s\n\n' \
    "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" $clients $workers \
    "$each" "$(stat -f -c 'disk %T' "$B")"
row name ratio target figures
for name in pages commands startup import verify; do
    if wanted $name; then $name; fi
done
