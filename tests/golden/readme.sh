#!/bin/sh
# Runs the commands that README.md shows on the sample city, and compares what they print. A line
# of "…" stands for lines left out; what follows it is found by its first word. With RENEW=1 in the
# environment README.md is written anew: look at the difference. The database is made as
# `./bootstrap demo` makes it, settings included, for a reader has that one.
# usage: readme.sh PROGRAM README BOOTSTRAP SAMPLE_DATABASE
program=$1
readme=$2
bootstrap=$3
sample=$4
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/folder" "$work/folder/out"
ln -s "$program" "$work/bin/renostat"
PATH=$work/bin:$PATH
SOURCE_DATE_EPOCH=1663200000
unset RENOSTAT_DB RENOSTAT_CONFIG LANGUAGE LC_MESSAGES LANG NO_COLOR
export PATH SOURCE_DATE_EPOCH
export LC_ALL=C.UTF-8 TZ=Asia/Shanghai HOME="$work"

cd "$work/folder" || exit 1
sed -n "/renostat\.conf <<'END'$/,/^END$/p" "$bootstrap" | sed '1d;$d' >out/renostat.conf
[ -s out/renostat.conf ] || exit 1
renostat ingest --db out/xuchang.db --quiet "${sample%/*}"/exports/*.csv >/dev/null || exit 1
awk '
    function run(command) {
        command = command " 2>/dev/null"
        count = 0
        at = 1
        while ((command | getline line) > 0)
            printed[++count] = line
        close(command)
    }
    # Steps to the line that begins as this one does.
    function skip_to(line,    words, found) {
        split(line, words)
        while (at <= count) {
            split(printed[at], found)
            if (found[1] == words[1])
                return
            at++
        }
    }
    /^```/ { shown = 0; fence = !fence; skipping = 0 }
    fence && /^\$ renostat / { print; run(substr($0, 3)); shown = 1; skipping = 0; next }
    fence && shown && $0 == "…" { print; skipping = 1; next }
    fence && shown {
        if (skipping)
            skip_to($0)
        skipping = 0
        print at <= count ? printed[at++] : "(the program prints no more)"
        next
    }
    { print }
' "$readme" >"$work/readme"
if [ -n "${RENEW:-}" ]; then
    cp "$work/readme" "$readme"
else
    diff -u --label "README.md" --label "what the program prints" "$readme" "$work/readme"
fi
