/* column_map: a file in which a user names the columns of a foreign export (libconfuse). */
#ifndef CORE_COLUMN_MAP_H
#define CORE_COLUMN_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"
#include "core/memory.h"
#include "core/text.h"

/* One word of the export and what it means ("In-Progress" = "under-way"). */
struct word_pair {
    const char *word, *meaning;
};

/*
 * Where one field of renostat comes from. Several columns are joined with " / " in the order
 * given (a key made of parts); "#5" is the fifth column. A cell that is one of `empty` says
 * nothing.
 */
struct field_map {
    const char *field;
    int line; /* of the map file */
    const char **columns;
    size_t column_count;
    const char *constant;   /* instead of columns: every row has this value; NULL: none */
    const char *date_order; /* "mdy", "dmy" or "ymd"; NULL: as found */
    const char *unit;       /* "yuan", "wan", …: overrides header and unit line; NULL: none */
    struct word_pair *words;
    size_t word_count;
    const char **empty;
    size_t empty_count;
};

struct column_map {
    const char *path;
    const char *kind;      /* "projects", …; NULL: as found */
    const char *encoding;  /* NULL: as found */
    const char *delimiter; /* NULL: as found */
    int header_line;       /* 0: as found */
    int header_line_at;    /* the line of the map that says so */
    int header_rows;       /* 1 or 2; 0: as found */
    const char **ignore;   /* columns that are left out on purpose */
    size_t ignore_count;
    struct field_map *fields;
    size_t field_count;
    struct arena strings;
};

/* Reads a map file; errors name file and line. */
enum status column_map_read(struct column_map *map, const char *path, struct error *error);
void column_map_release(struct column_map *map);
const struct field_map *column_map_field(const struct column_map *map, const char *field);

/* What a cell says by the field's map: the meaning of a word, "" for one that
 * says nothing, else the cell itself. *length is the cell's, and becomes the result's. */
const char *field_map_read(const struct field_map *map, const char *cell, size_t *length);

/* Appends the text as a value of a map file that is read back as it is: in quotes, on one line. */
void column_map_quote(struct text *out, const char *text);

#endif
