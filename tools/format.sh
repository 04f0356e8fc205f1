#!/usr/bin/env bash
# format.sh [--check]: clang-format-14 over every C file; --check changes nothing and names what differs.
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -d '' files < <(find src tests bench fuzz \( -name '*.c' -o -name '*.h' \) -print0 2>/dev/null || true)
tool=$(command -v clang-format-14 || command -v clang-format) || {
    echo "format: clang-format-14 is missing; run ./dev test once, or apt-get install clang-format-14" >&2
    exit 3
}
if [[ ${1:-} = --check ]]; then
    differ=$("$tool" --dry-run --Werror "${files[@]}" 2>&1 | grep 'error:' || true)
    [[ -z $differ ]] || { echo "$differ"; echo "format: run ./dev format"; exit 1; }
    echo "format: ${#files[@]} files ok"
else
    # ColumnLimit 0 keeps rows of tables whole, but folds nothing: lines size.sh refuses are folded one by one first.
    for f in $(tools/size.sh | sed -n 's/^\(src[^:]*\):[0-9]*: a line of .*/\1/p' | sort -u); do
        mapfile -t long < <(tools/size.sh | sed -n "s|^$f:\\([0-9]*\\): a line of .*|--lines=\\1:\\1|p")
        "$tool" -i --style="{$(grep -v '^#' .clang-format | sed 's/^ColumnLimit.*/ColumnLimit: 100\nBreakStringLiterals: false\nReflowComments: false/' | paste -sd,)}" "${long[@]}" "$f"
    done
    "$tool" -i "${files[@]}"
fi
