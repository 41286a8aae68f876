/* household_doubt: answers whose rows name a compound that may be any of several by now. */
#ifndef DATA_HOUSEHOLD_DOUBT_H
#define DATA_HOUSEHOLD_DOUBT_H

#include "core/records.h"
#include "data/identity.h"
#include "data/withdrawal.h"

/* Takes back the answers of all rows that say by these words whose they are, and books each row as
 * `reject` has it, but for its source and line. */
enum status household_doubt(struct withdrawal *withdrawal, enum identity_means means,
                            int64_t region_id, int64_t word, const struct reject *reject,
                            struct error *error);

#endif
