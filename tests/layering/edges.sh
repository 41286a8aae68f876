#!/bin/sh
# Reads every #include line of the rooms and says which break the plan of the house:
#   core <- data <- ingest,  core <- analysis <- reports,  cli uses all;
# a third-party header stays in its room; a file's own header comes first.
# usage: edges.sh SOURCE_FOLDER
cd "$1" || exit 1

for room in core data ingest analysis reports cli; do
    find "$room" -name '*.[ch]'
done | LC_ALL=C sort | awk '
BEGIN {
    may["core"] = " core "
    may["data"] = " core data "
    may["ingest"] = " core data ingest "
    may["analysis"] = " core analysis "
    may["reports"] = " core analysis reports "
    may["cli"] = " core data ingest analysis reports cli "

    # The first part of a <header>, and the only room that may include it.
    third["utf8proc.h"] = third["confuse.h"] = third["openssl"] = third["libintl.h"] = "core"
    third["sqlite3.h"] = "data"
    third["xxhash.h"] = "core"
    third["csv.h"] = third["uchardet"] = third["uchardet.h"] = "ingest"
    third["gsl"] = "analysis"
    third["plplot"] = third["plplot.h"] = third["cairo"] = third["cairo.h"] = "reports"
    third["cairo-svg.h"] = third["cairo-pdf.h"] = third["cairo-ft.h"] = "reports"
    third["pango"] = third["jansson.h"] = third["xlsxwriter.h"] = third["fontconfig"] = "reports"

    # What C and POSIX offer to every room.
    split("assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp " \
          "signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn " \
          "string strings tgmath threads time uchar wchar wctype dirent fcntl fnmatch getopt " \
          "glob iconv langinfo libgen poll pthread regex sched termios unistd sys fts search", names, " ")
    for (i in names)
        standard[names[i]] = 1
    bad = 0
}

function complain(text) {
    printf "%s:%d: %s\n", file, number, text
    bad++
}

# Headers that the build makes of a file: embed(target file symbol).
function read_embedded(room,    line, words) {
    if (room in embedded_read)
        return
    embedded_read[room] = 1
    while ((getline line < (room "/CMakeLists.txt")) > 0)
        if (line ~ /^ *embed\(/) {
            gsub(/[()]/, " ", line)
            split(line, words, " ")
            embedded[room, words[4] ".h"] = 1
        }
    close(room "/CMakeLists.txt")
}

function check_quoted(path,    at, room) {
    at = index(path, "/")
    if (at == 0) {
        read_embedded(own)
        if (!((own, path) in embedded))
            complain("\"" path "\" does not name its room")
        return
    }
    room = substr(path, 1, at - 1)
    if (index(may[own], " " room " ") == 0)
        complain("\"" path "\": " own " must not know " room)
    else if ((getline line < path) < 0)
        complain("\"" path "\" is not there")
    close(path)
}

function check_angled(path,    at, first, stem) {
    at = index(path, "/")
    first = at > 0 ? substr(path, 1, at - 1) : path
    stem = first
    sub(/\.h$/, "", stem)
    if (first in third) {
        if (third[first] != own)
            complain("<" path "> belongs to " third[first])
    } else if (!(stem in standard))
        complain("<" path "> is known to no room: name it in tests/layering/edges.sh")
}

{
    file = $0
    own = substr(file, 1, index(file, "/") - 1)
    number = included = 0
    header = file
    has_own = 0
    if (sub(/\.c$/, ".h", header) && (getline line < header) >= 0)
        has_own = 1
    close(header)
    while ((getline line < file) > 0) {
        number++
        if (line !~ /^[ \t]*#[ \t]*include[ \t]/)
            continue
        included++
        quoted = line ~ /"/
        path = line
        sub(/^[^"<]*["<]/, "", path)
        sub(/[">].*$/, "", path)
        if (included == 1 && has_own && path != header)
            complain("its own header does not come first")
        if (quoted)
            check_quoted(path)
        else
            check_angled(path)
    }
    close(file)
    files++
}

END {
    printf "%d files looked at, %d breaches\n", files, bad
    exit bad > 0 || files == 0
}'
