/*
 * dictionary: every field that renostat knows, from the embedded dictionary.csv.
 *
 * A field belongs to one subject, and a subject is a table of facts: adding a field is one row
 * in dictionary.csv and one column in sql/schema.sql; a test holds the two together.
 */
#ifndef DATA_DICTIONARY_H
#define DATA_DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/digest.h"
#include "core/names.h"

enum field_type {
    FIELD_TEXT,    /* a term: names, remarks */
    FIELD_CODE,    /* a key: leading zeros stay */
    FIELD_COUNT,   /* whole number >= 0 */
    FIELD_MONEY,   /* fen */
    FIELD_AREA,    /* cm2 */
    FIELD_LENGTH,  /* mm */
    FIELD_PERCENT, /* 1/1000 % */
    FIELD_DATE,    /* day number */
    FIELD_YEAR,
    FIELD_FLAG,    /* 0 or 1 */
    FIELD_ENUM,    /* value of `names` */
    FIELD_SET,     /* bits 1 << value of `names` */
    FIELD_RATE,    /* printed rate: recomputed from counts, kept only to be checked */
    FIELD_PRIVATE, /* recognised so that it can be dropped, or hashed where it is a key */
    FIELD_TYPE_COUNT
};

enum subject {
    SUBJECT_KEY, /* identifies the row: city, district, project, compound, door, date */
    SUBJECT_PROJECT,
    SUBJECT_COMPOUND,
    SUBJECT_PROGRESS,
    SUBJECT_PLAN, /* planned progress */
    SUBJECT_BUDGET,
    SUBJECT_PARKING,
    SUBJECT_CHARGERS,
    SUBJECT_WORKS,     /* lifts, pipes, other facilities */
    SUBJECT_CONSENT,   /* counts of a survey */
    SUBJECT_HOUSEHOLD, /* one household's answer */
    SUBJECT_SATISFACTION,
    SUBJECT_TOTAL, /* a region's totals */
    SUBJECT_NONE,  /* understood and not stored: ranks, printed rates, row numbers */
    SUBJECT_COUNT
};

struct field {
    const char *name; /* "plan_finish", as in JSON mapping and map files */
    enum subject subject;
    enum field_type type;
    const struct name_table *names; /* of FIELD_ENUM and FIELD_SET, some FIELD_FLAGs; else NULL */
    const char *unit;   /* what a bare number means: "yuan", "wan", "m2", "wan_m2", … */
    unsigned kinds;     /* bits 1u << enum export_kind in which its headers count */
    unsigned required;  /* bits of kinds whose rows need it, or another field with the bit */
    unsigned signature; /* bits of kinds that its presence speaks for */
    unsigned grouping;  /* bits of kinds in which a blank cell means as above (merged) */
    const char *const *headers; /* normalised by text_normalise(), NULL-terminated */
};

/* An amount or a date, kept or not. */
bool field_is_amount(const struct field *field);
/* One that is kept. */
bool field_is_quantity(const struct field *field);

/* Whether the field is a region's name, which groups rows of every kind. */
static inline bool field_is_region(const struct field *field)
{
    return field->grouping == (1u << KIND_COUNT) - 1;
}

/* Whether the field says something of a project: names, codes, regions and years stand in exports
 * of every kind, and only tell which project is meant. */
static inline bool field_describes_project(const struct field *field)
{
    return field->subject != SUBJECT_KEY && field->subject != SUBJECT_NONE &&
           field->kinds != (1u << KIND_COUNT) - 1;
}

/* The fields, in the order of dictionary.csv; parsed once, and constant afterwards. */
const struct field *dictionary_fields(size_t *count);
/* The index of a field by its name; -1 where there is none. */
/* Adds the dictionary's text: another one may read the same file in another way. */
void dictionary_digest(struct digest *digest);

int dictionary_find(const char *name);
const char *subject_table(enum subject subject); /* "project_fact", …; NULL: not stored */

#endif
