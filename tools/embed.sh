#!/bin/sh
# embed.sh OUT FILE...: writes OUT/assets.S, which carries every FILE and a table of their names in
# byte order, as base/asset.h reads it. Files of static/ and sample/ also stand there gzipped, as NAME.gz.
set -eu
export LC_ALL=C
out=$1; shift
mkdir -p "$out/gz"
list=$out/assets.list
: > "$list"
for f in "$@"; do
    echo "$f $f" >> "$list"
    case $f in
    static/*.woff2|static/*.png) ;;
    static/*) mkdir -p "$out/gz/$(dirname "$f")"; gzip -9nc "$f" > "$out/gz/$f.gz"; echo "$f.gz $out/gz/$f.gz" >> "$list" ;;
    esac
done
sort -o "$list" "$list"
{
    echo '    .section .rodata'
    n=0
    while read -r name file; do
        printf '    .balign 16\nn%d: .asciz "%s"\nb%d: .incbin "%s"\ne%d: .byte 0\n' $n "$name" $n "$file" $n
        n=$((n + 1))
    done < "$list"
    echo '    .section .data.rel.ro,"aw"'
    printf '    .balign 8\n    .globl assets\nassets:\n'
    i=0
    while [ $i -lt $n ]; do printf '    .quad n%d, b%d, e%d - b%d\n' $i $i $i $i; i=$((i + 1)); done
    printf '    .section .rodata\n    .balign 8\n    .globl assets_count\nassets_count: .quad %d\n' $n
    echo '    .section .note.GNU-stack,"",@progbits'
} > "$out/assets.S"
