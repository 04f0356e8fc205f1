#!/bin/sh
# layers.sh: the architecture as a check. A folder may include only the folders named for it, a library's header only
# where that library lives, and the objects of domain/ may import only pure functions. B is the build folder.
set -eu
cd "$(dirname "$0")/.."
B=${B:-build}
fail=0
includes() { sed -n "s/^ *# *include *[\"<]\([^\">]*\)[\">].*/\1/p" "$@" 2>/dev/null | sort -u; }
no() { echo "layers: $*"; fail=1; }

allow() { # folder: the folders it may include
    folder=$1; shift
    set -- "$folder" "$@"
    for f in src/"$folder"/*.[ch]; do
        [ -f "$f" ] || continue
        for inc in $(includes "$f" | sed -n 's|^\([a-z]*\)/.*|\1|p' | sort -u); do
            [ -d src/"$inc" ] || continue
            case " $* " in *" $inc "*) ;; *) no "$f: $folder/ must not include $inc/" ;; esac
        done
    done
}
allow base
allow domain base
allow db     base
allow log    db base
allow text   base
allow view   domain db base
allow paper  text base
allow app    view log db domain paper text base
allow web    app view log db domain paper text base
allow cli    web app view log db domain paper text base

main_allow() { # a program's main file: the folders it may include
    f=$1; shift
    for inc in $(includes "$f" | sed -n 's|^\([a-z]*\)/.*|\1|p' | sort -u); do
        case " $* " in *" $inc "*) ;; *) no "$f must not include $inc/" ;; esac
    done
}
main_allow src/main.c cli app base
main_allow src/verify_main.c app log db base domain view # app for the replay; tests/cli/verify.sh looks for code that writes

home() { # header pattern: the folders whose files may include it
    pattern=$1; shift
    for f in src/*/*.[ch]; do
        folder=${f#src/}; folder=${folder%%/*}
        case " $* " in *" $folder "*) continue ;; esac
        includes "$f" | grep -qE "^($pattern)" && no "$f: <$pattern> belongs in: $*"
    done
    return 0
}
home 'sqlite3\.h|libpq-fe\.h' db
home 'microhttpd\.h' web
home 'openssl/' base
home 'zip\.h|expat\.h|xlsxwriter\.h|cairo|pango/|fontconfig/|hpdf' paper
home 'unicode/' text paper
home 'sodium\.h' log app
home 'curl/' app
home 'pthread\.h|threads\.h|stdatomic\.h' nowhere

# domain/ is pure: objects without sanitizers may import each other, the C functions below, and those of base that
# neither look at the clock nor at the world.
pure='memcpy|memmove|memset|memcmp|memchr|strlen|strcmp|strncmp|strchr|strstr|qsort|bsearch|abs|labs|llabs|__assert_fail|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_'
if ls src/domain/*.c >/dev/null 2>&1; then
    out=$B/pure
    rm -rf "$out"
    mkdir -p "$out"
    for c in src/domain/*.c; do
        ${CC:-gcc} -std=c11 -O1 -w -D_GNU_SOURCE -Isrc -I. -I"$B" -c "$c" -o "$out/$(basename "$c" .c).o" || no "$c does not compile"
    done
    nm --defined-only "$out"/*.o 2>/dev/null | awk 'NF==3 {print $3}' | sort -u > "$out/allowed"
    grep -oh '\b[a-z][a-z0-9_]*(' src/base/base.h src/base/time.h src/base/hash.h src/base/record.h 2>/dev/null | tr -d '(' |
        grep -vE '^(time_now_us|id_random|random_bytes)$' | sort -u >> "$out/allowed"
    grep -ohE '^extern const [^;]*' src/base/*.h 2>/dev/null | grep -oE '[a-z0-9_]+(\[|$)' | tr -d '[' >> "$out/allowed" || true
    for sym in $(nm -u "$out"/*.o 2>/dev/null | awk '$1 == "U" {print $2}' | sort -u); do
        grep -qx "$sym" "$out/allowed" && continue
        printf '%s\n' "$sym" | grep -qxE "$pure" && continue
        no "domain/ imports $sym ($(nm -Au "$out"/*.o | grep " U $sym\$" | head -1 | sed 's|.*/\(.*\)\.o:.*|\1.c|'))"
    done
fi
[ $fail = 0 ] && echo "layers: ok"
exit $fail
