#!/bin/sh
# clean.sh: nothing of the place where this was written may stand in the repository: no paths of one machine, no
# addresses of package mirrors, no notes to self, no names of tools that write text. The patterns are broken up with
# [] so that they do not find themselves.
set -eu
cd "$(dirname "$0")/.."
paths='(^|[^A-Za-z0-9._/-])/(wor[k](/|[^A-Za-z]|$)|hom[e]/[a-z]|roo[t]/)|/tmp/brie[f]'
hosts='registr[y]\.npm|npmj[s]\.org|artifact-?registr[y]|pkg\.de[v]|"resolve[d]"'
notes='(^|[^A-Za-z])(TOD[O]|FIXM[E]|HAC[K]|XX[X])([^A-Za-z]|$)'
tools='Claud[e]|Anthropi[c]|Chat[G]PT|OpenA[I]|Copilo[t]|Gemin[i]|(^|[^A-Za-z])LL[M]s?([^A-Za-z]|$)|(AI|语言模型)[ -]?(assistan[t]|agen[t]|助[手])|Co-Authored-B[y]'
list() { git ls-files -co --exclude-standard 2>/dev/null || find . -type f ! -path './.git/*' ! -path './build/*'; }
found=$(list | grep -vE '\.(png|woff2|xlsx|docx|pdf|zip)$|^LICENSE$' | tr '\n' '\0' |
    xargs -0 grep -InE "$paths|$hosts|$notes|$tools" -- 2>/dev/null | cut -c1-160 || true)
if [ -n "$found" ]; then
    echo "$found"
    echo "clean: the lines above name a machine, a mirror, a note to self or a tool"
    exit 1
fi
echo "clean: ok"
