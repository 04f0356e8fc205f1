#!/bin/sh
# banned.sh: calls that STYLE.md §4 refuses. What overruns or forgets its place (strcpy, sprintf, strtok ...) is
# refused everywhere; what reads carelessly or starts a shell is refused in the program; memory by hand is refused outside
# base/ but for the handles listed here, each owned by its open and close pair.
set -eu
cd "$(dirname "$0")/.."
unsafe='strcpy|strcat|strncpy|strncat|stpcpy|sprintf|vsprintf|gets|strtok|strtok_r|alloca|tmpnam|mktemp|setjmp|longjmp|pthread_create|thrd_create'
careless='atoi|atol|atof|scanf|sscanf|fscanf|system|popen' # in the program; tests may call other programs so
memory='malloc|calloc|realloc|free|strdup|strndup|asprintf|vasprintf|reallocarray'
handles='src/db/*|src/log/log.c|src/log/checkpoint.c|src/app/core.c|src/web/core_link.c|src/web/totp.c|src/web/http*.c|src/web/multipart*.c|src/text/*_load.c|src/paper/*_load.c'
fail=0
refuse() { # file, words, why
    found=$(awk -f tools/strip.awk "$1" | grep -nE "(^|[^A-Za-z0-9_>.])($2) *\\(") || return 0
    echo "$found" | sed "s|^|$1:|; s|\$|    <- $3|"
    fail=1
}
for f in $(find src tests bench fuzz \( -name '*.c' -o -name '*.h' \) 2>/dev/null | sort); do
    refuse "$f" "$unsafe" 'refused everywhere (STYLE.md, Memory)'
    case $f in
    tests/* | bench/* | fuzz/*) continue ;;
    esac
    refuse "$f" "$careless" 'refused in the program (STYLE.md, Memory)'
    case $f in
    src/base/*) continue ;;
    esac
    eval "case \$f in $handles) continue ;; esac"
    refuse "$f" "$memory" 'take it from the arena (STYLE.md, Memory)'
done
[ $fail = 0 ] && echo "banned: ok"
exit $fail
