#!/bin/sh
# Compiles every header by itself: whoever includes one needs no other before it.
# usage: headers.sh SOURCE_FOLDER BUILD_FOLDER COMPILER
cd "$1" || exit 1
build=$2
compiler=$3
flags=$(pkg-config --cflags cairo pangocairo plplot sqlite3 gsl jansson libconfuse libutf8proc uchardet)
bad=0
count=0
for header in $(find core data ingest analysis reports cli -name '*.h' | LC_ALL=C sort); do
    count=$((count + 1))
    # shellcheck disable=SC2086
    if ! echo "#include \"$header\"" | "$compiler" -std=gnu17 -D_GNU_SOURCE -I. \
        -I"$build/embedded" $flags -Wall -Wextra -Werror -fsyntax-only -x c -; then
        echo "$header does not compile alone"
        bad=1
    fi
done
echo "$count headers compiled alone"
exit $bad
