/* household_doubt: answers whose rows name their project by words that mean several by now. */
#ifndef DATA_HOUSEHOLD_DOUBT_H
#define DATA_HOUSEHOLD_DOUBT_H

#include "data/identity.h"
#include "data/withdrawal.h"

/* Takes back, and rejects as `reject` says but for their source and line, the answers whose rows
 * name what they mean so. */
enum status household_doubt(struct withdrawal *withdrawal, enum identity_means means,
                            int64_t region_id, int64_t word, const struct reject *reject,
                            struct error *error);

#endif
