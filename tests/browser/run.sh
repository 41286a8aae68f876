#!/bin/sh
# Writes the sample city's reports and looks at them in a browser.
# usage: run.sh RENOSTAT DATABASE SOURCE_FOLDER WORK_FOLDER
# Ends with 77, "skipped", and says why, where there is no Node.js, Chromium or package.
set -eu
renostat=$1 database=$2 source=$3 work=$4
chromium=${CHROMIUM:-$(command -v chromium || true)}

skip() {
    printf 'SKIPPED: %s\n' "$*"
    exit 77
}

command -v node >/dev/null || skip "no Node.js: command 'node'"
[ -n "$chromium" ] || skip "no Chromium: command 'chromium'"
mkdir -p "$work"
if ! cmp -s "$source/package-lock.json" "$work/package-lock.json" || [ ! -d "$work/node_modules" ]; then
    command -v npm >/dev/null || skip "no npm to install playwright-core and axe-core with"
    cp "$source/package.json" "$work/package.json"
    cp "$source/package-lock.json" "$work/.package-lock.wanted"
    cp "$work/.package-lock.wanted" "$work/package-lock.json"
    (cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1) || {
        rm -f "$work/package-lock.json"
        skip "npm could not install playwright-core and axe-core: $(tail -n 1 "$work/npm.log")"
    }
fi
cp "$source/look.js" "$work/look.js"

rm -rf "$work/out"
# Both documents and both languages, each once.
"$renostat" --db "$database" --lang zh report annual --year 2022 -o "$work/out/zh" >/dev/null
"$renostat" --db "$database" --lang en report monthly --year 2022 -o "$work/out/en" >/dev/null
cd "$work"
CHROMIUM=$chromium exec node look.js out/*/*.html
