#!/bin/sh
# size.sh: STYLE.md on size. Refused: a file over 1,000 lines, a function over 70, a line of src/ over 120 columns (100
# is the aim; ./dev format folds such lines). Warned: a file over 600, such a line in a test, where it is mostly data.
# Columns are characters, not counting what stands inside string literals; rows of tables - lines that begin with { or
# X( or . - may be as long as they need.
set -eu
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
find src tests bench fuzz \( -name '*.c' -o -name '*.h' \) 2>/dev/null | sort | {
    fail=0
    while read -r f; do
        awk -v f="$f" '
            /^\{$/ { open = NR }
            /^\}/ && open { if (NR - open - 1 > 70) { printf "%s:%d: a function of %d lines; 70 is the limit\n", f, open, NR - open - 1; bad = 1 } open = 0 }
            {
                line = $0
                gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
                gsub(/[\200-\277]/, "", line) # a character, not its bytes, also where awk counts bytes
                if (length(line) > 120 && line !~ /^ *([{.]|[A-Z]*\()/) {
                    printf "%s:%d: a line of %d columns; 100 is the aim, 120 the limit\n", f, NR, length(line)
                    if (f ~ /^src/) bad = 1
                }
            }
            END {
                if (NR > 1000) { printf "%s: %d lines; 1000 is the limit\n", f, NR; bad = 1 }
                else if (NR > 600) printf "%s: %d lines; over 600, say why at its top\n", f, NR
                exit bad
            }' "$f" || fail=1
    done
    [ $fail = 0 ] && echo "size: ok"
    exit $fail
}
