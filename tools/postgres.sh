#!/bin/sh
# postgres.sh start|stop DIR: a private PostgreSQL server for the tests, in DIR and on a unix socket
# there, no TCP. `start` prints the URL for TEST_POSTGRES; `stop` ends the server and removes DIR/data.
# fsync is off: these databases live as long as one test run. As root it works as the user postgres.
set -eu
[ $# = 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
what=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)") || { echo "postgres.sh: no initdb; install postgresql" >&2; exit 3; }
as() {
    if [ "$(id -u)" = 0 ]; then (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi
}
case $what in
start)
    if [ ! -e "$dir/data/PG_VERSION" ]; then
        rm -rf "$dir/data"
        mkdir "$dir/data"
        [ "$(id -u)" != 0 ] || chown postgres: "$dir" "$dir/data"
        as "$bin/initdb" -D "$dir/data" -U huiyin -A trust -E UTF8 --locale=C.UTF-8 --no-sync > /dev/null
        cat >> "$dir/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
fsync = off
full_page_writes = off
shared_buffers = 64MB
max_connections = 50
CONF
    fi
    as "$bin/pg_ctl" -D "$dir/data" status > /dev/null 2>&1 ||
        as "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/server.log" -w start > /dev/null
    echo "postgres:///postgres?user=huiyin&host=$dir"
    ;;
stop)
    [ ! -e "$dir/data/postmaster.pid" ] || as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop > /dev/null
    rm -rf "$dir/data"
    ;;
*) echo "postgres.sh: start or stop, not $what" >&2; exit 2 ;;
esac
