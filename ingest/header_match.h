/* header_match: which field a column header means, in an export of one kind, and in which unit. */
#ifndef INGEST_HEADER_MATCH_H
#define INGEST_HEADER_MATCH_H

#include "ingest/unit.h"

struct header_index; /* the dictionary's headers, ready to be compared */

struct header_index *header_index_new(void);
void header_index_free(struct header_index *index);

struct header_match {
    int field;        /* index in the dictionary; -1: unknown */
    struct unit unit; /* that the header itself says; factor 0: none */
};

/*
 * Tries the header as it is, in simplified characters, then without the unit in its brackets or at its end. Case, width,
 * spaces, underscores and asterisks do not matter.
 */
struct header_match header_match(const struct header_index *index, enum export_kind kind,
                                 const char *header);

/* The field of a header in any kind of export, with or without a unit in brackets; -1: unknown. */
int header_field(const struct header_index *index, const char *header);

/* Whether the text is a header of any kind of export, with or without a unit in brackets. */
bool header_is_known(const struct header_index *index, const char *header);

/* Whether an export of some kind has a column of that header, and its content is stored. */
bool header_is_stored(const struct header_index *index, const char *header);

/* The unit in the brackets of a text that is no header itself ("资金（万元）"). */
struct unit header_unit(enum field_type type, const char *text);
/* The text without the brackets of a unit; appends to `out`. */
void header_base(struct text *out, const char *text);

/* The known header of the kind that is nearest to an unknown one, and its field; NULL and -1 where
 * none is near. */
const char *header_nearest(const struct header_index *index, enum export_kind kind,
                           const char *header, int *field);

/* The form in which headers are compared; appends to `out`. */
void header_key(struct text *out, const char *header);

#endif
