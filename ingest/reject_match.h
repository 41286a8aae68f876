/*
 * reject_match: rejected rows of earlier loads that an export says anew, without their number: the
 * user has mended the export itself and not the sheet of its rejects.
 *
 * A row answers a reject where both have the same key: in files of the same kind, city and date,
 * under the same title and header, the same words in all columns that identify a row (project,
 * compound, building, stairwell, door, date). So a reject of a row whose key cannot be read, or of
 * which nothing was kept, is answered by no row. Where more are open than REJECT_MATCHES_MAX none
 * is: whoever has so many corrects the export, and memory has an end.
 */
#ifndef INGEST_REJECT_MATCH_H
#define INGEST_REJECT_MATCH_H

#include "data/store.h"
#include "ingest/header.h"
#include "ingest/plan.h"

enum { REJECT_KEY_COLUMNS = 12, REJECT_MATCHES_MAX = 50000 };

/* The rejects that rows may answer; {0} is none. */
struct reject_matches {
    const struct header *header;
    const struct plan *plan;
    struct reject_key *items; /* in the order of their keys */
    size_t count, capacity, seen;
    size_t columns[REJECT_KEY_COLUMNS]; /* that identify a row, what tells most rows apart first */
    size_t column_count,
        naming_count; /* … and those that name what it speaks of, which come first */
    int first;        /* the first of them as a field of the plan */
    uint64_t *firsts; /* of all items the first column, in order */
    char delimiter;   /* of the file whose rejects are visited */
};

/* Looks for those of the store's current load. */
enum status reject_matches_find(struct reject_matches *matches, struct store *store,
                                const struct header *header, const struct plan *plan,
                                struct error *error);
void reject_matches_release(struct reject_matches *matches);

/* Whether a row whose text of the field `first` is this one may answer a reject: asked before its
 * raw text, which takes longer. */
bool reject_matches_may(const struct reject_matches *matches, const char *first);

/* The rejects with the key of a raw row, one after the other: the next behind *at, which begins
 * with 0; its number, or 0 behind the last. */
int64_t reject_matches_next(const struct reject_matches *matches, const char *raw, size_t *at);

#endif
