/*
 * vintage: what a source said as of a day, and from when on that is known; and, where its rows
 * name their project or compound, by which words: they are taken back when these come to mean
 * several. Rows of households carry its number in place of all that.
 */
#ifndef DATA_VINTAGE_H
#define DATA_VINTAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "data/db.h"

struct vintage {
    int64_t vintage_id, source_id, as_of, known;
    int64_t named_by, region_id, word; /* see identity_match; 0, 0, 0: by code */
};

/* The vintages that were asked for last. */
struct vintages;

/* What is made is there after a failure as well, and is to be freed. */
enum status vintages_new(struct vintages **vintages, sqlite3 *db, struct error *error);
void vintages_free(struct vintages *vintages);

/* Finds or adds the number of a vintage whose other members are there. */
enum status vintage_number(struct vintages *vintages, struct vintage *vintage, struct error *error);
/* Whether their rows say by the same words, or both by code, whose they are. */
bool vintage_same_name(const struct vintage *a, const struct vintage *b);
/* Fills in a vintage whose number is there. */
enum status vintage_read(struct vintages *vintages, struct vintage *vintage, struct error *error);

#endif
