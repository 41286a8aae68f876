/* fact_version: the versions of a fact, one by one; for fact_writer.c and fact_standing.c. */
#ifndef DATA_FACT_VERSION_H
#define DATA_FACT_VERSION_H

#include "data/fact_writer.h"

/* Columns of writer->find before the values. `unsure`: the version may be taken back while the row
 * that is being loaded stays. */
enum { FIND_KNOWN, FIND_SOURCE, FIND_LINE, FIND_LISTED, FIND_UNSURE, FIND_VALUES };

/* Begins to read the versions of a fact with writer->find, the newest first. */
void fact_find(struct fact_writer *writer, const struct fact *fact);

/* Binds the key and the day of a fact behind parameter `at`; gives the last that is bound. */
int fact_bind(const struct fact_writer *writer, sqlite3_stmt *statement, int at,
              const struct fact *fact);

/* From which day a version that has to be written is known; `newest`: that of the newest one that
 * says something of the fact. */
daynum fact_known_from(const struct fact_writer *writer, const struct fact *fact, bool contradicted,
                       daynum newest);

/* *fate becomes FACT_REFUSED where the table forbids it. */
enum status fact_insert(struct fact_writer *writer, const struct fact *fact, daynum known,
                        enum fact_fate *fate, struct error *error);

#endif
