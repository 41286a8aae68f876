#!/bin/sh
# Generates the sample city and loads it, for all cases that read from it.
# usage: prepare.sh PROGRAM FOLDER
rm -rf "$2"
mkdir -p "$2" || exit 1
cd "$2" || exit 1
export SOURCE_DATE_EPOCH=1663200000 LC_ALL=C.UTF-8 TZ=Asia/Shanghai
unset RENOSTAT_DB RENOSTAT_CONFIG
"$1" generate -o exports &&
    "$1" ingest --db sample.db exports/*.csv >ingest.txt
