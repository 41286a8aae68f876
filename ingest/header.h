/*
 * header: where the header of an export is, which kind of export it heads, and what its columns
 * mean. Above it may be a title, a line of units and notes; it may have two rows, groups over
 * columns.
 */
#ifndef INGEST_HEADER_H
#define INGEST_HEADER_H

#include "core/column_map.h"
#include "ingest/column_names.h"
#include "ingest/csv_reader.h"
#include "ingest/header_match.h"
#include "ingest/said_unit.h"

enum { HEADER_ROWS_MAX = 40 }; /* the header is among the first so many records */

/* Why a column is the field that it is, or none. */
enum column_why {
    COLUMN_UNKNOWN,
    COLUMN_BY_HEADER,
    COLUMN_BY_MAP,
    COLUMN_PRIVATE,    /* by its header, to be dropped */
    COLUMN_DOUBLE,     /* of a field that another column gives already */
    COLUMN_NOT_KEPT,   /* by its header, of which nothing is stored */
    COLUMN_OTHER_KIND, /* of a header that exports of another kind have */
    COLUMN_PERIOD,     /* of one period alone, where the field is what there is so far */
    COLUMN_NO_FIELD,   /* planned, actual or before the works, where the field is not */
    COLUMN_SAID_ABOVE, /* no column: a line above the table says it of all rows */
    COLUMN_UNSURE,     /* of a field that another column may be as well */
};
extern const struct name_table column_why_names;

struct header_column {
    const char *name; /* as printed, trimmed; "group/name" of two rows */
    int field;        /* -1: unknown, or not used */
    struct unit unit; /* factor 0: the header says none */
    enum column_why why;
    bool ignored;    /* on purpose: not to be reported as unknown */
    bool filled;     /* has content; looked at only where the column has no name */
    bool of_address; /* of doors by its cells alone: its header is one of addresses */
    bool tick;       /* of answers: its name is the answer, and its cells are ticks */
    bool part;       /* of the field that its group is: what its own name means alone, it is not */
    bool unsure;     /* by its own name, whatever the group over it says */
    size_t clash;    /* the number, from 1, of another that may be its field as well; 0: none */
    bool hidden;     /* its name may be somebody's, behind a column named 填报人： */
    bool private;    /* its content belongs to people, used or not */
    /* Of one that is not used: the field that it may be, or is again, and the known header that is
     * nearest to its own; -1 and NULL where there is none. */
    int suggestion;
    const char *nearest;
};

/* A row of another table, above the header. */
struct other_row {
    int64_t offset, line; /* at which it can be read */
    int64_t table;        /* the line on which its table begins */
    bool of_people;       /* the table names people */
};

struct header {
    char delimiter;
    enum export_kind kind;
    int64_t line;                   /* of the (first row of the) header */
    int64_t next_offset, next_line; /* where the data begin */
    struct header_column *columns;
    size_t column_count;
    int reject_column; /* with the numbers that rejected rows come back by; -1: none */
    struct other_row *others;
    size_t other_count;
    size_t *nameless; /* the columns without a name */
    size_t nameless_count;
    bool foreign;              /* a row that looks like a header, of no known kind */
    bool of_people;            /* a row stands for a household, or has a private column */
    struct column_names names; /* of the columns */
    const char **rows[2];      /* the cells of the header's rows, to know them again */
    size_t row_count;
    const char **under[2]; /* of rows of units or column numbers beneath */
    size_t under_count;
    const char **units;           /* by column: what a row of units says; NULL: nothing */
    const char *late_units;       /* those that were not said above, as a line that says them; "" */
    const char *late_date;        /* the note behind the rows that says until when (截至…); "" */
    const char *preamble;         /* all lines down to the header's last, as clean CSV */
    struct column_map said_above; /* what a line above says of all rows: constants; header_said.c */
    const char *title;            /* the text above the header, lines joined by a space; "" */
    struct said_units said; /* of the whole file, above the header, beneath it or behind its rows */
    struct arena strings;
};

/* What the user knows already. */
struct header_request {
    int kind;                     /* -1: by the header */
    const struct column_map *map; /* NULL: none */
    bool foreign;                 /* where no known header is found, any row that looks like one */
};

/* STATUS_INVALID where there is no header of a known kind, nor one that will do. */
enum status header_find(struct header *header, const struct source_file *file,
                        const struct header_request *request, struct error *error);
void header_release(struct header *header);

/* Takes over what stood above the header in the file that its rows come from: the title where it
 * has none, and the units of which it says nothing. `preamble` as header->preamble. */
void header_take_above(struct header *header, const char *preamble, char delimiter);

/* Whether nobody need hear of the column: it has no name, and nothing stands in it. */
static inline bool header_column_is_empty(const struct header_column *column)
{
    return column->name[0] == '\0' && !column->filled;
}

/* How well the columns fit a kind: 0 where an export of the kind cannot do with them. */
int header_score(const struct header_index *index, const struct header_column *columns,
                 size_t count, enum export_kind kind, const struct column_map *map);

#endif
