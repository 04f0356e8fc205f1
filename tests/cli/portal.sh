# portal.sh: a stranger with nothing but the public address: the tiles served there make a folder that huiyin-verify
# accepts, and nothing else of the office is to be had.
set -uo pipefail
word=${1:-}
ok() { echo "ok $1"; }
bad() { echo "$2"; echo "FAILED $1"; }
data=$TMPDIR/county
copy=$TMPDIR/copy
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

"$HUIYIN" init "$data" --sample >"$TMPDIR/log" 2>&1 || { bad portal_needs_a_sample_county "$(cat "$TMPDIR/log")"; exit 0; }
office=127.0.0.1:$(port) portal=127.0.0.1:$(port)
"$HUIYIN" serve "$data" --listen "$office" --portal "$portal" >"$TMPDIR/log" 2>&1 &
server=$!
trap 'kill $server; wait $server' EXIT
for _ in $(seq 100); do curl -s -o /dev/null "http://$portal/checkpoint" && break || sleep 0.1; done

status() { curl -s -o "$TMPDIR/body" -w '%{http_code}' --path-as-is "$@"; }
take() { mkdir -p "$(dirname "$copy/$2")" && curl -sf -o "$copy/$2" "http://$portal$1"; }

# The paths of a level's tiles: N tiles of 256 and one of the rest.
tiles() { # prefix, count
    local n
    for ((n = 0; n < $2 / 256; n++)); do printf '%s/%03d\n' "$1" "$n"; done
    [[ $(($2 % 256)) -eq 0 ]] || printf '%s/%03d.p/%d\n' "$1" "$n" $(($2 % 256))
}

take /checkpoint checkpoint && take /keys/log.pub log.pub
size=$(sed -n 2p "$copy/checkpoint")
taken=0
for path in $(tiles tile/0 "$size") $(tiles tile/1 $((size / 256))) $(tiles tile/entries "$size"); do
    take "/$path" "$path" || taken=1
done
if [[ $taken -eq 0 && $size -gt 1000 ]] && out=$("$HUIYIN_VERIFY" "$copy" 2>&1); then
    ok portal_tiles_verify_without_the_office
else
    bad portal_tiles_verify_without_the_office "size $size, taken $taken: ${out:-}"
fi
printf 'x' | dd of="$copy/tile/entries/000" bs=1 seek=100 conv=notrunc 2>/dev/null
if "$HUIYIN_VERIFY" "$copy" >/dev/null 2>&1; then
    bad portal_tiles_that_were_changed_do_not_verify "a changed tile verified"
else
    ok portal_tiles_that_were_changed_do_not_verify
fi

wrong=
for path in "tile/0/$(printf '%03d' $((size / 256))).p/$((size % 256 + 1))" tile/0/999 tile/9/000 tile/-1/000 tile/00/000 \
    tile/0/0 tile/0/0000 tile/0/x000/001 tile/0/000.p/0 tile/0/000.p/256 tile/0/000.p/x tile/entries tile/0 \
    tile/0/000/ tile/entries/000.p tile/bodies/000 tile/0/x0001 bodies/000 keys/log.key huiyin.db keys/../keys/log.key \
    login logout setup ledger bulletins bulletin/new figures log api/figures units accounts import work nothing; do
    [[ $(status "http://$portal/$path") =~ ^(404|400)$ ]] || wrong+=" $path"
done
if [[ -z $wrong ]]; then ok portal_has_nothing_else; else bad portal_has_nothing_else "answered:$wrong"; fi
wrong=
for path in '' login bulletin/0000000000 checkpoint; do
    [[ $(status -X POST -d a=b "http://$portal/$path") =~ ^(404|405|413)$ ]] || wrong+=" /$path"
done
if [[ -z $wrong ]]; then ok portal_takes_no_forms; else bad portal_takes_no_forms "took:$wrong"; fi
