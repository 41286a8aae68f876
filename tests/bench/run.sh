#!/bin/sh
# Measures loading: run.sh RENOSTAT [HOUSEHOLDS [ROUNDS]]
# Each round loads the same file with sqlite3's .import into an untyped table, with ingest into an
# empty database, and with ingest once more; the rounds follow each other, so that each ratio is of
# neighbours in time. Prints each round and the medians. The folder is $BENCH_DIR, on a disk.
set -eu
renostat=$1
households=${2:-2000000}
rounds=${3:-5}
folder=${BENCH_DIR:-${TMPDIR:-/tmp}/renostat-bench}
unset RENOSTAT_DB RENOSTAT_CONFIG
export LC_ALL=C

sample=$folder/$households
mkdir -p "$folder"
if [ ! -d "$sample" ]; then
    rm -rf "$sample.part"
    "$renostat" generate --households "$households" -o "$sample.part" >/dev/null
    mv "$sample.part" "$sample"
fi
# The largest of its files is the one with a row for each household.
file=$(find "$sample" -name 'households*.csv' -size +1M -exec ls -S {} + | head -n 1)
work=$(mktemp -d "$folder/run.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Runs a command: its wall time in seconds and its peak of resident memory in KiB.
measure() {
    begin=$(date +%s%N)
    /usr/bin/time -o "$work/peak" -f %M "$@" >/dev/null
    end=$(date +%s%N)
    echo "$(((end - begin) / 1000))e-6 $(tail -n 1 "$work/peak")"
}

median() {
    sort -n | awk '{ v[NR] = $1 }
        END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

column() {
    awk -v at="$1" '{ print $at }' "$work/rounds" | median
}

printf '%s: %s bytes, %s rows, %s rounds, %s processors\n' "${file##*/}" "$(wc -c <"$file")" \
    "$(($(wc -l <"$file") - 1))" "$rounds" "$(nproc)"
printf '%-8s %10s %10s %10s %10s %10s %10s\n' round '.import s' 'load s' 'again s' 'load MiB' \
    'load/imp.' 'again/load'
# shellcheck disable=SC2016
show='{ printf "%-8s %10.2f %10.2f %10.3f %10.1f %10.3f %10.3f\n", $1, $2, $3, $4, $5, $6, $7 }'
round=1
while [ "$round" -le "$rounds" ]; do
    rm -f "$work"/*.db*
    sync
    imported=$(measure sqlite3 "$work/import.db" ".import --csv '$file' t")
    sync
    loaded=$(measure "$renostat" ingest --db "$work/load.db" "$file")
    sync
    again=$(measure "$renostat" ingest --db "$work/load.db" "$file")
    echo "$round $imported $loaded $again" | awk '{
        print $1, $2, $4, $6, ($5 > $7 ? $5 : $7) / 1024, $4 / $2, $6 / $4 }' >>"$work/rounds"
    tail -n 1 "$work/rounds" | awk "$show"
    round=$((round + 1))
done
echo "median $(column 2) $(column 3) $(column 4) $(column 5) $(column 6) $(column 7)" | awk "$show"
