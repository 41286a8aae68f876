/* import: loads one export file: charset, form, header, values, rows, all found by itself. */
#ifndef INGEST_IMPORT_H
#define INGEST_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/column_map.h"
#include "core/date.h"
#include "core/error.h"
#include "core/names.h"
#include "data/store.h"
#include "ingest/header.h"

struct import_options {
    int kind;                     /* enum export_kind; -1: by the header */
    daynum as_of;                 /* DAYNUM_NONE: by the rule of the contract */
    daynum known;                 /* DAYNUM_NONE: by the rule of the contract */
    daynum today;                 /* the date of loading */
    const char *encoding;         /* NULL: by the content */
    const char *city;             /* of files that name none; "" */
    const struct column_map *map; /* NULL: none */
    /* A dry run loads into a store that is thrown away (STORE_REHEARSE), makes no salt, and reports
     * more. `dry_salt`: where there is no salt, and none is missed; NULL: the one that is there. */
    bool dry_run, strict;
    const unsigned char *dry_salt;
    bool write_map;       /* a dry run: how the file was understood, as a map */
    const char *database; /* its salt is the file beside it; NULL: none */
    /* Called now and then with bytes done and in all (-1 for a pipe); returning false
     * cancels the load. May be NULL. */
    bool (*progress)(void *context, int64_t done, int64_t all);
    void *progress_context;
};

/* How one column was understood. */
struct column_fate {
    const char *column;  /* as printed in the file */
    const char *field;   /* NULL: not mapped */
    enum column_why why; /* the field, or why none */
    const char *unit;    /* of its bare numbers, said or assumed; NULL: they have none */
    /* Of a column that is not mapped: the field that it may be, and the nearest known header;
     * NULL where there is none. */
    const char *suggestion, *nearest;
};

/* What became of a file: the record of `ingest --format json`. Strings in `strings`. */
struct import_report {
    const char *file, *sha256, *encoding, *delimiter;
    const char *kept_file; /* its name as the database has it: some number files by people */
    int64_t source_id;     /* 0 where a dry run would load it */
    int kind;              /* enum export_kind */
    int64_t header_line, header_rows;
    daynum as_of;
    bool as_of_today; /* for nothing says another day */
    int64_t rows, loaded, unchanged, skipped, rejected;
    int64_t skipped_subtotal, skipped_header, skipped_note, pending;
    int64_t resolved;   /* rejects of other loads that rows of it have put right */
    int64_t taken_back; /* rows of other files that are rejected now: see struct load_counts */
    const char *taken_from;
    bool already_loaded; /* the same bytes were loaded before: nothing was done */
    bool incomplete;   /* a list of projects by which none is gone: see field_describes_project() */
    bool salt_exposed; /* others can read the salt, and the folder allows nothing else */
    struct column_fate *columns;
    size_t column_count;
    const char **dropped_private; /* headers whose content was not kept */
    size_t dropped_private_count;
    /* A dry run's first rows as understood: `preview_fields` names, then rows of texts. */
    const char **preview_fields;
    size_t preview_field_count;
    const char ***preview_rows;
    size_t preview_row_count;
    struct reject *rejects; /* of a dry run: what would be rejected */
    size_t reject_count;
    int64_t rejects_more; /* … and is too much to be told */
    const char *map;      /* the text of a map file; NULL unless asked for */
    struct arena strings;
};

/* `path` "-" is standard input. On failure the store is as it was, and the error names the file.
 * The report may refer to the options' map. */
enum status import_file(struct store *store, const char *path, const struct import_options *options,
                        struct import_report *report, struct error *error);
void import_report_release(struct import_report *report);

#endif
