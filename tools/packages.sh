#!/usr/bin/env bash
# packages.sh TIER...: installs what tools/packages.txt lists for these tiers and this machine lacks.
# When nothing is missing it touches neither apt nor the network. With DRY=1 it only names what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted() { # the packages of the tiers, without those whose command is already here
    local tier package program
    while read -r tier package program; do
        [[ $tier = \#* || -z $tier || " $tiers " != *" $tier "* ]] && continue
        [[ -n ${program:-} ]] && command -v "$program" >/dev/null && continue
        echo "$package"
    done < tools/packages.txt
}

fail() { # zh, en
    printf '\n%s\n%s\n' "$1" "$2" >&2
    exit 3
}

tiers="$*"
mapfile -t list < <(wanted)
[[ ${#list[@]} -eq 0 ]] && exit 0
have=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${list[@]}" 2>/dev/null |
    sed -n 's/^installed //p' || true)
missing=()
for p in "${list[@]}"; do
    grep -qx "$p" <<<"$have" || missing+=("$p")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0
if [[ -n ${DRY:-} ]]; then
    printf '%s\n' "${missing[@]}"
    exit 1
fi

names="${missing[*]}"
root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || fail \
        "缺少软件包：$names。当前用户不是 root，也没有 sudo；请以 root 身份安装这些软件包后再试。" \
        "Missing packages: $names. You are not root and there is no sudo; install them as root and try again."
    sudo true || fail \
        "缺少软件包：$names。sudo 没有准许当前用户；请以 root 身份安装这些软件包后再试。" \
        "Missing packages: $names. sudo did not let you in; install them as root and try again."
    root=(sudo)
fi
echo "安装 installing: $names"
apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# An update that fails in part (one mirror of many) need not matter: the install decides.
"${apt[@]}" update >"$log" 2>&1 || true
if ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
    grep -E '^(E|Err|W):' "$log" | sort -u | head -8 >&2 || tail -5 "$log" >&2
    fail "没能装上这些软件包：$names。请检查网络和 /etc/apt 中的软件源（需要 Debian 12），然后再试。" \
        "Could not install: $names. Check the network and the sources in /etc/apt (Debian 12 is needed), then try again."
fi
