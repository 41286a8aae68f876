#!/bin/sh
# The sample's reports as PDF, as another program reads them (poppler): every section of the page
# is there as text and as a bookmark, each page says which it is, and only our font is embedded.
# usage: pdf.sh PROGRAM SAMPLE_DATABASE
program=$1
sample=$2
command -v pdftotext >/dev/null || {
    echo "skipped: pdftotext is missing (Debian package 'poppler-utils')"
    exit 77
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=1663200000
unset RENOSTAT_DB RENOSTAT_CONFIG LANGUAGE LC_MESSAGES LANG
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 HOME="$work"
cd "$work" || exit 1

fail() {
    echo "$*"
    result=1
}

# Lines without their blanks: a text breaks where a page's width ends.
squeeze() {
    tr -d ' \n\f'
}

result=0
for language in zh en; do
    for document in annual monthly; do
        "$program" report "$document" --db "$sample" --lang "$language" --formats html,pdf \
            -o . >paths || exit 1
        pdf=$(sed -n '/\.pdf$/p' paths)
        html=$(sed -n '/\.html$/p' paths)
        pdftotext "$pdf" text || exit 1
        squeeze <text >squeezed
        sed -n 's/.*<h[12][^>]*>\(.*\)<\/h[12]>.*/\1/p' "$html" |
            sed "s/&#39;/'/g; s/&amp;/\&/g" >headings
        [ "$(wc -l <headings)" -gt 5 ] || fail "$html has no headings"
        while IFS= read -r heading; do
            grep -qF "$(printf %s "$heading" | squeeze)" squeezed ||
                fail "$document $language: no '$heading'"
        done <headings
        pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
        [ "$language" = zh ] && foot="第${pages}页，共${pages}页" || foot="page${pages}of${pages}"
        grep -qF "$foot" squeezed || fail "$document $language: no '$foot'"
        [ "$(pdfinfo -dests "$pdf" | wc -l)" -gt "$(wc -l <headings)" ] ||
            fail "$document $language: too few targets"
        fonts=$(pdffonts "$pdf" | sed 1,2d)
        [ "$(echo "$fonts" | grep -c 'NotoSansCJKsc.* yes yes yes ')" = \
            "$(echo "$fonts" | wc -l)" ] || fail "$document $language: $fonts"
        pdfinfo "$pdf" | grep -q '^CreationDate: .*2022' || fail "$document $language: its date"
    done
done
exit $result
