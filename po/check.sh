#!/bin/sh
# Every text of the sources is translated in every catalogue, and no catalogue has one too many.
# usage: check.sh SOURCE_FOLDER
po=$1/po
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
sh "$po/extract.sh" "$1" >"$folder/template.pot" || exit 1
status=0
for catalogue in "$po"/*.po; do
    msgcmp "$catalogue" "$folder/template.pot" || status=1
    msgmerge --quiet --no-fuzzy-matching -o "$folder/merged.po" "$catalogue" \
        "$folder/template.pot" || status=1
    if grep -q '^#~' "$folder/merged.po"; then
        echo "$catalogue holds texts that the sources no longer have; run 'ninja pot'"
        status=1
    fi
done
exit $status
