#!/usr/bin/env bash
# browser.sh [WORD]: installs playwright-core in tests/browser when it is missing or another version, then runs every
# *.mjs there (lib/ holds what they share). The browser is Debian's; $CHROMIUM names another.
set -euo pipefail
cd "$(dirname "$0")/browser"
if ! cmp -s package-lock.json node_modules/.installed-lock; then
    npm ci --no-progress >&2 || {
        echo "浏览器测试需要从 npm 取 playwright-core，没有取到；请检查网络。" >&2
        echo "The browser tests need playwright-core from npm and could not get it; check the network." >&2
        echo "FAILED browser_tests_have_their_driver"
        echo "0 passed, 1 failed, 0 skipped"
        exit 1
    }
    cp package-lock.json node_modules/.installed-lock
fi
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
export CHROMIUM
exec bash ../run_shell.sh tests/browser "$@"
