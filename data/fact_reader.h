/*
 * fact_reader: reads the versions of one subject as of a vantage, and overlays them.
 *
 * Versions come newest first (as_of, known, source). Each column is taken from the newest
 * version whose source covers it, a blank included; the walk ends when all columns that any
 * source covers are taken.
 */
#ifndef DATA_FACT_READER_H
#define DATA_FACT_READER_H

#include "core/records.h"
#include "data/coverage.h"

struct fact_reader {
    const struct subject_table *table;
    enum subject subject;
    const struct coverage *coverage;
    uint64_t wanted; /* columns that are asked for and that some source covers */
    sqlite3_stmt *walk, *next_part;
};

/* What is known of one key. Columns by their position in the table; VALUE_NONE where unknown. */
struct overlay {
    uint64_t taken; /* columns that some version covered */
    int64_t values[SUBJECT_COLUMNS_MAX];
    daynum as_of[SUBJECT_COLUMNS_MAX]; /* of the version that a column was taken from */
    int64_t sources[SUBJECT_COLUMNS_MAX];
    bool any;      /* there is a version at all */
    daynum newest; /* as_of of the newest version */
    struct provenance from;
    bool listed;         /* a list of projects had it … */
    daynum listed_as_of; /* … last on this day */
    struct provenance listed_from;
    daynum complete_as_of; /* … and on this day one by which others are gone */
};

/* `fields`: names of the dictionary, NULL-terminated; NULL: all columns. */
enum status fact_reader_init(struct fact_reader *reader, sqlite3 *db,
                             const struct subject_tables *tables, enum subject subject,
                             const struct coverage *coverage, const char *const *fields,
                             struct vantage vantage, struct error *error);
void fact_reader_release(struct fact_reader *reader);

/* Overlays the versions of one key. */
enum status fact_read(struct fact_reader *reader, const int64_t *keys, struct overlay *overlay,
                      struct error *error);

/* Steps keys[1…] on to the next that the table has under keys[0]; start with INT64_MIN. */
enum status fact_next_part(struct fact_reader *reader, int64_t *keys, bool *found,
                           struct error *error);

/* A column's position by the field's name. */
int fact_column(const struct fact_reader *reader, const char *field);

static inline int64_t overlay_value(const struct overlay *overlay, int column)
{
    return column < 0 ? VALUE_NONE : overlay->values[column];
}

static inline daynum overlay_day(const struct overlay *overlay, int column)
{
    int64_t value = overlay_value(overlay, column);
    return value == VALUE_NONE ? DAYNUM_NONE : (daynum)value;
}

#endif
