#!/usr/bin/env bash
# deb.sh: packs build/huiyin and build/huiyin-verify into build/huiyin_VERSION_ARCH.deb. The same sources give the same
# bytes: times come from the last commit.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(cat packaging/version)
arch=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y packaging/version)
export SOURCE_DATE_EPOCH
root=build/deb
rm -rf "$root"
doc=$root/usr/share/doc/huiyin
install -d "$root/DEBIAN" "$root/debian" "$doc"
for program in huiyin huiyin-verify; do
    install -D -m 0755 "build/$program" "$root/usr/bin/$program"
    strip --strip-unneeded "$root/usr/bin/$program"
done
install -D -m 0644 packaging/huiyin.service "$root/lib/systemd/system/huiyin.service"
install -D -m 0644 packaging/huiyin.default "$root/etc/default/huiyin"
install -m 0755 packaging/postinst packaging/prerm "$root/DEBIAN/"
echo /etc/default/huiyin >"$root/DEBIAN/conffiles"
install -m 0644 README.md README.zh-CN.md "$doc/"
find docs -maxdepth 1 -name '*.md' -exec install -m 0644 {} "$doc/" \; 2>/dev/null || true
{
    echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
    printf 'Files: *\nCopyright: The Huiyin authors\nLicense: Apache-2.0\n On Debian systems the text is in /usr/share/common-licenses/Apache-2.0.\n'
    printf '\nFiles: src/domain/calendar_data.c\nCopyright: 2019 NateScarlet\nLicense: MIT\n'
    sed -n '/^Permission/,$s/^/ /p' src/domain/calendar_data.LICENSE | sed 's/^ $/ ./'
} >"$doc/copyright"
printf 'huiyin (%s) bookworm; urgency=medium\n\n  * See /usr/share/doc/huiyin/README.md.\n\n -- The Huiyin authors <huiyin@localhost>  %s\n' \
    "$version" "$(date -uR -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$doc/changelog.Debian.gz"

# dpkg-shlibdeps wants a source package around it; what is loaded at run time is named by hand.
printf 'Source: huiyin\n\nPackage: huiyin\nArchitecture: any\n' >"$root/debian/control"
shlibs=$(cd "$root" && dpkg-shlibdeps -O usr/bin/huiyin usr/bin/huiyin-verify 2>/dev/null | sed 's/^shlibs:Depends=//')
rm -rf "${root:?}/debian"
[[ -n $shlibs ]] || { echo "deb: dpkg-shlibdeps found no libraries" >&2; exit 3; }
cat >"$root/DEBIAN/control" <<CONTROL
Package: huiyin
Version: $version
Architecture: $arch
Maintainer: The Huiyin authors <huiyin@localhost>
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Depends: $shlibs, libpango-1.0-0, libpangocairo-1.0-0, libpangoft2-1.0-0, fontconfig, libcurl4
Recommends: fonts-noto-cjk, fonts-lxgw-wenkai
Suggests: postgresql, libreoffice-writer-nogui
Section: misc
Priority: optional
Description: rectification ledger whose every figure opens to its records
 Huiyin (回音) keeps an organisation's answer to an inspection: aspects,
 problems, measures, evidence, close-out and the published bulletin. All of
 it is derived from an append-only, signed log that outsiders can verify.
CONTROL
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
deb=build/huiyin_${version}_$arch.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$deb" >/dev/null
echo "$deb"
