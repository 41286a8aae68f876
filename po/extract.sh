#!/bin/sh
# Writes the template of all texts of the program to standard output.
# usage: extract.sh SOURCE_FOLDER
cd "$1" || exit 1
find core data ingest analysis reports cli -name '*.[ch]' | LC_ALL=C sort |
    xgettext --files-from=- --output=- --language=C --from-code=UTF-8 --add-location=file \
        --keyword= --keyword=_ --keyword=N_ --keyword=ngettext_:1,2 --keyword=C_:1c,2 \
        --add-comments=TRANSLATORS --package-name=renostat --package-version= \
        --copyright-holder='the authors of renostat' --msgid-bugs-address=none |
    sed -e '/^"POT-Creation-Date:/d' -e 's/charset=CHARSET/charset=UTF-8/'
