#!/bin/sh
# verify.sh [ENTRIES]: builds and runs bench/verify.c in a new folder under build/, then removes it.
set -eu
cd "$(dirname "$0")/.."
B=${B:-build/bench}
make -s B="$B" "$B/bench/verify.o" "$B/assets.o" "$B/liblog.a" "$B/libdb.a" "$B/libbase.a"
# shellcheck disable=SC2046
${CC:-gcc} -o "$B/bench-verify" "$B/bench/verify.o" "$B/assets.o" "$B/liblog.a" "$B/libdb.a" "$B/libbase.a" \
    $(pkg-config --libs libsodium sqlite3 libpq libcrypto)
trap 'rm -rf "$B/bench-verify-data"' EXIT
rm -rf "$B/bench-verify-data"
"$B/bench-verify" "${1:-200000}" "$B/bench-verify-data"
