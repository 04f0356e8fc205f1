# harness.sh: what kill.sh and powercut.sh share. A subject is the program whose promise is tried: lib/writer.sh is the
# small model the harness proves itself on, lib/huiyin.sh the program. A subject defines
#   subject_build BREAK        builds it, BREAK being empty or the name of the promise to break; false: cannot run here
#   subject_prepare DIR        a fresh folder
#   subject_run DIR            writes for a while, its programs started through $UNDER; each acknowledged thing is a
#                              line "ack WHAT" they write to standard output, or given to `acknowledge WHAT`
#   subject_lost DIR           reads "ack" lines, prints how many of them DIR does not hold
# A harness that finds nothing in a broken build fails.
export LC_ALL=C.UTF-8
H=$PWD/build/harness
mkdir -p "$H"
work=$(mktemp -d "${TMPDIR:-/tmp}/huiyin-harness-XXXXXX")
trap 'rm -rf "$work"' EXIT
flags=(-std=c11 -O2 -g -Wall -Wextra -Wshadow -Wconversion -Werror -D_GNU_SOURCE -I.)

# The same numbers every time; SEED=n tries others.
RANDOM=${SEED:-7}
between() { echo $(($1 + (RANDOM * 32768 + RANDOM) % ($2 - $1 + 1))); }

tool() { # name, flags of the linker...
    local name=$1
    shift
    [[ $H/$name -nt tests/harness/$name.c ]] || gcc "${flags[@]}" -o "$H/$name" "tests/harness/$name.c" "$@"
}

verdict() { # test name, lost, of, expected: none or some
    local name=$1 lost=$2 of=$3 expected=$4
    if [[ $of -gt 0 && ($expected = none && $lost -eq 0 || $expected = some && $lost -gt 0) ]]; then
        echo "ok $name ($lost lost of $of acknowledged)"
    else
        echo "FAILED $name ($lost lost of $of acknowledged; expected: $expected)"
    fi
}
