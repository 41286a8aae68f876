/*
 * vintage: what a source said as of a day, and from when on that is known. Rows of households
 * carry its number in place of the source and two dates.
 */
#ifndef DATA_VINTAGE_H
#define DATA_VINTAGE_H

#include <stdint.h>

#include "data/db.h"

struct vintage {
    int64_t vintage_id, source_id, as_of, known;
};

/* The vintages that were asked for last. */
struct vintages;

enum status vintages_new(struct vintages **vintages, sqlite3 *db, struct error *error);
void vintages_free(struct vintages *vintages);

/* Finds or adds the number of a vintage whose other members are there. */
enum status vintage_number(struct vintages *vintages, struct vintage *vintage, struct error *error);
/* Fills in a vintage whose number is there. */
enum status vintage_read(struct vintages *vintages, struct vintage *vintage, struct error *error);

#endif
