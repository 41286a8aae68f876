#!/bin/sh
# Brings the catalogues up to date with the sources; what is new stays to be translated.
# usage: update.sh SOURCE_FOLDER
po=$1/po
template=$(mktemp) || exit 1
trap 'rm -f "$template"' EXIT
sh "$po/extract.sh" "$1" >"$template" || exit 1
for catalogue in "$po"/*.po; do
    msgmerge --quiet --update --backup=none --no-fuzzy-matching --add-location=file \
        "$catalogue" "$template" || exit 1
    msgattrib --no-obsolete --add-location=file -o "$catalogue" "$catalogue" || exit 1
    printf '%s: ' "$catalogue"
    msgfmt --statistics -o /dev/null "$catalogue"
done
