#!/bin/sh
# Runs one case: the commands of CASE/cmd in an empty folder, and compares what they say.
#   CASE/cmd     a shell script; `renostat` is the program, $SAMPLE a database of the sample city,
#                in/ the folder tests/golden/inputs
#   CASE/stdout, CASE/stderr, CASE/status    what is expected; a missing file: nothing, and 0
# With RENEW=1 in the environment the expectations are written anew: look at the difference.
# usage: run.sh PROGRAM CASE_FOLDER [SAMPLE_DATABASE]
program=$1
case_folder=$2
SAMPLE=${3:-}
export SAMPLE

work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/folder"
ln -s "$program" "$work/bin/renostat"
ln -s "$(cd "$case_folder/../inputs" && pwd)" "$work/folder/in"
PATH=$work/bin:$PATH
# The day on which files are loaded, and nothing of the user's own.
SOURCE_DATE_EPOCH=1663200000
unset RENOSTAT_DB RENOSTAT_CONFIG LANGUAGE LC_MESSAGES LANG NO_COLOR
export PATH SOURCE_DATE_EPOCH
export LC_ALL=C.UTF-8 TZ=Asia/Shanghai HOME="$work"

cd "$work/folder" || exit 1
sh "$case_folder/cmd" >"$work/stdout" 2>"$work/stderr"
echo $? >"$work/status"

result=0
for part in stdout stderr status; do
    # Where the case ran is no part of the answer.
    sed -i "s|$work/folder|FOLDER|g" "$work/$part"
    expected=$case_folder/$part
    default=/dev/null
    if [ $part = status ]; then
        echo 0 >"$work/zero"
        default=$work/zero
    fi
    if [ -n "${RENEW:-}" ]; then
        if cmp -s "$work/$part" "$default"; then
            rm -f "$expected"
        else
            cp "$work/$part" "$expected"
        fi
        continue
    fi
    [ -f "$expected" ] || expected=$default
    diff -u --label "expected $part" --label "actual $part" "$expected" "$work/$part" || result=1
done
exit $result
