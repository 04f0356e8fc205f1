#!/usr/bin/env bash
# pages.sh FOLDER [MS]: asks every GET address of src/web/routes.c of a served FOLDER that bench-fill made, as the office, the
# overseer and a unit's clerk, and prints the milliseconds of the first answer and of the next, the slowest first. Between
# the people the server is started anew, so that a first answer is one nobody asked for before at that position of the log.
# With MS only what took longer at first. B is the build folder, PORT where it listens, WAIT how many seconds an answer is
# waited for: what took longer is told as that long.
set -euo pipefail
export LC_ALL=C.UTF-8
B=${B:-build/bench}
folder=$1
least=${2:-0}
port=${PORT:-18190}
wait_s=${WAIT:-20}
at=http://127.0.0.1:$port
work=$(mktemp -d "${TMPDIR:-/tmp}/huiyin-pages-XXXXXX")
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

start() { # LOGIN
    "$B/huiyin" serve "$folder" --listen "127.0.0.1:$port" --workers 1 >"$work/serve.log" 2>&1 &
    server=$!
    until curl -sf -o /dev/null "$at/login"; do
        kill -0 "$server" || { cat "$work/serve.log" >&2; exit 3; }
        sleep 0.02
    done
    cookie=$(curl -s -D - -o /dev/null -d "name=$1&password=bench-pass-2026" "$at/login" |
        sed -n 's/^[Ss]et-[Cc]ookie: huiyin=\([^;]*\).*/\1/p')
    [[ -n $cookie ]] || { echo "cannot sign in as $1" >&2; exit 3; }
}
stop() { kill "$server" && wait "$server" 2>/dev/null || true; server=; }

id_of() { # KIND: the id of one of its newest, as addresses write it; nothing when there is none
    sqlite3 -readonly "$folder/huiyin.db" "WITH RECURSIVE a(n, id, t) AS (
        SELECT 0, (SELECT id FROM $1 ORDER BY id DESC LIMIT 1), '' UNION ALL
        SELECT n + 1, id >> 5, substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + (id & 31), 1) || t FROM a WHERE n < 10 AND id > 0)
        SELECT t FROM a WHERE n = 10" 2>/dev/null || true
}
kinds() { sed -n 's/^## `\([a-z_]*\)`.*/\1/p' docs/generated/kinds.md; }

# The GET rows of the table, the public's left out, each hole filled with what is there.
addresses() {
    local path kind id
    sed -n '/below the office/q; s/^ *{"GET", *"\([^"]*\)".*/\1/p' src/web/routes.c | grep -v '^/lang' | while read -r path; do
        case $path in
        /r/:kind* | /api/:kind*)
            for kind in $(kinds); do
                id=$(id_of "$kind")
                [[ $path != *:id* || -n $id ]] && sed "s/:kind/$kind/; s/:id/$id/; s/:word/none/" <<<"$path"
            done ;;
        /figure/:name) printf '/figure/%s\n' measures.total measures.overdue measures.closed_rate reports.total problems.total ;;
        /queue/:name) printf '/queue/%s\n' submit approve_plan sign ;;
        /log/:seq*) sed "s/:seq/7/" <<<"$path" ;;
        /regimes/:sort*) sed "s/:sort/2/" <<<"$path" ;;
        /warnings/:sort*) sed "s/:sort/1/" <<<"$path" ;;
        /plan/*/:id*) sed "s/:id/$(id_of plan)/; s/:format/docx/; s/:round/1/" <<<"$path" ;;
        /accounts/:id*) sed "s/:id/$(id_of person)/" <<<"$path" ;;
        /units/:id*) sed "s/:id/$(id_of unit)/" <<<"$path" ;;
        *:id*)
            kind=${path#/}
            sed "s/:id/$(id_of "${kind%%/*}")/; s/:word/change/; s/:format/docx/" <<<"$path" ;;
        *) echo "$path" ;;
        esac
    done
    printf '%s\n' '/ledger?colour=red' '/ledger?sort=due&down=1' '/ledger?q=办理' '/ledger?state=working&from=50000' \
        '/r/report?from=50000' '/r/report?q=办理' '/r/evidence?order=name'
}

ask() { curl -s -m "$wait_s" -o /dev/null -w '%{http_code} %{time_total}' -b "huiyin=$cookie" "$at$1" || true; }

addresses | sort -u >"$work/addresses"
for person in office overseer clerk; do
    start "$person"
    while read -r path; do
        read -r code first <<<"$(ask "$path")"
        [[ $code == 200 || $code == 000 ]] || continue
        read -r code again <<<"$(ask "$path")"
        awk -v w="$person" -v p="$path" -v a="$first" -v b="$again" -v l="$least" \
            'BEGIN { if (a * 1000 > l) printf "%8.0f %8.0f  %-9s %s\n", a * 1000, b * 1000, w, p }'
    done <"$work/addresses"
    stop
done | sort -rn
