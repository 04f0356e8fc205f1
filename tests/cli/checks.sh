# checks.sh: each check of tools/ passes a clean tree and refuses a planted fault, so that "ok" means something.
set -uo pipefail
word=${1:-}
tree=$TMPDIR/tree
fresh() {
    rm -rf "$tree"
    mkdir -p "$tree/tests" "$tree/src/base" "$tree/src/domain" "$tree/src/web" "$tree/src/db"
    cp -r tools "$tree/"
    cp .clang-format "$tree/"
    printf '#include <stddef.h>\nsize_t str_len(const char *s);\nlong time_now_us(void);\n' >"$tree/src/base/base.h"
    cp "$tree/src/base/base.h" "$tree/src/base/time.h"
    cp "$tree/src/base/base.h" "$tree/src/base/hash.h"
    printf '#include "base/base.h"\n#include "domain/rule.h"\nsize_t rule(const char *s) { return str_len(s); }\n' >"$tree/src/domain/rule.c"
    echo '#include "base/base.h"' >"$tree/src/domain/rule.h"
    echo '#include "cli/cli.h"' >"$tree/src/main.c"
    cp "$tree/src/main.c" "$tree/src/verify_main.c"
    sed -i s/cli/log/g "$tree/src/verify_main.c"
}
passes() { # name, command...: on the clean tree
    [[ $1 == *"$word"* ]] || return 0
    local name=$1
    shift
    fresh
    if out=$(cd "$tree" && "$@" 2>&1); then echo "ok $name"; else printf '%s\nFAILED %s\n' "$out" "$name"; fi
}
refuses() { # name, file, line to add, command...
    [[ $1 == *"$word"* ]] || return 0
    local name=$1 file=$2 line=$3
    shift 3
    fresh
    printf '%b\n' "$line" >>"$tree/$file"
    if out=$(cd "$tree" && "$@" 2>&1); then
        printf '%s\nFAILED %s\n' "$out" "$name"
    elif [[ $out == *"${file##*/}"* || $out == *domain/* ]]; then
        echo "ok $name"
    else
        printf '%s\nFAILED %s (the file is not named)\n' "$out" "$name"
    fi
}

passes layers_pass_a_clean_tree env B=build tools/layers.sh
refuses layers_refuse_an_upward_include src/domain/rule.c '#include "db/db.h"' env B=build tools/layers.sh
refuses layers_refuse_a_library_out_of_place src/web/page.c '#include <sqlite3.h>' env B=build tools/layers.sh
refuses layers_refuse_a_rule_that_reads_the_clock src/domain/rule.c \
    '#include "base/time.h"\nlong now(void);\nlong now(void) { return time_now_us(); }' env B=build tools/layers.sh
refuses layers_refuse_a_rule_that_prints src/domain/rule.c \
    '#include <stdio.h>\nvoid say(void);\nvoid say(void) { puts("x"); }' env B=build tools/layers.sh
refuses layers_refuse_a_verifier_with_more_than_it_needs src/verify_main.c '#include "web/page.h"' env B=build tools/layers.sh

long=$(printf 'x%.0s' {1..130})
body=$(printf '    ;\\n%.0s' {1..71})
passes size_passes_a_clean_tree tools/size.sh
refuses size_refuses_a_long_line src/web/page.c "int $long;" tools/size.sh
refuses size_refuses_a_long_function src/web/page.c "void f(void)\n{\n$body}" tools/size.sh
refuses size_refuses_a_long_file src/web/page.c "$(printf '//\\n%.0s' {1..1001})" tools/size.sh

passes banned_passes_a_clean_tree tools/banned.sh
refuses banned_refuses_sprintf src/web/page.c 'int x = sprintf(b, "");' tools/banned.sh
refuses banned_refuses_memory_by_hand src/web/page.c 'char *p = malloc(3);' tools/banned.sh
refuses banned_refuses_strtok_in_base src/base/base.c 'char *p = strtok(s, ",");' tools/banned.sh
if [[ banned_reads_code_only == *"$word"* ]]; then
    fresh
    printf '/* malloc(1)\n   strcpy(a, b) */\nconst char *s = "malloc(1)"; // gets(s)\nint my_malloc(int), x = o->free(1);\n' >"$tree/src/web/page.c"
    if out=$(cd "$tree" && tools/banned.sh); then echo "ok banned_reads_code_only"; else printf '%s\nFAILED banned_reads_code_only\n' "$out"; fi
fi

passes clean_passes_a_clean_tree tools/clean.sh
refuses clean_refuses_a_note_to_self src/web/page.c "/* TO""DO: later */" tools/clean.sh
refuses clean_refuses_a_path_of_one_machine src/web/page.c '"/wo''rk/main/x"' tools/clean.sh
refuses clean_refuses_a_mirror src/web/page.c '"https://regis''try.npm''js.org/"' tools/clean.sh

if [[ packages_name_what_is_missing == *"$word"* ]]; then
    fresh
    echo 'odd no-such-package-here' >>"$tree/tools/packages.txt"
    [[ $(cd "$tree" && DRY=1 tools/packages.sh odd) = no-such-package-here ]] && echo ok packages_name_what_is_missing ||
        echo FAILED packages_name_what_is_missing
fi

passes format_passes_a_clean_tree tools/format.sh --check
refuses format_refuses_an_untidy_line src/web/page.c 'int  a;' tools/format.sh --check
